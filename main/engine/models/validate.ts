import { calibrate, takeRows } from '../../stats/index.ts';
import type { FitContext, ModelKind } from './candidates.ts';
import { churnsIn, labelled, rowsOf } from './dataset.ts';
import type { Dataset } from './dataset.ts';
import { choose, evidenceWithin, gather } from './evidence.ts';
import type { Choice, Evidence } from './evidence.ts';
import { rollingBlocks } from './rolling.ts';
import type { Block } from './rolling.ts';
import { answersOf } from './stages.ts';

export const kinds: readonly ModelKind[] = ['boosted-trees', 'logistic'];

/** Rows answered by what had been learned before them. */
export type Answered = {
  readonly rows: Int32Array;
  readonly probabilities: Float64Array;
  /** Share of leavers in the rows learned from: what would have been said without a model. */
  readonly referenceRate: Float64Array;
};

export type TestedOrigin = {
  readonly block: Block;
  readonly learnedRows: number;
  readonly kind: ModelKind;
  /** By the candidate that had been better until then. */
  readonly answered: Answered;
};

export type Validated = {
  readonly origins: readonly TestedOrigin[];
  /** Each kind alone, over the same origins. */
  readonly alone: readonly { readonly kind: ModelKind; readonly answered: Answered }[];
  /** What all evidence says for a model of everything: the better kind first. */
  readonly choices: readonly { readonly kind: ModelKind; readonly choice: Choice }[];
  /** Snapshots (places) whose answers decided that. */
  readonly decidedOn: readonly number[];
};

/** Separate departures from which on answers to later time decide a recipe, a kind and the two numbers of a sigmoid. */
const leastEvidence = 30;
/** Trees beyond this many times the best so far are not grown. */
const roundsBeyondBest = 2.5;
const leastRoundsGrown = 150;

/**
 * Rolling-origin validation. A model of every kind is fitted at every origin and answers the time after the gap. How many
 * trees, how strong a penalty, which kind and which calibration is decided at each origin by the answers of earlier ones
 * whose outcome was known by then, so that nothing of an origin's own test decides how it is answered.
 */
export function validate(data: Dataset, horizonDays: number, context: FitContext): Validated {
  const blocks = blocksOf(data, horizonDays);
  const work = progressOver(blocks, context);
  const evidence = new Map<ModelKind, Evidence[]>(kinds.map((kind) => [kind, []]));
  const origins: TestedOrigin[] = [];
  const alone = new Map<ModelKind, Answered[]>(kinds.map((kind) => [kind, []]));
  for (const [index, block] of blocks.entries()) {
    const learn = rowsOf(data, block.learn);
    const test = rowsOf(data, block.test);
    const known = knownBefore(data, block, horizonDays);
    const settled = new Map(kinds.map((kind) => [kind, gather(evidence.get(kind)!, known)]));
    for (const kind of kinds) {
      const answers = answersOf(
        kind,
        takeRows(labelled(data), learn),
        data.names,
        takeRows(labelled(data), test).columns,
        mostRounds(data, settled.get(kind)!),
        work.next(),
      );
      evidence.get(kind)!.push({ rows: test, answers });
    }
    const isLast = index === blocks.length - 1;
    const enough = churnsIn(data, settled.get(kinds[0]!)!.rows) >= leastEvidence;
    if (!enough && !(isLast && origins.length === 0)) continue;
    const referenceRate = new Float64Array(test.length).fill(rateOf(data, learn));
    const found = kinds.map((kind) => {
      const choice = choose(data, enough ? settled.get(kind)! : evidenceWithin(data, kind, learn, work.more()));
      const { logOdds } = evidence.get(kind)!.at(-1)!.answers;
      const own = logOdds[Math.min(choice.stage, logOdds.length - 1)]!;
      const probabilities = own.map((value) => calibrate(choice.calibration, value));
      const answered: Answered = { rows: test, probabilities, referenceRate };
      alone.get(kind)!.push(answered);
      return { kind, choice, answered };
    });
    const best = found.reduce((a, b) => (b.choice.loss < a.choice.loss ? b : a));
    origins.push({ block, learnedRows: learn.length, kind: best.kind, answered: best.answered });
  }
  const everything = Int32Array.from(data.labels.keys());
  const all = new Map(kinds.map((kind) => [kind, gather(evidence.get(kind)!, () => true)]));
  const enough = churnsIn(data, all.get(kinds[0]!)!.rows) >= leastEvidence;
  const choices = kinds
    .map((kind) => ({
      kind,
      choice: choose(data, enough ? all.get(kind)! : evidenceWithin(data, kind, everything, work.more())),
    }))
    .sort((a, b) => a.choice.loss - b.choice.loss);
  return {
    origins,
    alone: kinds.map((kind) => ({ kind, answered: together(alone.get(kind)!) })),
    choices,
    decidedOn: enough ? blocks.flatMap(({ test }) => test) : data.days.map((_, place) => place),
  };
}

/** Rows that the first tested origin learns from: whatever is decided on these has seen nothing of any test. */
export function rowsBeforeTests(data: Dataset, horizonDays: number): Int32Array {
  const blocks = blocksOf(data, horizonDays);
  const first = blocks.find((block, index) => {
    const known = knownBefore(data, block, horizonDays);
    const earlier = rowsOf(
      data,
      blocks.slice(0, index).flatMap(({ test }) => test),
    );
    return churnsIn(data, earlier.filter(known)) >= leastEvidence;
  });
  return rowsOf(data, (first ?? blocks.at(-1))?.learn ?? []);
}

/** Without origins whose rows all have one outcome: they teach nothing. */
function blocksOf(data: Dataset, horizonDays: number): Block[] {
  return rollingBlocks(data.days, horizonDays).filter(({ learn }) => {
    const rate = rateOf(data, rowsOf(data, learn));
    return rate > 0 && rate < 1;
  });
}

export function together(parts: readonly Answered[]): Answered {
  const rows = parts.flatMap((part) => [...part.rows]);
  return {
    rows: Int32Array.from(rows),
    probabilities: Float64Array.from(parts.flatMap((part) => [...part.probabilities])),
    referenceRate: Float64Array.from(parts.flatMap((part) => [...part.referenceRate])),
  };
}

/** Whether a row's outcome was known when the block began. */
function knownBefore(data: Dataset, { test }: Block, horizonDays: number): (row: number) => boolean {
  const begin = data.days[test[0]!]!;
  return (row) => data.days[data.snapshots[row]!]! + horizonDays <= begin;
}

function rateOf(data: Dataset, rows: Int32Array): number {
  let churned = 0;
  for (const row of rows) churned += data.labels[row]!;
  return rows.length === 0 ? 0 : churned / rows.length;
}

function mostRounds(data: Dataset, settled: Evidence): number {
  if (churnsIn(data, settled.rows) < leastEvidence) return Infinity;
  return Math.max(leastRoundsGrown, roundsBeyondBest * choose(data, settled).recipe.rounds);
}

/** Progress in proportion to the rows that each fit learns from. */
function progressOver(blocks: readonly Block[], context: FitContext): { next(): FitContext; more(): FitContext } {
  const sizes = blocks.flatMap(({ learn }) => kinds.map(() => learn.length));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  let step = 0;
  return {
    next() {
      const before = done;
      const size = sizes[step++] ?? 0;
      done += size;
      return { ...context, onProgress: (share) => context.onProgress((before + share * size) / whole) };
    },
    more: () => ({ ...context, onProgress: () => {} }),
  };
}
