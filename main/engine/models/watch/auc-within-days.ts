import type { MetricWithInterval } from '../../../../shared/contract/index.ts';
import { shareWithin, sumOfSquares, sumsByAccount } from './by-account.ts';
import type { RealisedRows } from './by-account.ts';

type Ranked = Pick<RealisedRows, 'labels' | 'probabilities' | 'accounts' | 'days'>;

/**
 * Share of the pairs of one who left and one who stayed, both of one day, that were in the right order; ties count half. The
 * interval is that of DeLong et al. 1988 with whole accounts (Obuchowski 1997), on the log-odds scale.
 */
export function aucWithinDays({ labels, probabilities, accounts, days }: Ranked): MetricWithInterval {
  /** Rivals of each row that it was rightly told from, and all its rivals. */
  const won = new Float64Array(labels.length);
  const rivals = new Float64Array(labels.length);
  let wins = 0;
  let pairs = 0;
  for (const rows of Map.groupBy(labels.keys(), (row) => days[row]!).values()) {
    rows.sort((a, b) => probabilities[a]! - probabilities[b]!);
    const left = rows.reduce((sum, row) => sum + labels[row]!, 0);
    const stayed = rows.length - left;
    pairs += left * stayed;
    let leftBelow = 0;
    for (let start = 0, end = 0; start < rows.length; start = end) {
      let leftHere = 0;
      for (; end < rows.length && probabilities[rows[end]!] === probabilities[rows[start]!]; end++)
        leftHere += labels[rows[end]!]!;
      const stayedBelow = start - leftBelow;
      const stayedHere = end - start - leftHere;
      for (let place = start; place < end; place++) {
        const row = rows[place]!;
        const hasLeft = labels[row] === 1;
        won[row] = hasLeft ? stayedBelow + stayedHere / 2 : left - leftBelow - leftHere / 2;
        rivals[row] = hasLeft ? stayed : left;
        if (hasLeft) wins += won[row]!;
      }
      leftBelow += leftHere;
    }
  }
  if (pairs === 0) return { value: null, low: null, high: null };
  const value = wins / pairs;
  const accountsWith = (label: number): number => new Set(accounts.filter((_, row) => labels[row] === label)).size;
  const fewest = Math.min(accountsWith(0), accountsWith(1));
  if (fewest < 2) return { value, low: null, high: null };
  const squares = sumOfSquares(sumsByAccount(accounts, (row) => won[row]! - value * rivals[row]!));
  return shareWithin(value, Math.sqrt((squares * fewest) / (fewest - 1)) / pairs);
}
