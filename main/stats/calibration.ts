import { HoldfastError } from '../../shared/domain/errors.ts';
import { sigmoid, softplus } from './special.ts';

/** probability = sigmoid(slope · log-odds + offset) */
export interface SigmoidCalibration {
  method: 'sigmoid';
  slope: number;
  offset: number;
}

/** Piecewise linear through (logOdds[i], probability[i]), both non-decreasing; level beyond the ends. */
export interface IsotonicCalibration {
  method: 'isotonic';
  logOdds: number[];
  probability: number[];
}

/** probability = sigmoid(log-odds) */
export interface NoCalibration {
  method: 'none';
}

/** How log-odds become a probability. Plain JSON. */
export type Calibration = SigmoidCalibration | IsotonicCalibration | NoCalibration;

/** Fits on log-odds of rows that the model has not learned from. */
export function fitCalibration(
  labels: Uint8Array,
  logOdds: ArrayLike<number>,
  method: 'sigmoid' | 'isotonic',
): SigmoidCalibration | IsotonicCalibration {
  return method === 'sigmoid' ? fitSigmoid(labels, logOdds) : fitIsotonic(labels, logOdds);
}

export function calibrate(calibration: Calibration, logOdds: number): number {
  if (calibration.method === 'none') return sigmoid(logOdds);
  if (calibration.method === 'sigmoid') return sigmoid(calibration.slope * logOdds + calibration.offset);
  return interpolate(calibration.logOdds, calibration.probability, logOdds);
}

/**
 * Platt scaling with his smoothed targets (Platt 1999; Newton with backtracking after Lin, Lin & Weng 2007). The slope
 * may not be negative: a calibration must not turn the order of the accounts round.
 */
export function fitSigmoid(labels: Uint8Array, logOdds: ArrayLike<number>): SigmoidCalibration {
  const positive = countBoth(labels);
  const negative = labels.length - positive;
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (negative + 2);
  let slope = 1;
  let offset = 0;
  const lossAt = (a: number, b: number): number => {
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      const z = a * logOdds[row]! + b;
      sum += softplus(z) - (labels[row] === 1 ? high : low) * z;
    }
    return sum;
  };
  let loss = lossAt(slope, offset);
  for (let iteration = 0; iteration < 100; iteration++) {
    let gradientSlope = 0;
    let gradientOffset = 0;
    let slopeSlope = 1e-12;
    let slopeOffset = 0;
    let offsetOffset = 1e-12;
    for (let row = 0; row < labels.length; row++) {
      const x = logOdds[row]!;
      const p = sigmoid(slope * x + offset);
      const difference = p - (labels[row] === 1 ? high : low);
      const weight = p * (1 - p);
      gradientSlope += difference * x;
      gradientOffset += difference;
      slopeSlope += weight * x * x;
      slopeOffset += weight * x;
      offsetOffset += weight;
    }
    if (Math.abs(gradientSlope) < 1e-9 && Math.abs(gradientOffset) < 1e-9) break;
    const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
    const stepSlope = determinant > 0 ? (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant : 0;
    const stepOffset =
      determinant > 0
        ? (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant
        : gradientOffset / offsetOffset;
    let size = 1;
    let next = lossAt(slope - stepSlope, offset - stepOffset);
    while (next > loss - 1e-13 && size > 1e-8) {
      size /= 2;
      next = lossAt(slope - size * stepSlope, offset - size * stepOffset);
    }
    if (next >= loss) break;
    slope -= size * stepSlope;
    offset -= size * stepOffset;
    loss = next;
  }
  if (slope < 0) return { method: 'sigmoid', slope: 0, offset: Math.log(positive / negative) };
  return { method: 'sigmoid', slope, offset };
}

interface Block {
  centre: number;
  rows: number;
  events: number;
}

const steepest = 4;

/**
 * Isotonic regression (pool adjacent violators), drawn as a line through the blocks' centres. Blocks between which the
 * line would rise by more than 4 a unit of log-odds (a sigmoid rises by 0.25) are joined, so that no rounding of the
 * log-odds can move the probability visibly; the outer blocks never say exactly 0 or 1 (half an event is added).
 */
export function fitIsotonic(labels: Uint8Array, logOdds: ArrayLike<number>): IsotonicCalibration {
  countBoth(labels);
  const order = Uint32Array.from({ length: labels.length }, (_unused, row) => row);
  order.sort((a, b) => logOdds[a]! - logOdds[b]! || a - b);
  const blocks: Block[] = [];
  const join = (): void => {
    const last = blocks.pop()!;
    const before = blocks[blocks.length - 1]!;
    const rows = before.rows + last.rows;
    before.centre = (before.centre * before.rows + last.centre * last.rows) / rows;
    before.rows = rows;
    before.events += last.events;
  };
  const violates = (last: Block, before: Block): boolean => last.events * before.rows <= before.events * last.rows;
  const push = (block: Block, tooNear: (last: Block, before: Block) => boolean): void => {
    blocks.push(block);
    while (blocks.length > 1) {
      const last = blocks[blocks.length - 1]!;
      const before = blocks[blocks.length - 2]!;
      if (!violates(last, before) && !tooNear(last, before)) break;
      join();
    }
  };
  // Equal log-odds must get an equal probability, so they enter as one block.
  for (let index = 0; index < order.length;) {
    const block: Block = { centre: logOdds[order[index]!]!, rows: 0, events: 0 };
    for (; index < order.length && logOdds[order[index]!] === block.centre; index++) {
      block.rows++;
      block.events += labels[order[index]!]!;
    }
    push(block, () => false);
  }
  const pooled = blocks.splice(0);
  for (const block of pooled)
    push(block, (last, before) => rate(last) - rate(before) > steepest * (last.centre - before.centre));
  return { method: 'isotonic', ...knots(blocks) };
}

function rate(block: Block): number {
  return block.events / block.rows;
}

function knots(blocks: readonly Block[]): { logOdds: number[]; probability: number[] } {
  const probability = blocks.map(rate);
  const first = blocks[0]!;
  const last = blocks[blocks.length - 1]!;
  if (blocks.length === 1) return { logOdds: [first.centre], probability };
  if (first.events === 0) probability[0] = Math.min(0.5 / (first.rows + 1), probability[1]!);
  if (last.events === last.rows) {
    probability[blocks.length - 1] = Math.max(1 - 0.5 / (last.rows + 1), probability[blocks.length - 2]!);
  }
  return { logOdds: blocks.map((block) => block.centre), probability };
}

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const last = xs.length - 1;
  if (!(x > xs[0]!)) return ys[0]!;
  if (x >= xs[last]!) return ys[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const share = (x - xs[low]!) / (xs[high]! - xs[low]!);
  return ys[low]! + share * (ys[high]! - ys[low]!);
}

function countBoth(labels: Uint8Array): number {
  let positive = 0;
  for (let row = 0; row < labels.length; row++) positive += labels[row]!;
  if (positive === 0 || positive === labels.length) {
    throw new HoldfastError(
      'not_enough_data',
      'The calibration rows all have the same outcome. Use a longer period, so that both outcomes occur in it.',
    );
  }
  return positive;
}
