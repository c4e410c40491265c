import type { Evaluation, MetricWithInterval } from '../../../shared/contract/index.ts';
import { brier, brierSkill, gainCurve, logit, reliabilityBins, wilson } from '../../stats/index.ts';
import { drawsFor, eachDraw, intervalOf } from './account-draws.ts';
import { rankedMetrics } from './ranked-metrics.ts';
import type { RankedMetric } from './ranked-metrics.ts';

const level = 0.95;

/**
 * How good probabilities were, with 95 % bootstrap intervals. Whole accounts are drawn, because the snapshots of one
 * account are not independent.
 * @param groups account of each row
 * @param referenceRate share of churns in the rows learned from (of each row, where they differ): what would have been
 * said without a model
 * @param moments of each row, where they are of several days; see rankedMetrics
 */
export function evaluate(
  labels: Uint8Array,
  probabilities: Float64Array,
  groups: Int32Array,
  referenceRate: number | Float64Array,
  seed: number,
  draws: number = drawsFor(labels.length),
  shouldStop: () => boolean = () => false,
  moments?: Int32Array,
): Evaluation {
  const churned = labels.reduce((sum, label) => sum + label, 0);
  const metrics = rankedMetrics(labels, probabilities, moments);
  const { slope, intercept } = calibrationLine(labels, probabilities);
  return {
    rows: labels.length,
    churned,
    baseRate: labels.length === 0 ? null : churned / labels.length,
    ...withIntervals(metrics, groups, seed, draws, shouldStop),
    brierSkill: skillOver(referenceRate, labels, probabilities),
    calibrationSlope: slope,
    calibrationIntercept: intercept,
    reliability: reliabilityBins(labels, probabilities).map((bin) => {
      const interval = wilson(bin.events, bin.rows, level);
      return {
        predicted: bin.meanProbability,
        observed: bin.observedRate,
        low: interval?.lower ?? 0,
        high: interval?.upper ?? 1,
        count: bin.rows,
        churned: bin.events,
      };
    }),
    gain: gainCurve(labels, probabilities, 20).map(({ fraction, captured }) => ({
      reviewed: fraction,
      found: captured,
    })),
  };
}

/** 1 − Brier / Brier of the reference rates. Null where that is 0 or there are no rows. */
function skillOver(
  referenceRate: number | Float64Array,
  labels: Uint8Array,
  probabilities: Float64Array,
): number | null {
  if (typeof referenceRate === 'number') return brierSkill(labels, probabilities, referenceRate);
  const own = brier(labels, probabilities);
  const reference = brier(labels, referenceRate);
  return own === null || reference === null || reference === 0 ? null : 1 - own / reference;
}

function withIntervals(
  metrics: ReturnType<typeof rankedMetrics>,
  groups: Int32Array,
  seed: number,
  draws: number,
  shouldStop: () => boolean,
): Record<RankedMetric, MetricWithInterval> {
  const estimate = metrics(new Float64Array(groups.length).fill(1));
  const names = Object.keys(estimate) as RankedMetric[];
  const drawn = Object.fromEntries(names.map((name) => [name, [] as (number | null)[]])) as Record<
    RankedMetric,
    (number | null)[]
  >;
  const keep = (weights: Float64Array): void => {
    const values = metrics(weights);
    for (const name of names) drawn[name].push(values[name]);
  };
  eachDraw(groups, seed, draws, keep, shouldStop);
  return Object.fromEntries(names.map((name) => [name, intervalOf(estimate[name], drawn[name])])) as Record<
    RankedMetric,
    MetricWithInterval
  >;
}

/**
 * Slope: of a logistic regression of the outcome on the log-odds (1 = as spread as it should be; below 1 = too extreme).
 * Intercept: of one whose slope is held at 1 (0 = right on average; below 0 = too high). Cox 1958, Van Calster et al. 2016.
 */
export function calibrationLine(
  labels: Uint8Array,
  probabilities: Float64Array,
): { slope: number | null; intercept: number | null } {
  const churned = labels.reduce((sum, label) => sum + label, 0);
  if (churned === 0 || churned === labels.length) return { slope: null, intercept: null };
  const logOdds = Float64Array.from(probabilities, (p) => logit(Math.min(1 - 1e-9, Math.max(1e-9, p))));
  const spread = logOdds.some((value) => Math.abs(value - logOdds[0]!) > 1e-9);
  const joint = spread ? newton(labels, logOdds, true) : null;
  return { slope: joint?.slope ?? null, intercept: newton(labels, logOdds, false)?.intercept ?? null };
}

function newton(
  labels: Uint8Array,
  logOdds: Float64Array,
  withSlope: boolean,
): { slope: number; intercept: number } | null {
  let slope = 1;
  let intercept = 0;
  for (let iteration = 0; iteration < 60; iteration++) {
    let g0 = 0,
      g1 = 0,
      h00 = 1e-12,
      h01 = 0,
      h11 = 1e-12;
    for (let row = 0; row < labels.length; row++) {
      const x = logOdds[row]!;
      const p = 1 / (1 + Math.exp(-(intercept + slope * x)));
      const w = p * (1 - p);
      g0 += labels[row]! - p;
      g1 += (labels[row]! - p) * x;
      h00 += w;
      h01 += w * x;
      h11 += w * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    const step0 = withSlope ? (h11 * g0 - h01 * g1) / determinant : g0 / h00;
    const step1 = withSlope ? (h00 * g1 - h01 * g0) / determinant : 0;
    // Held back, because a first step from far away can overshoot.
    const most = Math.max(Math.abs(step0), Math.abs(step1), 1);
    intercept += step0 / most;
    slope += step1 / most;
    if (Math.abs(step0) + Math.abs(step1) < 1e-10) return { slope, intercept };
  }
  return null;
}
