import { HoldfastError } from '../../shared/domain/errors.ts';
import { choleskySolve } from './linear.ts';
import { chiSquaredTail, normalQuantile } from './special.ts';

export interface SurvivalPoint {
  time: number;
  atRisk: number;
  events: number;
  censored: number;
  /** Share still there just after this time. */
  survival: number;
  /** Interval on the log(−log) scale (Greenwood); null where it is not defined (survival 0 or 1). */
  lower: number | null;
  upper: number | null;
}

export interface SurvivalCurve {
  /** Each distinct duration, ascending. */
  timeline: SurvivalPoint[];
  subjects: number;
  events: number;
  /** First time at which half or fewer are left; null while more than half are. */
  median: number | null;
  medianLower: number | null;
  medianUpper: number | null;
}

/**
 * Kaplan-Meier's product-limit estimate. Censored at t counts as at risk at t.
 *
 * @param durations time from start to event or to the last time seen, not negative
 * @param eventObserved 1 where the event was seen, 0 where the subject was still there
 * @param entries time from which on each subject was watched (left truncation): at risk at t from just after it. Without late
 *   entry the curve is that of all; with it, times with few at risk make it jump, so look at `atRisk`.
 */
export function kaplanMeier(
  durations: ArrayLike<number>,
  eventObserved: ArrayLike<number>,
  level = 0.95,
  entries: ArrayLike<number> | null = null,
): SurvivalCurve {
  checkDurations(durations, eventObserved, entries);
  const z = normalQuantile(1 - (1 - level) / 2);
  const order = byDuration(durations);
  const arrivals = entries === null ? null : Float64Array.from(entries).sort();
  let arrived = arrivals === null ? order.length : 0;
  const timeline: SurvivalPoint[] = [];
  let survival = 1;
  let greenwood = 0;
  let totalEvents = 0;
  for (let index = 0; index < order.length;) {
    const time = durations[order[index]!]!;
    while (arrivals !== null && arrived < arrivals.length && arrivals[arrived]! < time) arrived++;
    const atRisk = arrived - index;
    let events = 0;
    let censored = 0;
    for (; index < order.length && durations[order[index]!] === time; index++) {
      if (eventObserved[order[index]!] === 1) events++;
      else censored++;
    }
    totalEvents += events;
    survival *= 1 - events / atRisk;
    greenwood += events === atRisk ? 0 : events / (atRisk * (atRisk - events));
    const inside = survival > 0 && survival < 1;
    const spread = inside ? (z * Math.sqrt(greenwood)) / Math.log(survival) : 0;
    timeline.push({
      time,
      atRisk,
      events,
      censored,
      survival,
      lower: inside ? survival ** Math.exp(-spread) : null,
      upper: inside ? survival ** Math.exp(spread) : null,
    });
  }
  const firstAtHalf = (of: (point: SurvivalPoint) => number | null): number | null =>
    timeline.find((point) => (of(point) ?? point.survival) <= 0.5 + 1e-12)?.time ?? null;
  return {
    timeline,
    subjects: order.length,
    events: totalEvents,
    median: firstAtHalf((point) => point.survival),
    medianLower: firstAtHalf((point) => point.lower),
    medianUpper: firstAtHalf((point) => point.upper),
  };
}

/** Share still there at a time. Null beyond the last time seen, unless nobody was left by then. */
export function survivalAt(curve: SurvivalCurve, time: number): number | null {
  let survival = 1;
  for (const point of curve.timeline) {
    if (point.time > time) return survival;
    survival = point.survival;
  }
  const last = curve.timeline.at(-1);
  if (last === undefined) return null;
  return survival === 0 || time <= last.time ? survival : null;
}

export interface LogRank {
  chiSquared: number;
  degrees: number;
  p: number;
  groups: { group: string; subjects: number; observed: number; expected: number }[];
}

/**
 * Log-rank test of equal survival in two or more groups (Mantel-Cox, hypergeometric variance). Null where no event, or
 * events in times with one group only, leave nothing to compare.
 */
export function logRank(
  durations: ArrayLike<number>,
  eventObserved: ArrayLike<number>,
  groups: ArrayLike<string>,
  entries: ArrayLike<number> | null = null,
): LogRank | null {
  checkDurations(durations, eventObserved, entries);
  const names = [...new Set(Array.from(groups))].sort();
  if (names.length < 2) {
    throw new HoldfastError(
      'invalid_input',
      'A log-rank test needs at least two groups. Choose a column that parts the accounts.',
    );
  }
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const count = names.length;
  const subjects = new Array<number>(count).fill(0);
  for (let row = 0; row < groups.length; row++) subjects[indexOf.get(groups[row]!)!]! += 1;
  const arrivals = entries === null ? null : byDuration(entries);
  const atRisk = arrivals === null ? [...subjects] : new Array<number>(count).fill(0);
  let arrived = arrivals === null ? groups.length : 0;
  const observed = new Array<number>(count).fill(0);
  const expected = new Array<number>(count).fill(0);
  const variance = new Float64Array(count * count);
  const order = byDuration(durations);
  for (let index = 0; index < order.length;) {
    const time = durations[order[index]!]!;
    for (; arrivals !== null && arrived < arrivals.length && entries![arrivals[arrived]!]! < time; arrived++)
      atRisk[indexOf.get(groups[arrivals[arrived]!]!)!]! += 1;
    const total = arrived - index;
    const leaving = new Array<number>(count).fill(0);
    let events = 0;
    for (; index < order.length && durations[order[index]!] === time; index++) {
      const group = indexOf.get(groups[order[index]!]!)!;
      leaving[group]! += 1;
      if (eventObserved[order[index]!] !== 1) continue;
      observed[group]! += 1;
      events++;
    }
    const factor = total > 1 ? (events * (total - events)) / (total - 1) : 0;
    for (let i = 0; i < count; i++) {
      const share = atRisk[i]! / total;
      expected[i]! += events * share;
      for (let j = 0; j < count; j++) {
        variance[i * count + j]! += factor * share * ((i === j ? 1 : 0) - atRisk[j]! / total);
      }
    }
    for (let i = 0; i < count; i++) atRisk[i]! -= leaving[i]!;
  }
  const statistic = quadraticForm(observed, expected, variance, count);
  if (statistic === null) return null;
  return {
    chiSquared: statistic.value,
    degrees: statistic.degrees,
    p: chiSquaredTail(statistic.value, statistic.degrees),
    groups: names.map((group, index) => ({
      group,
      subjects: subjects[index]!,
      observed: observed[index]!,
      expected: expected[index]!,
    })),
  };
}

// The differences sum to zero, so one group is left out; so are groups that were never at risk beside another.
function quadraticForm(
  observed: readonly number[],
  expected: readonly number[],
  variance: Float64Array,
  count: number,
): { value: number; degrees: number } | null {
  const usable = observed.map((_value, index) => index).filter((index) => variance[index * count + index]! > 1e-12);
  const kept = usable.slice(0, -1);
  if (kept.length === 0) return null;
  const matrix = new Float64Array(kept.length ** 2);
  kept.forEach((i, row) =>
    kept.forEach((j, column) => (matrix[row * kept.length + column] = variance[i * count + j]!)),
  );
  const difference = Float64Array.from(kept, (index) => observed[index]! - expected[index]!);
  const solved = choleskySolve(matrix, difference, kept.length);
  return { value: solved.reduce((sum, x, index) => sum + x * difference[index]!, 0), degrees: kept.length };
}

function byDuration(durations: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: durations.length }, (_unused, row) => row).sort(
    (a, b) => durations[a]! - durations[b]! || a - b,
  );
}

function checkDurations(
  durations: ArrayLike<number>,
  eventObserved: ArrayLike<number>,
  entries: ArrayLike<number> | null = null,
): void {
  if (durations.length === 0)
    throw new HoldfastError('not_enough_data', 'There is nobody to follow. Choose a wider range of accounts.');
  if (durations.length !== eventObserved.length) {
    throw new HoldfastError('invalid_input', 'The number of durations differs from the number of event marks.');
  }
  for (let row = 0; row < durations.length; row++) {
    if (entries !== null && !(entries[row]! < durations[row]!)) {
      throw new HoldfastError(
        'invalid_input',
        `Row ${row + 1} ends (${durations[row]}) no later than it begins (${entries[row]}). Correct its entry or its duration.`,
        { row: row + 1 },
      );
    }
    if (durations[row]! >= 0) continue;
    throw new HoldfastError(
      'invalid_input',
      `Duration ${row + 1} is negative or missing. Correct the dates of that account.`,
      { row: row + 1 },
    );
  }
}
