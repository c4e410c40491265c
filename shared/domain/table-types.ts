/** The canonical tables. The same words stand in the database, the mappings, the contract and on the screens. */
export const tableNames = [
  'accounts',
  'contacts',
  'subscriptions',
  'invoices',
  'events',
  'tickets',
  'interactions',
  'surveys',
  'churn_events',
  'signals',
] as const;

export type TableName = (typeof tableNames)[number];

/**
 * How a value is read and stored.
 * - `id`: text; `17850.0` is read as `17850`
 * - `money`: decimal currency units in the file, integer minor units in the database
 * - `day`: stored `2026-03-31`; `instant`: stored as epoch seconds UTC
 * - `boolean`: stored 0 or 1
 */
export type FieldType =
  'id' | 'text' | 'category' | 'integer' | 'number' | 'money' | 'currency' | 'boolean' | 'day' | 'instant';

/**
 * Since when a value may be used by a point-in-time feature.
 * - `dated`: the row carries its own instant, the value was known from then
 * - `static`: does not change over an account's life (country, industry)
 * - `current`: only today's value is known: unsafe for training
 */
export type FieldHistory = 'dated' | 'static' | 'current';

export type Field = {
  readonly name: string;
  readonly type: FieldType;
  readonly required?: true;
  readonly history: FieldHistory;
  readonly label: { readonly en: string; readonly es: string };
  /** Other headers that mean this field, lower case, words separated by one space. */
  readonly synonyms: readonly string[];
};

export type Table = {
  readonly name: TableName;
  readonly label: { readonly en: string; readonly es: string };
  /** The field that identifies a row; where a file has none, the row's identity is the hash of its values. */
  readonly key: string;
  /** The instant or day at which a row happened; null for accounts and contacts, which only have a current state. */
  readonly time: string | null;
  /** When a later instant or day becomes known (a ticket is closed, a subscription ends), the fields known only from then. */
  readonly laterKnown: Readonly<Record<string, readonly string[]>>;
  readonly fields: readonly Field[];
};
