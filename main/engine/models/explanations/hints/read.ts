import type { AccountHints } from '../../../../../shared/contract/index.ts';
import { quantile } from '../../../../stats/index.ts';
import { keptAccount } from '../../../identity/index.ts';
import { stopIfAsked } from '../../features/row-table.ts';
import { toldModel } from '../account-read.ts';
import type { OfAccount } from '../account-read.ts';
import { defineSnapshotRead } from '../define-read.ts';
import { openModel } from '../open-model.ts';
import { latestRun, scoreRowOf, scoreRows } from '../queries.ts';
import type { Run, ScoreRow } from '../queries.ts';
import { comparable, leversOf } from './levers.ts';
import type { Lever } from './levers.ts';

export type HintsInput = OfAccount & { readonly target?: number | undefined };

/** What is needed to try changes on an account: they are then scored by the model's own file. */
export type HintsSetup = Omit<AccountHints, 'hints' | 'caution'> & {
  readonly features: readonly string[];
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly levers: readonly Lever[];
};

const rowsBetweenStopChecks = 256;
const topShare = 0.1;

export const hintsRead = defineSnapshotRead(
  'explanations.hints',
  ({ database, shouldStop }, input: HintsInput): HintsSetup => {
    const id = keptAccount(database, input.id);
    const run = latestRun(database, input.model);
    const row = scoreRowOf(database, run, id);
    const model = openModel(database, run);
    const { features } = model.definition;
    const others: ScoreRow[] = [];
    const probabilities: number[] = [];
    let seen = 0;
    for (const other of scoreRows(database, run.id)) {
      if (seen++ % rowsBetweenStopChecks === 0) stopIfAsked(shouldStop);
      probabilities.push(other.probability);
      if (other.account !== id) others.push(other);
    }
    const similar = comparable(features, row, others);
    return {
      id,
      model: toldModel(run, model),
      asOf: run.asOf,
      probability: row.probability,
      target: targetOf(input.target, row.probability, run, probabilities),
      comparedWith: similar.length,
      features,
      names: run.names,
      values: row.values,
      levers: leversOf(features, row, similar),
    };
  },
);

/**
 * Where to get. For churn below the tenth of the book at highest risk for one in it, else to the average where the parts
 * start; for what one wishes for above the average, or into the highest tenth for one that is there.
 */
function targetOf(
  given: number | undefined,
  probability: number,
  { base, target }: Pick<Run, 'base' | 'target'>,
  probabilities: number[],
): AccountHints['target'] {
  if (given !== undefined) return { probability: given, of: 'given' };
  const top = quantile(Float64Array.from(probabilities).sort(), 1 - topShare);
  if (target !== 'churn')
    return probability < base ? { probability: base, of: 'average' } : { probability: top, of: 'top-tenth' };
  return probability >= top && top > base
    ? { probability: top, of: 'top-tenth' }
    : { probability: base, of: 'average' };
}
