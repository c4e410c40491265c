/** Rows of a Cox model: who is at risk from just after `entries` until `durations`, with columns that are centred and scaled. */
export interface CoxRows {
  readonly durations: ArrayLike<number>;
  readonly eventObserved: ArrayLike<number>;
  /** Null: everybody is at risk from the start. */
  readonly entries: ArrayLike<number> | null;
  readonly columns: readonly Float64Array[];
  /** Rows by falling duration. */
  readonly byDuration: Uint32Array;
  /** Rows by falling entry; null where there is no late entry. */
  readonly byEntry: Uint32Array | null;
}

export interface CoxSums {
  logLikelihood: number;
  /** First derivative. */
  score: Float64Array;
  /** Minus the second derivative, row-major, size². */
  information: Float64Array;
}

/** One event time with its risk set: what the baseline hazard and the residuals are made of. */
export interface CoxStep {
  readonly time: number;
  readonly events: readonly number[];
  /** Σ over the ties of 1 / (what is left of the risk set): the step of Efron's cumulative baseline hazard. */
  readonly hazard: number;
  /** Efron's weighted mean of the columns over the risk set, averaged over the ties. */
  readonly mean: Float64Array;
}

export function coxRows(
  durations: ArrayLike<number>,
  eventObserved: ArrayLike<number>,
  entries: ArrayLike<number> | null,
  columns: readonly Float64Array[],
): CoxRows {
  const falling = (of: ArrayLike<number>): Uint32Array =>
    Uint32Array.from({ length: of.length }, (_unused, row) => row).sort((a, b) => of[b]! - of[a]! || a - b);
  return {
    durations,
    eventObserved,
    entries,
    columns,
    byDuration: falling(durations),
    byEntry: entries === null ? null : falling(entries),
  };
}

/**
 * Efron's partial likelihood with its derivatives (Therneau and Grambsch 2000, section 3.3), in one sweep from the last
 * time to the first.
 * @param onStep told every event time, last first
 */
export function coxSums(
  rows: CoxRows,
  coefficients: Float64Array,
  shouldStop: () => void,
  onStep?: (step: CoxStep) => void,
): CoxSums {
  const { durations, eventObserved, entries, byDuration, byEntry } = rows;
  const size = coefficients.length;
  const risks = linearPredictor(rows, coefficients);
  // Relative risks only matter against each other; the largest is held at 1 so that none overflows.
  const highest = risks.reduce((most, value) => Math.max(most, value), -Infinity);
  const atRisk = emptyMoments(size);
  const leaving = emptyMoments(size);
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  const mean = new Float64Array(size);
  const meanOfTies = new Float64Array(size);
  let logLikelihood = 0;
  let gone = 0;
  for (let place = 0; place < byDuration.length;) {
    const time = durations[byDuration[place]!]!;
    const events: number[] = [];
    clearMoments(leaving);
    for (; place < byDuration.length && durations[byDuration[place]!] === time; place++) {
      const row = byDuration[place]!;
      if (place % 4096 === 0) shouldStop();
      const risk = Math.exp(risks[row]! - highest);
      addRow(atRisk, rows.columns, row, risk);
      if (eventObserved[row] !== 1) continue;
      events.push(row);
      addRow(leaving, rows.columns, row, risk);
      logLikelihood += risks[row]! - highest;
      for (let i = 0; i < size; i++) score[i]! += rows.columns[i]![row]!;
    }
    if (events.length === 0) continue;
    if (byEntry !== null && entries !== null) {
      for (; gone < byEntry.length && entries[byEntry[gone]!]! >= time; gone++) {
        const row = byEntry[gone]!;
        addRow(atRisk, rows.columns, row, -Math.exp(risks[row]! - highest));
      }
    }
    let hazard = 0;
    meanOfTies.fill(0);
    for (let tie = 0; tie < events.length; tie++) {
      const share = tie / events.length;
      const total = atRisk.sum - share * leaving.sum;
      logLikelihood -= Math.log(total);
      hazard += 1 / total;
      for (let i = 0; i < size; i++) mean[i] = (atRisk.first[i]! - share * leaving.first[i]!) / total;
      for (let i = 0; i < size; i++) {
        score[i]! -= mean[i]!;
        meanOfTies[i]! += mean[i]! / events.length;
        for (let j = 0; j <= i; j++) {
          const square = (atRisk.second[i * size + j]! - share * leaving.second[i * size + j]!) / total;
          information[i * size + j]! += square - mean[i]! * mean[j]!;
        }
      }
    }
    onStep?.({ time, events, hazard: hazard * Math.exp(-highest), mean: Float64Array.from(meanOfTies) });
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j]!;
  return { logLikelihood, score, information };
}

/** Log relative risk of every row. */
export function linearPredictor({ columns, durations }: CoxRows, coefficients: ArrayLike<number>): Float64Array {
  const result = new Float64Array(durations.length);
  columns.forEach((column, index) => {
    const weight = coefficients[index]!;
    if (weight !== 0) for (let row = 0; row < result.length; row++) result[row]! += weight * column[row]!;
  });
  return result;
}

/** Σ risk, Σ risk · x, Σ risk · x xᵀ (lower half). */
interface Moments {
  sum: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function emptyMoments(size: number): Moments {
  return { sum: 0, first: new Float64Array(size), second: new Float64Array(size * size) };
}

function clearMoments(moments: Moments): void {
  moments.sum = 0;
  moments.first.fill(0);
  moments.second.fill(0);
}

function addRow(moments: Moments, columns: readonly Float64Array[], row: number, risk: number): void {
  const size = columns.length;
  const { first, second } = moments;
  moments.sum += risk;
  for (let i = 0; i < size; i++) {
    const weighted = risk * columns[i]![row]!;
    first[i]! += weighted;
    for (let j = 0; j <= i; j++) second[i * size + j]! += weighted * columns[j]![row]!;
  }
}
