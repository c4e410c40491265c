import { featureNamed } from '../features/catalogue.ts';

/** Units of statistics: nobody can set themselves such a goal. */
const abstract = new Set(['standard deviations', 'log odds', 'log units a week', 'log units', 'score -1 to 1']);

/** How an account does against the others: the others move it too. */
const againstBook = new Set(['events_ratio_book', 'events_level_book']);

/** Which way somebody who looks after the account would move a figure: 1 = more, -1 = less; null where nobody can. */
export function helpfulDirection(feature: string): 1 | -1 | null {
  const known = featureNamed(feature);
  if (!known?.actionable || known.helps === null || known.kind === 'category') return null;
  if (abstract.has(known.unit) || againstBook.has(feature)) return null;
  return known.helps === 'more' ? 1 : -1;
}

export function isActionable(feature: string): boolean {
  return helpfulDirection(feature) !== null;
}
