import type { Checkpoint, CheckpointState, RenewalCall, RenewalCheckpoint } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { addMonths } from '../revenue/index.ts';

/** What somebody said: days count from 1970-01-01, `asOf` is the last day of the data then. */
export interface Said {
  readonly asOf: number;
  readonly call: RenewalCall;
  readonly probability: number | null;
}

/** The stretches of time before a renewal: the model's last word in each is kept. */
export type Stretch = 'early' | RenewalCheckpoint;

export interface Facts {
  /** Day of the renewal, and last day of the data. */
  readonly renewal: number;
  readonly asOf: number;
  /** Months of the term; 0 where not known. A checkpoint that lies before its beginning is none. */
  readonly term: number;
  /** Oldest first. */
  readonly said: readonly Said[];
  /** The model's chance now, and its last word in each stretch. */
  readonly model: number | null;
  readonly marks: ReadonlyMap<Stretch, number>;
  readonly explained: ReadonlyMap<RenewalCheckpoint, string>;
}

const monthsBefore: Record<RenewalCheckpoint, number> = { six: 6, three: 3 };

/** More than this between person and model, in chance, asks for an explanation. */
export const mostDifference = 0.2;
/** What doubles lose when they are subtracted: exactly 20 points is no more than 20 points. */
const dust = 1e-9;

/** The first day of a checkpoint's stretch, and the first day after it. */
export function stretchOf(checkpoint: RenewalCheckpoint, renewal: number): { from: number; to: number } {
  return {
    from: addMonths(renewal, -monthsBefore[checkpoint]),
    to: checkpoint === 'six' ? addMonths(renewal, -monthsBefore.three) : renewal,
  };
}

/** Whether person and model differ. Null where "at risk" was said without a chance: that is no side. */
export function differ({ call, probability }: Pick<Said, 'call' | 'probability'>, model: number): boolean | null {
  if (probability === null && call === 'at-risk') return null;
  const stays = probability === null ? call === 'renew' : probability >= 0.5;
  if (stays !== model >= 0.5) return true;
  return probability !== null && Math.abs(probability - model) > mostDifference + dust;
}

/** The checkpoints of a renewal, at most two. What was missed when one ended stays so: nobody explains afterwards. */
export function checkpointsOf(facts: Facts): Checkpoint[] {
  const those = (['six', 'three'] as const).filter((one) => facts.term === 0 || facts.term > monthsBefore[one]);
  return those.map((checkpoint) => {
    const { from, to } = stretchOf(checkpoint, facts.renewal);
    const current = facts.asOf >= from && facts.asOf < to;
    const said = facts.said.findLast(({ asOf }) => asOf < to) ?? null;
    const model = current ? facts.model : (facts.marks.get(checkpoint) ?? null);
    const explanation = facts.explained.get(checkpoint) ?? null;
    const isAhead = facts.asOf < from;
    return {
      checkpoint,
      day: dayOfNumber(from),
      current,
      state: isAhead ? 'ahead' : stateOf(said, model, explanation !== null),
      person: isAhead ? null : (said?.probability ?? null),
      model: isAhead ? null : model,
      explanation,
    };
  });
}

function stateOf(said: Said | null, model: number | null, isExplained: boolean): CheckpointState {
  if (said === null) return 'unsaid';
  if (model === null) return 'no-model';
  const different = differ(said, model);
  if (different === null) return 'needs-probability';
  if (!different) return 'agree';
  return isExplained ? 'explained' : 'explain';
}

/** Something is still to be given at the checkpoint that the renewal is in. */
export function isOwed({ current, state }: Checkpoint): boolean {
  return current && (state === 'unsaid' || state === 'needs-probability' || state === 'explain');
}
