import { normalQuantile } from '../special.ts';
import type { Maximum } from './maximise.ts';

/** A model whose parameters are all positive and were fitted as logarithms. Plain JSON. */
export interface FittedParameters<Name extends string = string> {
  parameters: Record<Name, number>;
  /** Of the logarithms, row-major in the order of the parameters; null where it cannot be told. */
  covariance: number[] | null;
  /** False where the data leaves some of them open; what is expected of customers may be told well all the same. */
  pinned: boolean;
  logLikelihood: number;
  /** Customers, or contracts at their start. */
  subjects: number;
}

export interface ParameterInterval {
  name: string;
  value: number;
  /** 95 %, from the curvature of the likelihood on the logarithmic scale. */
  lower: number | null;
  upper: number | null;
}

export function fittedParameters<Name extends string>(
  names: readonly Name[],
  maximum: Maximum,
  subjects: number,
): FittedParameters<Name> {
  return {
    parameters: Object.fromEntries(names.map((name, index) => [name, Math.exp(maximum.at[index]!)])) as Record<
      Name,
      number
    >,
    covariance: maximum.covariance === null ? null : Array.from(maximum.covariance),
    pinned: maximum.pinned,
    logLikelihood: maximum.value,
    subjects,
  };
}

export function parameterIntervals({ parameters, covariance }: FittedParameters, level = 0.95): ParameterInterval[] {
  const z = normalQuantile(1 - (1 - level) / 2);
  const entries = Object.entries(parameters);
  return entries.map(([name, value], index) => {
    const spread = covariance === null ? null : z * Math.sqrt(covariance[index * entries.length + index]!);
    return {
      name,
      value,
      lower: spread === null ? null : value * Math.exp(-spread),
      upper: spread === null ? null : value * Math.exp(spread),
    };
  });
}

/** The parameters with the logarithm of one of them moved. */
function withMoved<Name extends string>(
  fitted: FittedParameters<Name>,
  index: number,
  by: number,
): Record<Name, number> {
  const entries = Object.entries(fitted.parameters) as [Name, number][];
  return Object.fromEntries(
    entries.map(([name, value], place) => [name, place === index ? value * Math.exp(by) : value]),
  ) as Record<Name, number>;
}

/** How far the logarithm is moved to find a slope. */
const slopeWidth = 1e-4;

/** Slopes of something against the logarithm of each parameter. */
export function slopesOf<Name extends string>(
  fitted: FittedParameters<Name>,
  of: (parameters: Record<Name, number>) => number,
): number[] {
  return Object.keys(fitted.parameters).map(
    (_name, index) =>
      (of(withMoved(fitted, index, slopeWidth)) - of(withMoved(fitted, index, -slopeWidth))) / (2 * slopeWidth),
  );
}

/** Delta method: the variance of what has these slopes. Null where the parameters are not pinned down. */
export function varianceOf(slopes: readonly number[], { covariance }: FittedParameters): number | null {
  if (covariance === null) return null;
  let sum = 0;
  slopes.forEach((a, i) => slopes.forEach((b, j) => (sum += a * b * covariance[i * slopes.length + j]!)));
  return Math.max(0, sum);
}
