import { cancelled, isHoldfastError } from '../../../shared/domain/errors.ts';
import {
  coxBaselineAt,
  coxLogRisk,
  createRandom,
  fitCox,
  fitHazard,
  normalQuantile,
  survivalThrough,
} from '../../stats/index.ts';
import type { CoxModel, HazardModel } from '../../stats/index.ts';
import type { AccountLife } from '../models/index.ts';
import {
  hazardColumns,
  intervalDays,
  intervalOf,
  intervalRow,
  meansOf,
  mostIntervals,
  watchedFeatures,
} from './design.ts';
import type { Sight } from './design.ts';
import { knownUntil, leftAfter } from './fates.ts';

export interface Chance {
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
}

export interface RenewalModel {
  readonly method: 'hazard' | 'cox';
  /** Chance to be a customer still, so many days after the sight. Null beyond what was learned. */
  chance(sight: Sight, daysAhead: number): Chance | null;
}

export interface Learning {
  readonly sights: readonly Sight[];
  readonly lives: readonly AccountLife[];
  /** Last day that may be known to the learner. */
  readonly until: number;
  readonly seed: number;
  readonly shouldStop: () => boolean;
}

/** Rows beyond this add time and hardly any knowledge: of the intervals without leaving a share is taken, with a weight. */
const mostRows = 60_000;
const mostCoxRows = 40_000;
const ridge = 10;

/** Logistic in the columns of `intervalRow`; a row for each 30 days ahead of each sight whose outcome was known by then. */
export function learnHazard({ sights, lives, until, seed, shouldStop }: Learning): RenewalModel {
  const means = meansOf(sights);
  const spans = sights.map((sight) => {
    const life = lives[sight.account]!;
    const left = leftAfter(life, sight.day);
    const hasLeft = left !== null && left <= until;
    const whole = Math.floor((knownUntil(life, until) - sight.day) / intervalDays);
    return hasLeft ? { last: intervalOf(left - sight.day), hasLeft } : { last: whole, hasLeft };
  });
  const total = spans.reduce((sum, { last }) => sum + Math.max(0, Math.min(last, mostIntervals)), 0);
  const share = Math.min(1, mostRows / Math.max(1, total));
  const random = createRandom(seed);
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  sights.forEach((sight, index) => {
    if (index % 4096 === 0 && shouldStop()) throw cancelled('The renewal model');
    const { last, hasLeft } = spans[index]!;
    for (let interval = 1; interval <= Math.min(last, mostIntervals); interval++) {
      const isEnd = hasLeft && interval === last;
      if (!isEnd && share < 1 && random.next() >= share) continue;
      rows.push(intervalRow(sight, interval, means));
      labels.push(isEnd ? 1 : 0);
      weights.push(isEnd ? 1 : 1 / share);
    }
  });
  // What is the same in all rows, or never known, costs time and tells nothing.
  const used = hazardColumns.map((_name, column) => column).filter((column) => differs(rows, column));
  const model: HazardModel = fitHazard({
    columns: used.map((column) => Float32Array.from(rows, (row) => row[column]!)),
    labels: Uint8Array.from(labels),
    weights: Float64Array.from(weights),
    featureNames: used.map((column) => hazardColumns[column]!),
    l2: ridge,
    shouldStop,
  });
  return {
    method: 'hazard',
    chance(sight, daysAhead) {
      const last = intervalOf(daysAhead);
      if (last > mostIntervals) return null;
      const intervals = Array.from({ length: last }, (_unused, index) => {
        const row = intervalRow(sight, index + 1, means);
        return Float64Array.from(used, (column) => row[column]!);
      });
      const { survival, lower, upper } = survivalThrough(model, intervals);
      return { probability: survival, lower, upper };
    },
  };
}

function differs(rows: readonly Float64Array[], column: number): boolean {
  const first = rows[0]?.[column] ?? NaN;
  return rows.some((row) => !Object.is(row[column], first));
}

const z = normalQuantile(0.975);

/** Cox on the time as customer, with what was seen as columns that change from sight to sight. Null where nothing can be fitted. */
export function learnCox({ sights, lives, until, shouldStop }: Learning): RenewalModel | null {
  const means = meansOf(sights);
  const byAccount = Map.groupBy(sights, ({ account }) => account);
  const everyNth = Math.max(1, Math.ceil(sights.length / mostCoxRows));
  const rows: { entry: number; duration: number; event: 0 | 1; sight: Sight }[] = [];
  for (const [account, seen] of byAccount) {
    if (account % everyNth !== 0) continue;
    const life = lives[account]!;
    const ordered = seen.filter(({ day }) => day < until).sort((a, b) => a.day - b.day);
    ordered.forEach((sight, index) => {
      const end = Math.min(ordered[index + 1]?.day ?? Infinity, knownUntil(life, until));
      const left = leftAfter(life, sight.day);
      const hasLeft = left !== null && left <= Math.min(end, until);
      const duration = sight.tenure + (hasLeft ? left : end) - sight.day;
      if (duration > sight.tenure) rows.push({ entry: sight.tenure, duration, event: hasLeft ? 1 : 0, sight });
    });
  }
  const rowOf = ({ values, termMonths }: Sight): Float64Array =>
    Float64Array.of(
      ...Array.from(values, (value, index) => (Number.isNaN(value) ? means[index]! : value)),
      termMonths < 3 ? 1 : 0,
    );
  const design = rows.map(({ sight }) => rowOf(sight));
  const columns = [...watchedFeatures, 'term of a month or two'].map((name, index) => ({
    name,
    index,
    values: Float64Array.from(design, (row) => row[index]!),
  }));
  const kept = columns.filter(({ values }) => values.some((value) => Math.abs(value - values[0]!) > 1e-6));
  let model: CoxModel;
  try {
    model = fitCox({
      durations: rows.map(({ duration }) => duration),
      eventObserved: rows.map(({ event }) => event),
      entries: rows.map(({ entry }) => entry),
      columns: kept.map(({ values }) => values),
      names: kept.map(({ name }) => name),
      ridge,
      shouldStop,
    });
  } catch (error) {
    if (isHoldfastError(error) && error.code !== 'cancelled') return null;
    throw error;
  }
  return {
    method: 'cox',
    chance(sight, daysAhead) {
      const until = coxBaselineAt(model, sight.tenure + daysAhead);
      const now = coxBaselineAt(model, sight.tenure);
      if (until === null || now === null) return null;
      const whole = rowOf(sight);
      const row = kept.map(({ index }) => whole[index]!);
      const hazard = (until - now) * Math.exp(coxLogRisk(model, row));
      const away = row.map((value, index) => value - model.means[index]!);
      let variance = 0;
      away.forEach((a, i) => away.forEach((b, j) => (variance += a * b * model.covariance[i * away.length + j]!)));
      const spread = Math.exp(z * Math.sqrt(Math.max(0, variance)));
      return { probability: Math.exp(-hazard), lower: Math.exp(-hazard * spread), upper: Math.exp(-hazard / spread) };
    },
  };
}
