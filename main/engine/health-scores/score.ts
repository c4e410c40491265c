import { healthEdges, healthLeastCoverage } from '../../../shared/contract/index.ts';
import type {
  HealthBandName,
  HealthCondition,
  HealthException,
  HealthRules,
  HealthScale,
} from '../../../shared/contract/index.ts';

/** A rule set with its measures side by side, so that thousands of accounts go through quickly. */
export type CompiledRules = {
  readonly rules: HealthRules;
  /** Every measure that is read, each once. */
  readonly reads: readonly string[];
  readonly pillars: readonly CompiledPillar[];
  readonly exceptions: readonly CompiledException[];
};
type CompiledPillar = { readonly weight: number; readonly measures: readonly CompiledMeasure[]; readonly sum: number };
type CompiledMeasure = { readonly at: number; readonly weight: number; points(value: number): number };
type CompiledException = {
  readonly when: readonly {
    readonly at: number;
    readonly compare: HealthCondition['compare'];
    readonly value: number;
  }[];
  readonly then: HealthException['then'];
};

/** Every figure behind a score. Arrays go by pillar, and by measure within. NaN = there is none. */
export type Scored = {
  /** 0 to 100; NaN = no score. */
  readonly score: number;
  /** Share of the whole weight that the score rests on. */
  readonly coverage: number;
  /** Points that the exception added or took. */
  readonly adjustment: number;
  /** Of each exception; the first that holds is the one that counts. */
  readonly holds: readonly boolean[];
  readonly pillars: readonly ScoredPillar[];
};
export type ScoredPillar = {
  readonly score: number;
  readonly coverage: number;
  readonly counts: boolean;
  /** Share of the total. */
  readonly share: number;
  readonly contribution: number;
  readonly measures: readonly ScoredMeasure[];
};
export type ScoredMeasure = {
  readonly value: number;
  readonly points: number;
  /** Share of the pillar. */
  readonly share: number;
  readonly contribution: number;
};

/** Sums of shares miss their edge by a last digit (0.1 + 0.2); nobody should lose a band by that. */
const settle = (value: number): number => Math.round(value * 1e10) / 1e10;

export function pointsOf(scale: HealthScale): (value: number) => number {
  if (scale.kind === 'linear') {
    const { zero, hundred } = scale;
    return (value) => Math.min(100, Math.max(0, (100 * (value - zero)) / (hundred - zero)));
  }
  const bands = scale.bands.map(({ from, to, points }) => ({ from: from ?? -Infinity, to: to ?? Infinity, points }));
  return (value) => bands.find((band) => value >= band.from && value < band.to)?.points ?? NaN;
}

export function bandOf(score: number | null): HealthBandName | null {
  if (score === null || Number.isNaN(score)) return null;
  return score >= healthEdges.green ? 'green' : score >= healthEdges.amber ? 'amber' : 'red';
}

/** @param rules without problems */
export function compileRules(rules: HealthRules): CompiledRules {
  const places = new Map<string, number>();
  const placeOf = (measure: string): number => {
    const at = places.get(measure) ?? places.size;
    places.set(measure, at);
    return at;
  };
  const pillars = rules.pillars.map(({ weight, measures }) => ({
    weight,
    sum: measures.reduce((sum, measure) => sum + measure.weight, 0),
    measures: measures.map(({ measure, weight: own, scale }) => ({
      at: placeOf(measure),
      weight: own,
      points: pointsOf(scale),
    })),
  }));
  const exceptions = rules.exceptions.map(({ when, then }) => ({
    then,
    when: when.map(({ measure, compare, value }) => ({ at: placeOf(measure), compare, value })),
  }));
  return { rules, reads: [...places.keys()], pillars, exceptions };
}

/** What the rules make of one account, before anybody asks how; all arrays are used again for the next one. */
type Totals = {
  /** Of each measure, pillar by pillar; NaN = missing. */
  readonly points: Float64Array;
  /** Weight of the measures that are present, and their mean, of each pillar. */
  readonly there: Float64Array;
  readonly mean: Float64Array;
  readonly coverages: Float64Array;
  /** Share of the total of each pillar; 0 = it does not count. */
  readonly shares: Float64Array;
  /** Sum of the pillars before exceptions. */
  raw: number;
  score: number;
  coverage: number;
  /** The first exception that holds; -1 = none. */
  exception: number;
};

/**
 * Scores accounts one after the other (definitions, section 6): points of each measure; a pillar is the weighted mean of the
 * measures that are present; the total is the weighted mean of the pillars of which at least half is present; then the first
 * exception that holds. Less than half of the whole weight present is no score.
 *
 * @returns a function of the values of `compiled.reads`, in their order; its answer stands until it is asked again
 */
export function createScorer(compiled: CompiledRules): (values: ArrayLike<number>) => Totals {
  const { pillars, exceptions } = compiled;
  const count = pillars.reduce((sum, { measures }) => sum + measures.length, 0);
  const whole = pillars.reduce((sum, { weight }) => sum + weight, 0);
  const numbers = (length: number): Float64Array => new Float64Array(length);
  const totals: Totals = {
    points: numbers(count),
    there: numbers(pillars.length),
    mean: numbers(pillars.length),
    coverages: numbers(pillars.length),
    shares: numbers(pillars.length),
    raw: 0,
    score: NaN,
    coverage: 0,
    exception: -1,
  };
  const { points, there, mean, coverages, shares } = totals;
  return (values) => {
    let counted = 0;
    let present = 0;
    let place = 0;
    for (let index = 0; index < pillars.length; index++) {
      const { weight, sum, measures } = pillars[index]!;
      let known = 0;
      let weighted = 0;
      for (const measure of measures) {
        const value = values[measure.at]!;
        const own = Number.isNaN(value) ? NaN : measure.points(value);
        points[place++] = own;
        if (Number.isNaN(own)) continue;
        known += measure.weight;
        weighted += measure.weight * own;
      }
      there[index] = known;
      mean[index] = known > 0 ? weighted / known : NaN;
      coverages[index] = sum > 0 ? settle(known / sum) : 0;
      shares[index] = coverages[index]! >= healthLeastCoverage ? weight : 0;
      counted += shares[index]!;
      present += shares[index]! * coverages[index]!;
    }
    totals.coverage = whole > 0 ? settle(present / whole) : 0;
    totals.raw = 0;
    for (let index = 0; index < pillars.length; index++) {
      if (counted > 0) shares[index]! /= counted;
      if (shares[index]! > 0) totals.raw += shares[index]! * mean[index]!;
    }
    totals.exception = exceptions.findIndex((exception) => holdsFor(exception, values));
    const first = exceptions[totals.exception];
    if (counted > 0 && totals.coverage >= healthLeastCoverage)
      totals.score = settle(first === undefined ? totals.raw : after(first.then, totals.raw));
    else totals.score = NaN;
    return totals;
  };
}

const holdsFor = ({ when }: CompiledException, values: ArrayLike<number>): boolean =>
  when.every(({ at, compare, value }) => (compare === 'at-least' ? values[at]! >= value : values[at]! < value));

/**
 * The score of one account with all that it is made of.
 * @param values of `compiled.reads`, in their order; NaN = missing
 */
export function scoreOf(compiled: CompiledRules, values: ArrayLike<number>): Scored {
  const { points, there, mean, coverages, shares, raw, score, coverage, exception } = createScorer(compiled)(values);
  const hasScore = !Number.isNaN(score);
  let place = 0;
  const pillars = compiled.pillars.map(({ measures }, index): ScoredPillar => {
    const share = shares[index]!;
    let contribution = 0;
    const parts = measures.map((measure): ScoredMeasure => {
      const own = points[place++]!;
      const ownShare = Number.isNaN(own) || there[index] === 0 ? 0 : measure.weight / there[index]!;
      const part = hasScore && ownShare > 0 ? share * ownShare * own : 0;
      contribution += part;
      return { value: values[measure.at]!, points: own, share: ownShare, contribution: part };
    });
    const counts = share > 0;
    return { score: mean[index]!, coverage: coverages[index]!, counts, share, contribution, measures: parts };
  });
  return {
    score,
    coverage,
    adjustment: hasScore && exception >= 0 ? score - raw : 0,
    holds: compiled.exceptions.map((one) => holdsFor(one, values)),
    pillars,
  };
}

const after = ({ kind, value }: HealthException['then'], raw: number): number =>
  kind === 'set' ? value : Math.min(raw, value);
