import { cancelled } from '../../../shared/domain/errors.ts';
import { choleskySolve } from '../linear.ts';

export interface Maximum {
  readonly at: Float64Array;
  readonly value: number;
  /** Inverse of minus the second derivatives, row-major; null where they cannot be told. */
  readonly covariance: Float64Array | null;
  /**
   * False where the top is flat, or has no end, in some direction: then the covariance holds the logarithms there to about
   * ±5, which hardly moves what depends on the directions that are told.
   */
  readonly pinned: boolean;
}

export type Objective = (at: Float64Array) => number;

/** A logarithm beyond this stands for a parameter that runs to nothing or without end. */
const farthest = 14;

/**
 * The highest top that is found from the given starts: quasi-Newton (BFGS) with central differences and step halving, for a
 * handful of parameters on a logarithmic scale. Points beyond ±14 are not visited.
 * @throws cancelled where shouldStop answers true
 */
export function maximise(
  objective: Objective,
  starts: readonly (readonly number[])[],
  shouldStop?: () => boolean,
): Maximum {
  const held: Objective = (at) => {
    if (shouldStop?.() === true) throw cancelled('The fit');
    if (at.some((value) => !(Math.abs(value) <= farthest))) return -Infinity;
    const value = objective(at);
    return Number.isNaN(value) ? -Infinity : value;
  };
  let best: { at: Float64Array; value: number } | null = null;
  for (const start of starts) {
    const found = climb(held, Float64Array.from(start));
    if (best === null || found.value > best.value) best = found;
  }
  const { at, value } = best!;
  return { at, value, ...covarianceAt(held, at) };
}

function climb(objective: Objective, start: Float64Array): { at: Float64Array; value: number } {
  const size = start.length;
  let at = start;
  let value = objective(at);
  let gradient = gradientAt(objective, at);
  let inverse = identity(size);
  for (let round = 0; round < 300; round++) {
    let step = multiply(inverse, gradient);
    let rise = dot(step, gradient);
    if (!(rise > 0)) {
      inverse = identity(size);
      step = Float64Array.from(gradient);
      rise = dot(step, gradient);
    }
    if (!(rise > 1e-14 * Math.max(1, Math.abs(value)))) break;
    // No step multiplies a parameter by more than e².
    let share = Math.min(1, 2 / step.reduce((most, move) => Math.max(most, Math.abs(move)), 0));
    let next = at;
    let nextValue = -Infinity;
    for (; share > 1e-10; share /= 2) {
      next = at.map((x, index) => x + share * step[index]!);
      nextValue = objective(next);
      if (nextValue >= value + 1e-4 * share * rise) break;
    }
    if (!(nextValue > value)) break;
    const nextGradient = gradientAt(objective, next);
    const moved = next.map((x, index) => x - at[index]!);
    // Of minus the objective, so that the curvature is positive at a top.
    const turned = nextGradient.map((slope, index) => gradient[index]! - slope);
    const curvature = dot(moved, turned);
    if (curvature > 1e-12 * Math.sqrt(dot(moved, moved) * dot(turned, turned))) {
      const image = multiply(inverse, turned);
      const scale = 1 + dot(turned, image) / curvature;
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          inverse[i * size + j]! +=
            (scale * moved[i]! * moved[j]! - image[i]! * moved[j]! - moved[i]! * image[j]!) / curvature;
    }
    at = next;
    value = nextValue;
    gradient = nextGradient;
  }
  return { at, value };
}

function gradientAt(objective: Objective, at: Float64Array): Float64Array {
  return at.map((x, index) => {
    const width = 1e-5 * Math.max(1, Math.abs(x));
    return (moved(objective, at, index, width) - moved(objective, at, index, -width)) / (2 * width);
  });
}

function moved(objective: Objective, at: Float64Array, index: number, by: number): number {
  const point = Float64Array.from(at);
  point[index]! += by;
  return objective(point);
}

function covarianceAt(objective: Objective, at: Float64Array): Pick<Maximum, 'covariance' | 'pinned'> {
  const information = informationAt(objective, at);
  if (information.some((value) => !Number.isFinite(value))) return { covariance: null, pinned: false };
  const isFar = at.some((value) => Math.abs(value) > farthest - 1);
  const exact = isFar ? null : inverseOf(information, at.length, 0);
  if (exact !== null) return { covariance: exact, pinned: true };
  return { covariance: inverseOf(information, at.length, 0.04), pinned: false };
}

function informationAt(objective: Objective, at: Float64Array): Float64Array {
  const size = at.length;
  const width = 1e-3;
  const information = new Float64Array(size * size);
  // Within the limits on both sides.
  const middle = at.map((value) => Math.max(-farthest + 2 * width, Math.min(farthest - 2 * width, value)));
  const centre = objective(middle);
  const both = (i: number, j: number, a: number, b: number): number => {
    const point = Float64Array.from(middle);
    point[i]! += a * width;
    point[j]! += b * width;
    return objective(point);
  };
  for (let i = 0; i < size; i++) {
    information[i * size + i] = -(both(i, i, 1, 0) - 2 * centre + both(i, i, -1, 0)) / (width * width);
    for (let j = 0; j < i; j++) {
      const cross =
        (both(i, j, 1, 1) - both(i, j, 1, -1) - both(i, j, -1, 1) + both(i, j, -1, -1)) / (4 * width * width);
      information[i * size + j] = information[j * size + i] = -cross;
    }
  }
  return information;
}

/** Null where the matrix is not positive definite. */
function inverseOf(information: Float64Array, size: number, ridge: number): Float64Array | null {
  const inverse = new Float64Array(size * size);
  try {
    for (let column = 0; column < size; column++) {
      const unit = new Float64Array(size);
      unit[column] = 1;
      const matrix = information.map((value, place) => (place % (size + 1) === 0 ? value + ridge : value));
      inverse.set(choleskySolve(matrix, unit, size), column * size);
    }
  } catch {
    return null;
  }
  return inverse;
}

const identity = (size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_unused, place) => (place % (size + 1) === 0 ? 1 : 0));
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, index) => sum + x * b[index]!, 0);
const multiply = (matrix: Float64Array, by: Float64Array): Float64Array =>
  by.map((_unused, row) => dot(matrix.subarray(row * by.length, (row + 1) * by.length), by));
