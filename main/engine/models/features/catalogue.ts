import type { Feature, FeatureTheme } from './feature.ts';
import { attributeFeatures, contractFeatures, marketFeatures, moneyFeatures } from './catalogue-contract.ts';
import { peopleFeatures } from './catalogue-people.ts';
import { supportFeatures } from './catalogue-support.ts';
import { usageFeatures } from './catalogue-usage.ts';

/** Every feature, in the order in which a snapshot's row holds them. */
export const features: readonly Feature[] = [
  ...usageFeatures,
  ...peopleFeatures,
  ...supportFeatures,
  ...moneyFeatures,
  ...contractFeatures,
  ...marketFeatures,
  ...attributeFeatures,
];

export const featureNames: readonly string[] = features.map((feature) => feature.name);

/**
 * Figures that sentences compare with. They stand beside the features in a snapshot's row, and no model reads them.
 * `_before_28`: in the 28 days before the last 28, or what 28 days held on average in the 84 days before.
 */
export const contextNames = [
  'active_days_before_28',
  'events_before_28',
  'events_ratio_long',
  'events_expected_28',
  'features_before_28',
  'users_before_28',
  'users_now_28',
  'seats_now',
  'seats_before_180',
  'tickets_before_90',
  'sessions_14',
  'sessions_28',
  'sessions_usual_28',
  'tickets_before_year',
  'price_per_seat',
] as const;

/** Weeks of sessions that are compared with the rest of the book, the latest first. */
export const comparedWeeks = 12;
const workNames = Array.from({ length: comparedWeeks }, (_, week) => `sessions_week_${week}`);

/** Places in a snapshot's row: features first, then the figures for comparison, then what only the comparison needs. */
export const rowNames: readonly string[] = [...featureNames, ...contextNames, ...workNames];
export const rowWidth = rowNames.length;

/** Ratios end here: beyond it a denominator is small rather than a change great. */
export const mostRatio = 5;

/** What stands for never where the days since something are counted. */
export const longAgoDays = 3 * 365;

const byName = new Map(features.map((feature) => [feature.name, feature]));
const places = new Map(rowNames.map((name, place) => [name, place]));

export function featureNamed(name: string): Feature | undefined {
  return byName.get(name);
}

/** Places of the names whose numbers stand for texts. */
export function categoriesAmong(names: readonly string[]): number[] {
  return names.flatMap((name, place) => (featureNamed(name)?.kind === 'category' ? [place] : []));
}

export function themeOf(name: string): FeatureTheme | 'other' {
  return byName.get(name)?.theme ?? 'other';
}

/** Place of a feature or figure in a snapshot's row. */
export function placeOf(name: string): number {
  const place = places.get(name);
  if (place === undefined) throw new RangeError(`There is no feature ${name}.`);
  return place;
}
