import type { Bilingual } from '../../../../shared/contract/index.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';

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
};

export type Short = readonly [name: string, unit: string, en: string, es: string];

export const instantOfEvent: Bilingual = { en: 'the instant of the event', es: 'el momento del evento' };

/** Features of one source that share their rules. */
export function group(
  rules: Omit<Feature, 'name' | 'unit' | 'description' | 'portable'>,
  entries: readonly Short[],
  bound: readonly string[] = [],
): Feature[] {
  return entries.map(([name, unit, en, es]) => ({
    name,
    unit,
    description: { en, es },
    ...rules,
    portable: !bound.includes(name),
  }));
}
