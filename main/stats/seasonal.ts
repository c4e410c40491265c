import { HoldfastError } from '../../shared/domain/errors.ts';

export interface SeasonalOptions {
  /** Odd, at least 3: how many values of the same place in the period are smoothed together. */
  readonly seasonalWindow?: number;
  /** Odd; by default the smallest that Cleveland et al. advise, 1.5 period / (1 - 1.5 / seasonalWindow). */
  readonly trendWindow?: number;
  /** Passes in which values far from the rest lose their weight. 0 = every value weighs the same. */
  readonly robustPasses?: number;
}

/** values[i] = trend[i] + seasonal[i] + remainder[i]. */
export interface SeasonalDecomposition {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly remainder: Float64Array;
  /** max(0, 1 - Var(remainder) / Var(seasonal + remainder)): 0 = no seasonality, 1 = nothing else but the trend. */
  readonly seasonalStrength: number;
  /** The same of the trend. */
  readonly trendStrength: number;
}

/**
 * STL: seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae, Terpenning 1990), with straight lines fitted
 * in every neighbourhood. The strengths are those of Wang, Smith and Hyndman (2006).
 *
 * @param values evenly spaced, finite
 * @param period values in one period, at least 2
 * @throws not_enough_data for fewer than two periods, invalid_input for values that are no numbers
 */
export function decomposeSeasonal(
  values: ArrayLike<number>,
  period: number,
  { seasonalWindow = 11, trendWindow, robustPasses = 0 }: SeasonalOptions = {},
): SeasonalDecomposition {
  const y = Float64Array.from(values);
  if (y.length < 2 * period) {
    throw new HoldfastError('not_enough_data', `Two whole periods of ${period} values are needed, not ${y.length}.`);
  }
  if (y.some((value) => !Number.isFinite(value))) {
    throw new HoldfastError('invalid_input', 'A series can be taken apart only where every value is a number.');
  }
  const windows = {
    seasonal: seasonalWindow,
    trend: trendWindow ?? oddAtLeast((1.5 * period) / (1 - 1.5 / seasonalWindow)),
    lowPass: oddAtLeast(period),
  };
  const trend = new Float64Array(y.length);
  const seasonal = new Float64Array(y.length);
  const remainder = new Float64Array(y.length);
  let weights: Float64Array | null = null;
  for (let pass = 0; pass <= robustPasses; pass++) {
    // Two inner passes suffice without robustness, one a pass with it (Cleveland et al., section 3.2).
    for (let inner = 0; inner < (robustPasses === 0 ? 2 : 1); inner++) {
      smoothOnce(y, period, windows, weights, trend, seasonal);
    }
    y.forEach((value, i) => (remainder[i] = value - trend[i]! - seasonal[i]!));
    if (pass < robustPasses) weights = bisquareWeights(remainder);
  }
  return {
    trend,
    seasonal,
    remainder,
    seasonalStrength: strengthOf(seasonal, remainder, y),
    trendStrength: strengthOf(trend, remainder, y),
  };
}

interface Windows {
  readonly seasonal: number;
  readonly trend: number;
  readonly lowPass: number;
}

/** One pass of the inner loop: steps 1 to 6 of the paper. */
function smoothOnce(
  y: Float64Array,
  period: number,
  windows: Windows,
  weights: Float64Array | null,
  trend: Float64Array,
  seasonal: Float64Array,
): void {
  const n = y.length;
  // Cycle-subseries of the detrended values, each one period longer at both ends.
  const cycles = new Float64Array(n + 2 * period);
  for (let phase = 0; phase < period; phase++) {
    const length = Math.floor((n - phase - 1) / period) + 1;
    const own = Float64Array.from({ length }, (_, k) => y[phase + k * period]! - trend[phase + k * period]!);
    const ownWeights = weights === null ? null : Float64Array.from({ length }, (_, k) => weights[phase + k * period]!);
    for (let k = -1; k <= length; k++) {
      cycles[phase + (k + 1) * period] = loessAt(own, ownWeights, windows.seasonal, k);
    }
  }
  const low = movingAverage(movingAverage(movingAverage(cycles, period), period), 3);
  for (let i = 0; i < n; i++) seasonal[i] = cycles[i + period]! - loessAt(low, null, windows.lowPass, i);
  const adjusted = Float64Array.from(y, (value, i) => value - seasonal[i]!);
  for (let i = 0; i < n; i++) trend[i] = loessAt(adjusted, weights, windows.trend, i);
}

/**
 * Loess of degree one over the points 0, 1, 2 …: the line through the `window` nearest of them with tricube weights, at x.
 * Where the window is longer than the series its reach grows in proportion (Cleveland et al., section 2).
 *
 * @param x may lie outside the series
 */
export function loessAt(y: Float64Array, weights: Float64Array | null, window: number, x: number): number {
  const n = y.length;
  const q = Math.min(window, n);
  const from = Math.max(0, Math.min(n - q, Math.round(x - (q - 1) / 2)));
  const to = from + q - 1;
  const reach = Math.max(Math.abs(x - from), Math.abs(to - x)) * (window > n ? window / n : 1);
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (let i = from; i <= to; i++) {
    // Around x, so that the line's value there is its constant.
    const distance = i - x;
    const share = reach === 0 ? 0 : Math.abs(distance) / reach;
    const cube = 1 - share * share * share;
    const weight = cube * cube * cube * (weights === null ? 1 : weights[i]!);
    sum += weight;
    sumX += weight * distance;
    sumY += weight * y[i]!;
    sumXX += weight * distance * distance;
    sumXY += weight * distance * y[i]!;
  }
  // All of the neighbourhood was found to be outlying: it is all that there is to go by.
  if (sum <= 0) return weights === null ? y[Math.max(0, Math.min(n - 1, Math.round(x)))]! : loessAt(y, null, window, x);
  const spread = sum * sumXX - sumX * sumX;
  // Points at one place carry a mean, not a line.
  if (spread <= 1e-12 * sum * sumXX) return sumY / sum;
  return (sumXX * sumY - sumX * sumXY) / spread;
}

/** Means of `length` neighbours; length - 1 values shorter. */
function movingAverage(values: Float64Array, length: number): Float64Array {
  const means = new Float64Array(values.length - length + 1);
  for (let i = 0; i < means.length; i++) {
    let sum = 0;
    for (let k = 0; k < length; k++) sum += values[i + k]!;
    means[i] = sum / length;
  }
  return means;
}

function bisquareWeights(remainder: Float64Array): Float64Array {
  const sizes = remainder.map(Math.abs).sort();
  const half = sizes.length >> 1;
  const median = sizes.length % 2 === 1 ? sizes[half]! : (sizes[half - 1]! + sizes[half]!) / 2;
  const limit = 6 * median;
  return remainder.map((value) => {
    if (limit === 0) return 1;
    const share = Math.abs(value) / limit;
    return share >= 1 ? 0 : (1 - share * share) ** 2;
  });
}

function strengthOf(part: Float64Array, remainder: Float64Array, y: Float64Array): number {
  const together = variance(part.map((value, i) => value + remainder[i]!));
  // What is left of a constant by rounding is no variation.
  const scale = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (together <= (scale * 1e-9) ** 2) return 0;
  return Math.max(0, 1 - variance(remainder) / together);
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

function oddAtLeast(value: number): number {
  const whole = Math.ceil(value);
  return whole % 2 === 1 ? whole : whole + 1;
}
