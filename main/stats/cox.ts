import { HoldfastError, cancelled } from '../../shared/domain/errors.ts';
import { concordance } from './cox-concordance.ts';
import { coxRows, coxSums, linearPredictor } from './cox-likelihood.ts';
import type { CoxStep } from './cox-likelihood.ts';
import { proportionality } from './cox-proportionality.ts';
import type { ProportionalityTest } from './cox-proportionality.ts';
import { choleskySolve } from './linear.ts';
import { chiSquaredTail, normalQuantile } from './special.ts';
import type { NumericColumn } from './trees/model.ts';

export interface CoxInput {
  /** Time of the event, or the last time seen; above the row's entry. */
  durations: ArrayLike<number>;
  /** 1 where the event was seen. */
  eventObserved: ArrayLike<number>;
  /** Time from which on the row was watched (left truncation; also the start of a row whose columns change over time). */
  entries?: ArrayLike<number> | null;
  columns: readonly NumericColumn[];
  names: readonly string[];
  /** Penalty: ridge/2 · Σ (coefficient per standard deviation)². 0 when not given. */
  ridge?: number;
  shouldStop?: (() => boolean) | undefined;
}

/** Hazard at time t = baseline(t) · exp(Σ coefficients · (x − means)). Plain JSON. */
export interface CoxModel {
  names: string[];
  coefficients: number[];
  standardErrors: number[];
  /** Row-major, names². */
  covariance: number[];
  means: number[];
  logLikelihood: number;
  /** Of the model without columns. */
  nullLogLikelihood: number;
  subjects: number;
  events: number;
  ridge: number;
  /** Harrell's C; null where no two rows can be compared. */
  concordance: number | null;
  /** Cumulative hazard of a row at the means, just after each event time, ascending (Efron). */
  baseline: { times: number[]; cumulativeHazard: number[] };
  /** Test of proportional hazards for each column, and for all together. */
  proportionality: ProportionalityTest[];
}

interface Scaled {
  readonly columns: Float64Array[];
  readonly means: number[];
  readonly deviations: number[];
}

/** Beyond this many standard deviations of log hazard a coefficient has no end: the data separates. */
const endless = 20;

/**
 * Cox's proportional hazards by Newton's method, ties by Efron.
 * @throws invalid_input where a column is constant, not finite, told by the others, or parts the events perfectly
 * @throws not_enough_data without events
 */
export function fitCox(input: CoxInput): CoxModel {
  const { names, durations, eventObserved } = input;
  const ridge = input.ridge ?? 0;
  checkRows(input);
  const scaled = scale(input.columns, names);
  const rows = coxRows(durations, eventObserved, input.entries ?? null, scaled.columns);
  const ask = (): void => {
    if (input.shouldStop?.() === true) throw cancelled('The Cox model');
  };
  const size = names.length;
  let coefficients = new Float64Array(size);
  let sums = coxSums(rows, coefficients, ask);
  const nullLogLikelihood = sums.logLikelihood;
  const penalised = (logLikelihood: number, of: Float64Array): number =>
    logLikelihood - (ridge / 2) * of.reduce((sum, value) => sum + value * value, 0);
  for (let round = 0; round < 60; round++) {
    const gradient = sums.score.map((value, index) => value - ridge * coefficients[index]!);
    const step = solve(sums.information, gradient, ridge, names);
    const decrement = step.reduce((sum, value, index) => sum + value * gradient[index]!, 0);
    if (decrement < 1e-12 * Math.max(1, Math.abs(sums.logLikelihood))) break;
    const before = penalised(sums.logLikelihood, coefficients);
    let share = 1;
    let tried = coefficients;
    let next = sums;
    do {
      tried = coefficients.map((value, index) => value + share * step[index]!);
      next = coxSums(rows, tried, ask);
      share /= 2;
    } while (!(penalised(next.logLikelihood, tried) >= before) && share > 1e-6);
    if (!(penalised(next.logLikelihood, tried) >= before)) break;
    coefficients = tried;
    sums = next;
    if (ridge === 0) refuseEndless(coefficients, names);
  }
  const steps: CoxStep[] = [];
  sums = coxSums(rows, coefficients, ask, (step) => steps.push(step));
  steps.reverse();
  const covariance = inverse(sums.information, size, ridge, names);
  const unit = (i: number, j: number): number =>
    covariance[i * size + j]! / (scaled.deviations[i]! * scaled.deviations[j]!);
  let cumulative = 0;
  return {
    names: [...names],
    coefficients: Array.from(coefficients, (value, index) => value / scaled.deviations[index]!),
    standardErrors: names.map((_name, index) => Math.sqrt(unit(index, index))),
    covariance: names.flatMap((_row, i) => names.map((_column, j) => unit(i, j))),
    means: scaled.means,
    logLikelihood: sums.logLikelihood,
    nullLogLikelihood,
    subjects: durations.length,
    events: steps.reduce((sum, step) => sum + step.events.length, 0),
    ridge,
    concordance: concordance(durations, eventObserved, linearPredictor(rows, coefficients), input.entries ?? null),
    baseline: {
      times: steps.map((step) => step.time),
      cumulativeHazard: steps.map((step) => (cumulative += step.hazard)),
    },
    proportionality: proportionality(rows, steps, covariance, names),
  };
}

/** Hazard ratio of one more unit of each column, with z, p and an interval. */
export function coxRatios(
  model: CoxModel,
  level = 0.95,
): {
  name: string;
  coefficient: number;
  standardError: number;
  ratio: number;
  lower: number;
  upper: number;
  p: number;
}[] {
  const z = normalQuantile(1 - (1 - level) / 2);
  return model.names.map((name, index) => {
    const coefficient = model.coefficients[index]!;
    const standardError = model.standardErrors[index]!;
    return {
      name,
      coefficient,
      standardError,
      ratio: Math.exp(coefficient),
      lower: Math.exp(coefficient - z * standardError),
      upper: Math.exp(coefficient + z * standardError),
      p: chiSquaredTail((coefficient / standardError) ** 2, 1),
    };
  });
}

/** Log hazard of a row against one at the means. */
export function coxLogRisk(model: CoxModel, row: ArrayLike<number>): number {
  return model.coefficients.reduce((sum, weight, index) => sum + weight * (row[index]! - model.means[index]!), 0);
}

/** Cumulative hazard of a row at the means up to a time. Null beyond the last event time, where nothing is known. */
export function coxBaselineAt({ baseline }: CoxModel, time: number): number | null {
  const { times, cumulativeHazard } = baseline;
  if (times.length === 0 || time > times.at(-1)!) return null;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : cumulativeHazard[low - 1]!;
}

function scale(columns: readonly NumericColumn[], names: readonly string[]): Scaled {
  const result: Scaled = { columns: [], means: [], deviations: [] };
  columns.forEach((source, index) => {
    const column = Float64Array.from(source);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
    if (!Number.isFinite(deviation)) {
      const row = column.findIndex((value) => !Number.isFinite(value)) + 1;
      throw new HoldfastError(
        'invalid_input',
        `"${names[index]!}" has no finite number in row ${row}. Fill it in or leave the row out.`,
        { column: names[index]!, row },
      );
    }
    if (!(deviation > 1e-10 * Math.max(1, Math.abs(mean)))) {
      throw new HoldfastError(
        'invalid_input',
        `"${names[index]!}" is the same in every row, so it cannot explain who leaves earlier. Leave it out.`,
        { column: names[index]! },
      );
    }
    for (let row = 0; row < column.length; row++) column[row] = (column[row]! - mean) / deviation;
    result.columns.push(column);
    result.means.push(mean);
    result.deviations.push(deviation);
  });
  return result;
}

function checkRows({ durations, eventObserved, entries, columns, names }: CoxInput): void {
  if (durations.length === 0) throw new HoldfastError('not_enough_data', 'There is nobody to follow.');
  if (eventObserved.length !== durations.length || columns.length !== names.length) {
    throw new HoldfastError('invalid_input', 'Durations, event marks and columns differ in length.');
  }
  let events = 0;
  for (let row = 0; row < durations.length; row++) {
    const entry = entries?.[row] ?? 0;
    if (eventObserved[row] === 1) events++;
    if (entries ? durations[row]! > entry : durations[row]! >= 0) continue;
    throw new HoldfastError(
      'invalid_input',
      entries
        ? `Row ${row + 1} ends (${durations[row]}) no later than it begins (${entry}). Correct its entry or its duration.`
        : `Duration ${row + 1} is negative or missing. Correct it.`,
      { row: row + 1 },
    );
  }
  if (events === 0) {
    throw new HoldfastError('not_enough_data', 'Nobody left, so there is nothing to explain. Use a longer time.');
  }
}

function refuseEndless(coefficients: Float64Array, names: readonly string[]): void {
  const index = coefficients.findIndex((value) => Math.abs(value) > endless);
  if (index < 0) return;
  throw new HoldfastError(
    'invalid_input',
    `"${names[index]!}" tells exactly who leaves first, so its effect has no finite size. Leave it out (it may be made from the outcome) or ask for a ridge penalty.`,
    { column: names[index]! },
  );
}

function solve(
  information: Float64Array,
  gradient: Float64Array,
  ridge: number,
  names: readonly string[],
): Float64Array {
  const size = gradient.length;
  if (size === 0) return new Float64Array(0);
  const matrix = Float64Array.from(information);
  for (let i = 0; i < size; i++) matrix[i * size + i]! += ridge;
  refuseTold(matrix, size, names);
  return choleskySolve(matrix, gradient, size);
}

function inverse(information: Float64Array, size: number, ridge: number, names: readonly string[]): Float64Array {
  const result = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    result.set(solve(information, unit, ridge, names), column * size);
  }
  return result;
}

/** A column that the others tell exactly leaves nothing on the diagonal once they are taken out. */
function refuseTold(matrix: Float64Array, size: number, names: readonly string[]): void {
  const factor = Float64Array.from(matrix);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!;
      else {
        if (!(sum > 1e-9 * matrix[i * size + i]!)) {
          throw new HoldfastError(
            'invalid_input',
            `"${names[i]}" says nothing that the other columns do not say, among those who are left when somebody leaves. Leave it out or ask for a ridge penalty.`,
            { column: names[i]! },
          );
        }
        factor[i * size + i] = Math.sqrt(sum);
      }
    }
  }
}
