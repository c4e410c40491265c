import type { Labels, Scores } from './metrics.ts';
import { byScore, quantile } from './metrics.ts';
import { createRandom } from './random.ts';

export type Metric = (labels: Labels, scores: Scores) => number | null;

export interface BootstrapInterval {
  estimate: number;
  lower: number;
  upper: number;
  level: number;
  resamples: number;
}

export interface BootstrapOptions {
  seed?: number;
  resamples?: number;
  level?: number;
}

/** Percentile bootstrap over rows. Null where the metric cannot be computed on the rows or on most resamples. */
export function bootstrapInterval(
  metric: Metric,
  labels: Labels,
  scores: Scores,
  options: BootstrapOptions = {},
): BootstrapInterval | null {
  return bootstrap((take) => metric(take(labels), take(scores)), scores, options);
}

/** Percentile bootstrap of metric(first) − metric(second) on the same resampled rows (paired). */
export function pairedBootstrapInterval(
  metric: Metric,
  labels: Labels,
  first: Scores,
  second: Scores,
  options: BootstrapOptions = {},
): BootstrapInterval | null {
  return bootstrap(
    (take) => {
      const drawn = take(labels);
      const a = metric(drawn, take(first));
      const b = metric(drawn, take(second));
      return a === null || b === null ? null : a - b;
    },
    first,
    options,
  );
}

interface Take {
  (values: Labels): Labels;
  (values: Scores): Scores;
}

function bootstrap(
  compute: (take: Take) => number | null,
  scores: Scores,
  options: BootstrapOptions,
): BootstrapInterval | null {
  const { seed = 42, resamples = 500, level = 0.95 } = options;
  const rows = scores.length;
  const estimate = rows === 0 ? null : compute(((values: Scores) => values) as Take);
  if (estimate === null) return null;
  const random = createRandom(seed);
  // Drawn rows are handed over by falling score: no metric depends on their order, and sorted ones need no sorting.
  const order = byScore(scores);
  const times = new Uint32Array(rows);
  const draw = new Uint32Array(rows);
  const take = ((values: Scores): Scores => {
    const taken = values instanceof Uint8Array ? new Uint8Array(rows) : new Float64Array(rows);
    for (let index = 0; index < rows; index++) taken[index] = values[draw[index]!]!;
    return taken;
  }) as Take;
  const results: number[] = [];
  for (let round = 0; round < resamples; round++) {
    times.fill(0);
    for (let index = 0; index < rows; index++) times[random.integer(rows)]! += 1;
    let filled = 0;
    for (let place = 0; place < rows; place++) {
      for (let copy = times[place]!; copy > 0; copy--) draw[filled++] = order[place]!;
    }
    const value = compute(take);
    if (value !== null) results.push(value);
  }
  if (results.length < resamples / 2) return null;
  const ascending = Float64Array.from(results).sort();
  const tail = (1 - level) / 2;
  return { estimate, lower: quantile(ascending, tail), upper: quantile(ascending, 1 - tail), level, resamples };
}
