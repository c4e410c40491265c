import type { Bilingual, SegmentEvaluation } from '../../../shared/contract/index.ts';
import type { Answered } from './validate.ts';
import type { Dataset } from './dataset.ts';
import { evaluate } from './evaluate.ts';

/** A way to part the accounts, as it stands today: only ever used to look at a model, never to learn from. */
export type Grouping = {
  readonly kind: SegmentEvaluation['kind'];
  readonly label: Bilingual;
  readonly values: readonly string[];
  /** By account, in the order of the sources: place of its value + 1; 0 = none. */
  readonly codes: Uint16Array;
};

const leastRows = 50;
const mostValues = 12;
const draws = 200;

/** How well the test went for every part of the book that is large enough to say anything; largest first within a grouping. */
export function segmentTable(
  data: Pick<Dataset, 'labels' | 'accounts' | 'snapshots'>,
  answered: Answered,
  groupings: readonly Grouping[],
  seed: number,
  shouldStop: () => boolean,
): SegmentEvaluation[] {
  const { rows, probabilities, referenceRate } = answered;
  return groupings.flatMap(({ kind, label, values, codes }) => {
    const members = values.map((): number[] => []);
    rows.forEach((row, index) => {
      const code = codes[data.accounts[row]!] ?? 0;
      if (code > 0) members[code - 1]?.push(index);
    });
    return values
      .map((value, place) => ({ value, indices: members[place]! }))
      .filter(({ indices }) => indices.length >= leastRows)
      .sort((a, b) => b.indices.length - a.indices.length)
      .slice(0, mostValues)
      .map(({ value, indices }): SegmentEvaluation => {
        const labels = Uint8Array.from(indices, (index) => data.labels[rows[index]!]!);
        const said = Float64Array.from(indices, (index) => probabilities[index]!);
        const accounts = Int32Array.from(indices, (index) => data.accounts[rows[index]!]!);
        const rates = Float64Array.from(indices, (index) => referenceRate[index]!);
        const days = Int32Array.from(indices, (index) => data.snapshots[rows[index]!]!);
        const found = evaluate(labels, said, accounts, rates, seed, draws, shouldStop, days);
        return {
          kind,
          label,
          value,
          rows: labels.length,
          churned: found.churned,
          observed: found.churned / labels.length,
          predicted: said.reduce((sum, p) => sum + p, 0) / said.length,
          auc: found.auc,
          liftTop10: found.liftTop10,
          brierSkill: found.brierSkill,
        };
      });
  });
}
