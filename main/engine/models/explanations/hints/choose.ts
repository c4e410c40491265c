import type { Lever } from './levers.ts';

/** One lever or two, moved to a value of theirs, and what the model says then. */
export type Move = {
  readonly steps: readonly { readonly lever: Lever; readonly to: number }[];
  readonly probability: number;
  /** Places of the values in their levers, summed: the smaller, the nearer to how it is now. */
  readonly effort: number;
};

/** What is to become smaller, of rows of the model's features: a probability, or its opposite. */
export type ScoreRows = (rows: readonly Float32Array[]) => Promise<ArrayLike<number>>;

/** Less than this is not worth a person's time. */
const leastChange = 0.002;
/** A second value that is hardly better than a nearer one is no reason to go farther. */
const asGood = 0.001;
const leversPaired = 4;
const mostSingles = 4;
const mostPairs = 2;
/** A pair must do clearly more than the better of its two alone. */
const pairGain = 1.25;

/**
 * The smallest moves that bring the score below the target; of those that do not, the ones that lower it most. Every move is
 * scored by the model itself.
 */
export async function chooseMoves(
  row: Float32Array,
  now: number,
  levers: readonly Lever[],
  target: number,
  score: ScoreRows,
): Promise<Move[]> {
  const singles = await bestOf(
    levers.map((lever) => lever.values.map((to, place) => ({ steps: [{ lever, to }], effort: place }))),
    row,
    target,
    score,
  );
  const useful = singles.filter(({ probability }) => now - probability >= leastChange).sort(byUse(target));
  const paired = useful.slice(0, leversPaired);
  const pairs = await bestOf(
    paired.flatMap((first, index) =>
      paired.slice(index + 1).map((second) => combinations(first.steps[0]!.lever, second.steps[0]!.lever)),
    ),
    row,
    target,
    score,
  );
  const better = pairs.filter((pair) => {
    const alone = pair.steps.map(({ lever }) => useful.find(({ steps }) => steps[0]!.lever === lever)!.probability);
    const best = Math.min(...alone);
    return best > target && (pair.probability <= target || now - pair.probability >= pairGain * (now - best));
  });
  return [...useful.slice(0, mostSingles), ...better.sort(byUse(target)).slice(0, mostPairs)].sort(byUse(target));
}

type Unscored = Omit<Move, 'probability'>;

function combinations(first: Lever, second: Lever): Unscored[] {
  return first.values.flatMap((to, place) =>
    second.values.map((other, otherPlace) => ({
      steps: [
        { lever: first, to },
        { lever: second, to: other },
      ],
      effort: place + otherPlace,
    })),
  );
}

/** Of each group of moves the smallest that reaches the target, or the smallest of those that lower the score most. */
async function bestOf(
  groups: readonly (readonly Unscored[])[],
  row: Float32Array,
  target: number,
  score: ScoreRows,
): Promise<Move[]> {
  const rows = groups.flat().map(({ steps }) => {
    const changed = row.slice();
    for (const { lever, to } of steps) changed[lever.place] = to;
    return changed;
  });
  if (rows.length === 0) return [];
  const probabilities = await score(rows);
  let next = 0;
  return groups.flatMap((group) => {
    const moves = group.map((move) => ({ ...move, probability: probabilities[next++]! }));
    const lowest = Math.min(...moves.map(({ probability }) => probability));
    const good = moves.filter(({ probability }) => probability <= Math.max(target, lowest + asGood));
    const best = good.sort((a, b) => a.effort - b.effort || a.probability - b.probability)[0];
    return best === undefined ? [] : [best];
  });
}

/** Those that reach the target first, with fewer levers and less effort; then by what they lower. */
function byUse(target: number): (a: Move, b: Move) => number {
  const reaches = ({ probability }: Move): number => (probability <= target ? 0 : 1);
  return (a, b) =>
    reaches(a) - reaches(b) ||
    (reaches(a) === 0 ? a.steps.length - b.steps.length || a.effort - b.effort : 0) ||
    a.probability - b.probability;
}
