/** A smooth function: its value at `x`; the slope is written into `slope`. */
export type Sloped = (x: Float64Array, slope: Float64Array) => number;

const memory = 10;
const mostTries = 30;

/**
 * Walks `x` (in place) to the minimum of a smooth convex function by limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.4)
 * with backtracking, until a step promises less than `tolerance` of the value. For many unknowns, where Newton's method would
 * need a matrix of all pairs.
 *
 * @returns false where `iterations` did not suffice
 */
export function minimise(of: Sloped, x: Float64Array, iterations: number, tolerance: number): boolean {
  const size = x.length;
  const slope = new Float64Array(size);
  const next = new Float64Array(size);
  const nextSlope = new Float64Array(size);
  const past: { step: Float64Array; turn: Float64Array; inverse: number }[] = [];
  let value = of(x, slope);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = directionFrom(slope, past);
    const descent = dot(direction, slope);
    if (!(descent > tolerance * Math.max(1, Math.abs(value)))) return true;
    let share = past.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
    let found = Infinity;
    for (let attempt = 0; attempt < mostTries; attempt++, share /= 2) {
      for (let index = 0; index < size; index++) next[index] = x[index]! - share * direction[index]!;
      found = of(next, nextSlope);
      if (found <= value - 1e-4 * share * descent) break;
    }
    if (!(found < value)) return true;
    const step = next.map((to, index) => to - x[index]!);
    const turn = nextSlope.map((to, index) => to - slope[index]!);
    const curvature = dot(step, turn);
    if (curvature > 1e-12 * dot(turn, turn)) past.push({ step, turn, inverse: 1 / curvature });
    if (past.length > memory) past.shift();
    x.set(next);
    slope.set(nextSlope);
    value = found;
  }
  return false;
}

/** The slope, bent by what earlier steps have shown of the curvature. */
function directionFrom(
  slope: Float64Array,
  past: readonly { step: Float64Array; turn: Float64Array; inverse: number }[],
): Float64Array {
  const direction = Float64Array.from(slope);
  const shares: number[] = [];
  for (let index = past.length - 1; index >= 0; index--) {
    const { step, turn, inverse } = past[index]!;
    shares[index] = inverse * dot(step, direction);
    addScaled(direction, turn, -shares[index]!);
  }
  const last = past.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.inverse * dot(last.turn, last.turn));
    for (let index = 0; index < direction.length; index++) direction[index]! *= scale;
  }
  past.forEach(({ step, turn, inverse }, index) =>
    addScaled(direction, step, shares[index]! - inverse * dot(turn, direction)),
  );
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

function addScaled(to: Float64Array, what: Float64Array, scale: number): void {
  for (let index = 0; index < to.length; index++) to[index]! += scale * what[index]!;
}
