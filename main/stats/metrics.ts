import { softplus } from './special.ts';

/** Outcomes, 1 = happened; and probabilities or any score that rises with them, row by row. */
export type Labels = Uint8Array;
export type Scores = ArrayLike<number>;

/** Rows from the highest score to the lowest. */
export function byScore(scores: Scores): Uint32Array {
  const order = new Uint32Array(scores.length);
  let sorted = true;
  for (let row = 0; row < order.length; row++) {
    order[row] = row;
    if (row > 0 && !(scores[row]! <= scores[row - 1]!)) sorted = false;
  }
  return sorted ? order : order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

function countPositive(labels: Labels): number {
  let positive = 0;
  for (let row = 0; row < labels.length; row++) positive += labels[row]!;
  return positive;
}

/** Calls back once a distinct score, from the highest: rows so far, positives so far, and those of this score alone. */
function eachTie(
  labels: Labels,
  scores: Scores,
  visit: (rows: number, positives: number, tieRows: number, tiePositives: number) => void,
): void {
  const order = byScore(scores);
  let rows = 0;
  let positives = 0;
  while (rows < order.length) {
    const score = scores[order[rows]!]!;
    const startRows = rows;
    const startPositives = positives;
    while (rows < order.length && scores[order[rows]!] === score) positives += labels[order[rows++]!]!;
    if (rows === startRows) return;
    visit(rows, positives, rows - startRows, positives - startPositives);
  }
}

/** Area under the ROC curve: P(a positive scores above a negative), ties counted half. Null with one class only. */
export function auc(labels: Labels, scores: Scores): number | null {
  const positive = countPositive(labels);
  const negative = labels.length - positive;
  if (positive === 0 || negative === 0) return null;
  let wins = 0;
  eachTie(labels, scores, (rows, positives, tieRows, tiePositives) => {
    const negativesBelow = negative - (rows - positives);
    wins += tiePositives * (negativesBelow + (tieRows - tiePositives) / 2);
  });
  return wins / (positive * negative);
}

/** Average precision: Σ (recall step × precision) over distinct scores, without interpolation. Null without positives. */
export function prAuc(labels: Labels, scores: Scores): number | null {
  const positive = countPositive(labels);
  if (positive === 0) return null;
  let sum = 0;
  eachTie(labels, scores, (rows, positives, _tieRows, tiePositives) => {
    sum += (tiePositives / positive) * (positives / rows);
  });
  return sum;
}

/** Mean squared error of probabilities. Null without rows. */
export function brier(labels: Labels, probabilities: Scores): number | null {
  if (labels.length === 0) return null;
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += (probabilities[row]! - labels[row]!) ** 2;
  return sum / labels.length;
}

/**
 * 1 − Brier / Brier of the base rate: 0 = no better than telling everyone the base rate, 1 = perfect. The base rate is
 * the rows' own unless given (give the training one to compare with what was knowable). Null where that Brier is 0.
 */
export function brierSkill(labels: Labels, probabilities: Scores, baseRate?: number): number | null {
  const own = brier(labels, probabilities);
  if (own === null) return null;
  const rate = baseRate ?? countPositive(labels) / labels.length;
  const reference = brier(labels, new Float64Array(labels.length).fill(rate));
  return reference === null || reference === 0 ? null : 1 - own / reference;
}

/** Mean negative log likelihood; probabilities are held 1e-15 away from 0 and 1. Null without rows. */
export function logLoss(labels: Labels, probabilities: Scores): number | null {
  if (labels.length === 0) return null;
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probabilities[row]!));
    sum -= labels[row] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return sum / labels.length;
}

/** Mean log loss of log-odds. Null without rows. */
export function logLossOfLogOdds(labels: Labels, logOdds: Scores): number | null {
  if (labels.length === 0) return null;
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += softplus(labels[row] === 1 ? -logOdds[row]! : logOdds[row]!);
  return sum / labels.length;
}

/**
 * Expected positives among the `count` highest scores. Where the border falls among equal scores, these share their
 * positives evenly, so that the order of the rows does not matter.
 */
function positivesAtTop(labels: Labels, scores: Scores, count: number): number {
  let found = 0;
  eachTie(labels, scores, (rows, _positives, tieRows, tiePositives) => {
    const before = rows - tieRows;
    if (before >= count) return;
    found += tiePositives * Math.min(1, (count - before) / tieRows);
  });
  return found;
}

/** How many rows a share of all is: rounded up, at least one. */
export function topCount(rows: number, fraction: number): number {
  return Math.min(rows, Math.max(1, Math.ceil(rows * fraction - 1e-9)));
}

/** Share of positives among the top rows, divided by that among all. Null without positives. */
export function liftAtTop(labels: Labels, scores: Scores, fraction: number): number | null {
  const positive = countPositive(labels);
  if (positive === 0) return null;
  const count = topCount(labels.length, fraction);
  return positivesAtTop(labels, scores, count) / count / (positive / labels.length);
}

/** Share of all positives that are among the `capacity` highest scores. Null without positives. */
export function recallAtCapacity(labels: Labels, scores: Scores, capacity: number): number | null {
  const positive = countPositive(labels);
  if (positive === 0) return null;
  return positivesAtTop(labels, scores, Math.min(capacity, labels.length)) / positive;
}

/** Share of the `capacity` highest-scored rows that are positive. Null where capacity is 0. */
export function precisionAtCapacity(labels: Labels, scores: Scores, capacity: number): number | null {
  const count = Math.min(capacity, labels.length);
  return count <= 0 ? null : positivesAtTop(labels, scores, count) / count;
}

export interface GainPoint {
  /** Share of the rows, highest scores first. */
  fraction: number;
  /** Share of the positives among them. */
  captured: number;
  /** Times as many as a random choice of as many rows. */
  lift: number;
}

/** The cumulative gain curve at evenly spaced shares of the rows. Empty without positives. */
export function gainCurve(labels: Labels, scores: Scores, points = 20): GainPoint[] {
  const positive = countPositive(labels);
  if (positive === 0) return [];
  const cumulative = new Float64Array(labels.length + 1);
  eachTie(labels, scores, (rows, positives, tieRows, tiePositives) => {
    const before = positives - tiePositives;
    for (let k = 1; k <= tieRows; k++) cumulative[rows - tieRows + k] = before + (tiePositives * k) / tieRows;
  });
  return Array.from({ length: points }, (_unused, index) => {
    const count = topCount(labels.length, (index + 1) / points);
    const fraction = count / labels.length;
    const captured = cumulative[count]! / positive;
    return { fraction, captured, lift: captured / fraction };
  });
}

/** Linear-interpolated quantile of ascending values. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const position = share * (ascending.length - 1);
  const low = Math.floor(position);
  const high = Math.ceil(position);
  return ascending[low]! + (ascending[high]! - ascending[low]!) * (position - low);
}
