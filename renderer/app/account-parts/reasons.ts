import type { Reason } from '../../../shared/contract/index.ts';

/** What a step of the walk stands for: a reason, or all reasons of a theme. */
type Part = { readonly contribution: number };

export type ReasonTheme = Part & { readonly theme: string; readonly reasons: readonly Reason[] };

/** The reasons by theme, the theme that moves the score most first. */
export function byTheme(reasons: readonly Reason[]): ReasonTheme[] {
  return [...Map.groupBy(reasons, (reason) => reason.theme)]
    .map(([theme, own]) => ({
      theme,
      reasons: own,
      contribution: own.reduce((sum, reason) => sum + reason.contribution, 0),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

/**
 * `values` rounded to `digits` decimals so that they still sum to `total` rounded: the parts that lose most by rounding
 * give way first (largest remainder). Empty values stay empty.
 */
export function roundToSum(values: readonly number[], total: number, digits: number): number[] {
  const scale = 10 ** digits;
  const floors = values.map((value) => Math.floor(value * scale));
  const target = Math.round(total * scale);
  let missing = target - floors.reduce((sum, value) => sum + value, 0);
  const order = values
    .map((value, index) => ({ index, rest: value * scale - Math.floor(value * scale) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const result = [...floors];
  for (const { index } of order) {
    if (missing <= 0) break;
    result[index] = (result[index] ?? 0) + 1;
    missing -= 1;
  }
  // Adding zero turns -0 into 0.
  return result.map((value) => value / scale + 0);
}

export type WaterfallStep<Of extends Part> = {
  readonly reason: Of | null;
  /** Parts folded into this step; 1 for a reason of its own. */
  readonly parts: number;
  /** Probabilities before and after this step. */
  readonly from: number;
  readonly to: number;
  /** The step in percentage points, rounded so that all steps and the base sum to the score as it is shown. */
  readonly points: number;
};

export type Waterfall<Of extends Part> = {
  readonly basePoints: number;
  readonly scorePoints: number;
  readonly low: number;
  readonly high: number;
  readonly steps: readonly WaterfallStep<Of>[];
};

/**
 * The walk from the book's average to the score, largest part first. Parts after the first `shown` are one step.
 *
 * @param digits decimals of the percentage points
 */
export function waterfall<Of extends Part>(
  base: number,
  probability: number,
  reasons: readonly Of[],
  shown: number,
  digits = 1,
): Waterfall<Of> {
  const sorted = [...reasons].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const own = sorted.length <= shown + 1 ? sorted : sorted.slice(0, shown);
  const rest = sorted.slice(own.length);
  const sizes = own.map((reason) => reason.contribution);
  if (rest.length > 0) sizes.push(rest.reduce((sum, reason) => sum + reason.contribution, 0));
  const scorePoints = Number((probability * 100).toFixed(digits)) + 0;
  const [basePoints = 0, ...points] = roundToSum(
    [base, ...sizes].map((value) => value * 100),
    scorePoints,
    digits,
  );
  let at = base;
  const steps = sizes.map((size, index) => {
    const from = at;
    at += size;
    return {
      reason: own[index] ?? null,
      parts: own[index] === undefined ? rest.length : 1,
      from,
      to: at,
      points: points[index] ?? 0,
    };
  });
  const ends = [base, probability, ...steps.map((step) => step.to)];
  return { basePoints, scorePoints, low: Math.min(...ends), high: Math.max(...ends), steps };
}

/** Parts that would be told as 0.0 points. */
const tooSmall = 0.0005;

/** The steps of a theme's reasons; those too small to see are one step. Their points sum to the theme's. */
export function stepsWithin({ reason: theme, from, points }: WaterfallStep<ReasonTheme>): WaterfallStep<Reason>[] {
  const reasons = theme?.reasons ?? [];
  const own = reasons.filter(({ contribution }) => Math.abs(contribution) >= tooSmall);
  const rest = reasons.filter(({ contribution }) => Math.abs(contribution) < tooSmall);
  const parts = own.map((reason) => ({ reason: reason as Reason | null, parts: 1, size: reason.contribution }));
  if (rest.length > 0)
    parts.push({
      reason: null,
      parts: rest.length,
      size: rest.reduce((sum, { contribution }) => sum + contribution, 0),
    });
  const told = roundToSum(
    parts.map(({ size }) => size * 100),
    points,
    1,
  );
  let at = from;
  return parts.map(({ reason, parts: count, size }, index) => {
    const start = at;
    at += size;
    return { reason, parts: count, from: start, to: at, points: told[index] ?? 0 };
  });
}
