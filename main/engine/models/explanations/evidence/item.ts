import type { TableName } from '../../../../../shared/domain/tables.ts';

type Cell = string | number | boolean | null;

/** A row that may stand behind a feature's value, as it was known at the instant of the score. */
export type Item = {
  readonly id: string;
  /** Since when it counts, in epoch seconds. */
  readonly at: number;
  readonly title: string;
  readonly text: string | null;
  /** What is shown of it; days and instants as text. */
  readonly values: Readonly<Record<string, Cell>>;
  /** What is counted of it; instants in epoch seconds, NaN = not known then. */
  readonly figures: Readonly<Record<string, number>>;
  /** Events: who and what. */
  readonly name: string | null;
  readonly person: string | null;
  readonly source: { readonly importId: number; readonly file: string | null; readonly row: number | null } | null;
};

/** A span of days back from the instant: [from, to); without `to` as far back as there is anything. */
export type Span = { readonly key: 'now' | 'before'; readonly from: number; readonly to: number | null };

export type Counted = {
  readonly now: readonly Item[];
  readonly before: readonly Item[];
  /** Epoch seconds of the score. */
  readonly instant: number;
  /** Days since the first event, that day included; 0 without events. */
  readonly history: number;
};

/** Which rows make a feature, and how. */
export type EvidenceRule = {
  readonly table: TableName;
  readonly spans: readonly Span[];
  /** Rows of the spans that count; all where absent. */
  readonly takes?: (item: Item, instant: number) => boolean;
  /** The value from the rows; absent where it is not made of this account's rows alone. */
  readonly value?: (counted: Counted) => number;
};

export const daySeconds = 86_400;

/** Whole days from an item to the instant. */
export const ageOf = (item: Item, instant: number): number => Math.floor((instant - item.at) / daySeconds);

/** Mean of a figure over the items that have it; NaN where none has. */
export function meanOf(items: readonly Item[], figure: (item: Item) => number): number {
  const known = items.map(figure).filter((value) => !Number.isNaN(value));
  return known.length === 0 ? NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export const distinct = (values: Iterable<string | number | null>): number => {
  const seen = new Set(values);
  seen.delete(null);
  return seen.size;
};
