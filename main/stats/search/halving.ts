import { cancelled } from '../../../shared/domain/errors.ts';

export interface HalvingInput<Setting> {
  /** What to try; the first is the one to keep unless another is better. */
  settings: readonly Setting[];
  /** How many pieces of evidence there are. */
  pieces: number;
  /** Losses of a setting on the rows of one piece, one number a row; lower is better. */
  judge(setting: Setting, piece: number): Float64Array;
  /** Settings go on to the next round by one in `keep`; default 3. */
  keep?: number;
  /** Asked before each judgement; true ends the search with what is known. */
  outOfTime?: (() => boolean) | undefined;
  shouldStop?: (() => boolean) | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

export interface Trial<Setting> {
  setting: Setting;
  /** Mean loss over the rows of the pieces so far. */
  loss: number;
  pieces: number;
}

export interface HalvingResult<Setting> {
  best: Setting;
  /** True where the first setting was kept because the best was not better by more than one standard error. */
  keptFirst: boolean;
  /** The farthest first, then by loss. */
  trials: Trial<Setting>[];
  /** False where time ran out: then the result depends on the speed of the machine. */
  isComplete: boolean;
}

/**
 * Successive halving (Jamieson & Talwalkar 2016): every setting is judged on one piece of evidence, the better third on more, and
 * so on, until the last few are judged on all. The first setting is judged to the end; another takes its place only where
 * it is better by more than one standard error of the paired differences, for the best of many is partly the luckiest.
 */
export function successiveHalving<Setting>(input: HalvingInput<Setting>): HalvingResult<Setting> {
  const { settings, pieces, keep = 3, outOfTime, shouldStop, onProgress } = input;
  const known: Float64Array[][] = settings.map(() => []);
  const rounds = piecesByRound(settings.length, pieces, keep);
  const total = workOf(settings.length, rounds, keep);
  let alive = [...settings.keys()];
  let done = 0;
  let isComplete = true;
  search: for (const wanted of rounds) {
    for (const setting of alive) {
      while (known[setting]!.length < wanted) {
        if (shouldStop?.() === true) throw cancelled('The search');
        // The first setting must be known by something.
        if (outOfTime?.() === true && known[0]!.length > 0) {
          isComplete = false;
          break search;
        }
        known[setting]!.push(input.judge(settings[setting]!, known[setting]!.length));
        onProgress?.(Math.min(1, ++done / total));
      }
    }
    const better = alive
      .filter((setting) => setting !== 0)
      .sort((a, b) => meanOf(known[a]!) - meanOf(known[b]!) || a - b);
    if (wanted < pieces) alive = [0, ...better.slice(0, Math.max(1, Math.ceil(alive.length / keep) - 1))];
  }
  onProgress?.(1);
  const judged = [...settings.keys()].filter((setting) => known[setting]!.length > 0);
  const order = judged.sort(
    (a, b) => known[b]!.length - known[a]!.length || meanOf(known[a]!) - meanOf(known[b]!) || a - b,
  );
  const farthest = known[0]!.length;
  const best = order.find((setting) => known[setting]!.length === farthest) ?? 0;
  const isBetter = best !== 0 && isClearlyLower(known[best]!, known[0]!);
  return {
    best: settings[isBetter ? best : 0]!,
    keptFirst: !isBetter,
    isComplete,
    trials: order.map((setting) => ({
      setting: settings[setting]!,
      loss: meanOf(known[setting]!),
      pieces: known[setting]!.length,
    })),
  };
}

/** Pieces that the settings of each round are judged on, in all: 1, …, all. */
function piecesByRound(settings: number, pieces: number, keep: number): number[] {
  const rounds = Math.max(1, Math.ceil(Math.log(settings) / Math.log(keep)));
  const wanted = Array.from({ length: rounds }, (_unused, round) =>
    Math.round(pieces ** (rounds === 1 ? 1 : round / (rounds - 1))),
  );
  return [...new Set(wanted.map((count) => Math.max(1, count)))];
}

function workOf(settings: number, rounds: readonly number[], keep: number): number {
  let alive = settings;
  let before = 0;
  let work = 0;
  for (const wanted of rounds) {
    work += alive * (wanted - before);
    before = wanted;
    alive = Math.max(2, Math.ceil(alive / keep));
  }
  return work;
}

function meanOf(parts: readonly Float64Array[]): number {
  let sum = 0;
  let rows = 0;
  for (const part of parts) {
    for (const loss of part) sum += loss;
    rows += part.length;
  }
  return rows === 0 ? Infinity : sum / rows;
}

function isClearlyLower(parts: readonly Float64Array[], than: readonly Float64Array[]): boolean {
  const differences = parts.flatMap((part, piece) => Array.from(part, (loss, row) => loss - than[piece]![row]!));
  const rows = differences.length;
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / rows;
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  return mean < -Math.sqrt(squares / (rows * Math.max(1, rows - 1)));
}
