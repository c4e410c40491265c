import type { Bilingual } from '../../../../shared/contract/index.ts';
import type { FieldHistory, TableName } from '../../../../shared/domain/tables.ts';
import { directionOf } from './directions.ts';

export type FeatureTheme = 'usage' | 'support' | 'people' | 'money' | 'contract' | 'market';

/** One number about an account as of an instant, from what was known then. */
export type Feature = {
  readonly name: string;
  readonly theme: FeatureTheme;
  readonly unit: string;
  readonly description: Bilingual;
  readonly source: TableName;
  /** Since when the rows and fields that it reads count as known. */
  readonly knownAt: Bilingual;
  /** What it is where the account or the book has no such rows. */
  readonly missing: Bilingual;
  /** False where the number depends on a book's size, prices or way of counting, so that no other book's model may use it. */
  readonly portable: boolean;
  /**
   * How far back the value can be trusted: `current` reads a field of which only today's value is known, so that no model
   * learns from it unless a person allows it.
   */
  readonly history: FieldHistory;
  /** Category: the number stands for a text (see categories.ts), so that only equal or not equal means anything. */
  readonly kind: 'number' | 'category';
  /** Whether somebody who looks after the account can move it. */
  readonly actionable: boolean;
  /** The direction that common sense holds to be better for the customer relation; null where there is none. */
  readonly helps: 'more' | 'less' | null;
};

export type Short = readonly [name: string, unit: string, en: string, es: string];

export const instantOfEvent: Bilingual = { en: 'the instant of the event', es: 'el momento del evento' };

type Rules = Pick<Feature, 'theme' | 'source' | 'knownAt' | 'missing'> & Partial<Pick<Feature, 'history' | 'kind'>>;

/** Features of one source that share their rules. */
export function group(
  rules: Rules,
  entries: readonly Short[],
  { bound = [], actionable = [] }: { bound?: readonly string[]; actionable?: readonly string[] } = {},
): Feature[] {
  return entries.map(([name, unit, en, es]) => {
    const direction = directionOf(name);
    return {
      name,
      unit,
      description: { en, es },
      history: 'dated',
      kind: 'number',
      ...rules,
      portable: !bound.includes(name),
      actionable: actionable.includes(name),
      helps: direction === 0 ? null : direction === 1 ? 'less' : 'more',
    };
  });
}
