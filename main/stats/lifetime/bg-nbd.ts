import { HoldfastError } from '../../../shared/domain/errors.ts';
import { logGamma } from '../special.ts';
import { fittedParameters } from './fitted.ts';
import type { FittedParameters } from './fitted.ts';
import { hypergeometric } from './hypergeometric.ts';
import { maximise } from './maximise.ts';

/** What the model reads of each customer; any unit of time, the same for all. */
export interface PurchaseHistory {
  /** Purchases after the first one. */
  readonly frequency: ArrayLike<number>;
  /** Time from the first purchase to the last; 0 without repeats. */
  readonly recency: ArrayLike<number>;
  /** Time from the first purchase to the end of the data; at least `recency`. */
  readonly age: ArrayLike<number>;
}

/**
 * Customers buy at rates that vary as a gamma (r, alpha), and after each purchase leave for good with probabilities that
 * vary as a beta (a, b). Fader, Hardie and Lee 2005, "Counting your customers the easy way".
 */
export type BgNbd = FittedParameters<'r' | 'alpha' | 'a' | 'b'>;
export type BgNbdParameters = BgNbd['parameters'];

const fewest = 10;

/**
 * Maximum likelihood.
 * @throws invalid_input for a history that cannot be, not_enough_data where hardly anybody came back
 */
export function fitBgNbd(history: PurchaseHistory, shouldStop?: () => boolean): BgNbd {
  const { frequency, age } = history;
  checkHistory(history);
  const repeating = Array.from(frequency).filter((count) => count > 0).length;
  if (repeating < fewest) {
    throw new HoldfastError(
      'not_enough_data',
      `Only ${repeating} customers bought more than once, and at least ${fewest} are needed to tell how often customers come back. Bring in a longer time.`,
    );
  }
  const groups = grouped(history);
  // Times are told in units in which the oldest customer is 10 old, so that starts fit any unit.
  const oldest = Array.from(age).reduce((most, value) => Math.max(most, value), 0);
  const unit = oldest / 10;
  for (const times of [groups.recency, groups.age]) times.forEach((value, index) => (times[index] = value / unit));
  const repeats = Array.from(frequency).reduce((sum, count) => sum + count, 0);
  const objective = (at: Float64Array): number => {
    const [r = 0, alpha = 0, a = 0, b = 0] = at.map(Math.exp);
    return logLikelihood(groups, { r, alpha, a, b });
  };
  const maximum = maximise(
    objective,
    [
      [0, 1, 0, 0],
      [-1.5, 0, -0.5, 1],
    ],
    shouldStop,
  );
  const fitted = fittedParameters(['r', 'alpha', 'a', 'b'], maximum, frequency.length);
  fitted.parameters.alpha *= unit;
  // The likelihood of a purchase is a density in time, so the unit counts once for each repeat.
  fitted.logLikelihood -= repeats * Math.log(unit);
  return fitted;
}

/** Probability that the customer has not left for good. 1 without repeats, because one leaves only after a repeat. */
export function bgNbdAlive({ r, alpha, a, b }: BgNbdParameters, x: number, recency: number, age: number): number {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x));
}

/** Purchases expected in the time (age, age + ahead], given the history (their equation 10). */
export function bgNbdExpected(
  parameters: BgNbdParameters,
  x: number,
  recency: number,
  age: number,
  ahead: number,
): number {
  const { r, alpha, b } = parameters;
  // The formula has a hole at a = 1 and one where a + b + x = 1; beside them it is smooth.
  const a = beside(beside(parameters.a, 1), 1 - b - x);
  const z = ahead / (alpha + age + ahead);
  const c = a + b + x - 1;
  // The series as they print it, or Euler's transformation of it: the one overflows for frequent buyers, the other for a large a.
  const remaining =
    a > 20
      ? (1 - z) ** (r + x) * hypergeometric(r + x, b + x, c, z)
      : (1 - z) ** (a - 1) * hypergeometric(c - x - r, a - 1, c, z);
  const ifAlive = (c / (a - 1)) * (1 - remaining);
  return Math.max(0, ifAlive * bgNbdAlive({ r, alpha, a, b }, x, recency, age));
}

/** Repeat purchases expected of a new customer within a time (their equation 9). */
export function bgNbdExpectedOfNew(parameters: BgNbdParameters, time: number): number {
  return bgNbdExpected(parameters, 0, 0, 0, time);
}

const beside = (value: number, hole: number): number => (Math.abs(value - hole) < 1e-6 ? hole + 1e-6 : value);

interface Groups {
  readonly frequency: Int32Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly weights: Float64Array;
  readonly most: number;
}

/** Customers with the same history count as one with a weight. */
function grouped({ frequency, recency, age }: PurchaseHistory): Groups {
  const places = new Map<string, number>();
  const first: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < frequency.length; row++) {
    const key = `${frequency[row]} ${recency[row]} ${age[row]}`;
    const place = places.get(key);
    if (place !== undefined) weights[place]! += 1;
    else {
      places.set(key, first.length);
      first.push(row);
      weights.push(1);
    }
  }
  return {
    frequency: Int32Array.from(first, (row) => frequency[row]!),
    recency: Float64Array.from(first, (row) => recency[row]!),
    age: Float64Array.from(first, (row) => age[row]!),
    weights: Float64Array.from(weights),
    most: Array.from(frequency).reduce((most, value) => Math.max(most, value), 0),
  };
}

function logLikelihood(groups: Groups, { r, alpha, a, b }: BgNbdParameters): number {
  const { frequency, recency, age, weights, most } = groups;
  // What depends on the number of purchases alone.
  const ofCount = new Float64Array(most + 1);
  const ofLeaving = new Float64Array(most + 1);
  const front = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  let rising = logGamma(r);
  let betas = logGamma(b) - logGamma(a + b);
  for (let x = 0; x <= most; x++) {
    ofCount[x] = front + rising + betas;
    ofLeaving[x] = x === 0 ? 0 : Math.log(a) - Math.log(b + x - 1);
    rising += Math.log(r + x);
    betas += Math.log((b + x) / (a + b + x));
  }
  let sum = 0;
  for (let row = 0; row < frequency.length; row++) {
    const x = frequency[row]!;
    const there = -(r + x) * Math.log(alpha + age[row]!);
    let last = there;
    if (x > 0) {
      const left = ofLeaving[x]! - (r + x) * Math.log(alpha + recency[row]!);
      const higher = Math.max(there, left);
      last = higher + Math.log1p(Math.exp(Math.min(there, left) - higher));
    }
    sum += weights[row]! * (ofCount[x]! + last);
  }
  return sum;
}

function checkHistory({ frequency, recency, age }: PurchaseHistory): void {
  for (let row = 0; row < frequency.length; row++) {
    const x = frequency[row]!;
    const where = `Customer ${row + 1}`;
    const wrong = !(Number.isInteger(x) && x >= 0)
      ? `the number of repeat purchases (${x}) is not a whole number from 0 on`
      : !(recency[row]! >= 0 && recency[row]! <= age[row]!)
        ? `the last purchase (${recency[row]}) lies before the first or after the end of the data (${age[row]})`
        : !Number.isFinite(age[row]!)
          ? 'the time watched is not a number'
          : x === 0 && recency[row]! > 0
            ? `there are no repeat purchases, but the last one lies ${recency[row]} after the first`
            : x > 0 && recency[row] === 0
              ? `there are ${x} repeat purchases, but no time between the first and the last`
              : null;
    if (wrong !== null) throw new HoldfastError('invalid_input', `${where}: ${wrong}. Correct it.`, { row: row + 1 });
  }
}
