import type { BacktestOutcome } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { fate } from './fates.ts';
import { moneyOf } from './month-figures.ts';
import type { MonthSeen } from './walk.ts';

/** One account in one month, where it was flagged or left. Days as texts, money in minor units. */
export type RowToStore = {
  readonly day: string;
  readonly account: string;
  readonly score: number | null;
  readonly flagged: 0 | 1;
  readonly outcome: BacktestOutcome;
  readonly leftOn: string | null;
  readonly revenue: number | null;
};

/** The others are neither found nor missed nor a false alarm: there is nothing to tell of them. */
export function rowsToStore(months: readonly MonthSeen[], accounts: readonly string[], currency: string): RowToStore[] {
  return months.flatMap((month) => {
    const [scores, flags] = [month.scores[0], month.flagged[0]];
    if (!scores || !flags) return [];
    const told = Array.from(month.accounts.keys()).filter((row) => flags[row] === 1 || month.fates[row] === fate.left);
    return told.map((row): RowToStore => {
      const score = scores[row]!;
      const amount = month.revenue[row]!;
      const hasLeft = month.fates[row] === fate.left;
      return {
        day: dayOfNumber(month.day),
        account: accounts[month.accounts[row]!]!,
        score: Number.isNaN(score) ? null : score,
        flagged: flags[row] === 1 ? 1 : 0,
        outcome: outcomeOf(month.fates[row]!, flags[row] === 1),
        leftOn: hasLeft ? dayOfNumber(month.leftOn[row]!) : null,
        revenue: Number.isNaN(amount) ? null : moneyOf(amount, currency).minor,
      };
    });
  });
}

function outcomeOf(own: number, isFlagged: boolean): BacktestOutcome {
  if (own === fate.left) return isFlagged ? 'found' : 'missed';
  return own === fate.open ? 'open' : 'false-alarm';
}
