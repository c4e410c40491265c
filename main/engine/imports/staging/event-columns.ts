import type { FieldSource, RowPlan } from '../recipes/index.ts';
import { isBlank } from '../understand/values.ts';

/** Columns of an event file by what they say. */
export type EventColumnsPlan = {
  readonly id: FieldSource | undefined;
  readonly account: FieldSource | undefined;
  readonly subscription: FieldSource | undefined;
  readonly contact: FieldSource | undefined;
  readonly instant: FieldSource | undefined;
  readonly event: FieldSource | undefined;
  readonly quantity: FieldSource | undefined;
  /** Columns that say whose an event is. */
  readonly owners: readonly { readonly index: number }[];
  /** What is kept beside account, instant, name and quantity. */
  readonly properties: readonly { readonly key: string; readonly index: number; readonly constant: string }[];
};

const propertyFields = ['platform', 'contact_id'];

export function eventColumns(plan: RowPlan): EventColumnsPlan {
  const source = (name: string): FieldSource | undefined => plan.sources.find(({ field }) => field.name === name);
  const [account, subscription, contact] = ['account_id', 'subscription_id', 'contact_id'].map(source);
  const [id, instant, event, quantity] = ['event_id', 'occurred_at', 'event', 'quantity'].map(source);
  return {
    id,
    account,
    subscription,
    contact,
    instant,
    event,
    quantity,
    owners: [...plan.accountBy, ...[account, subscription, contact].flatMap((column) => column ?? [])],
    properties: [
      ...propertyFields
        .flatMap((name) => source(name) ?? [])
        .map(({ field, index, constant }) => ({ key: field.name, index, constant })),
      ...plan.attributes.map(({ name, index }) => ({ key: name, index, constant: '' })),
    ],
  };
}

/** What a quantity says: NaN where it is blank, undefined where it is no number. */
export function readQuantity(source: FieldSource | undefined, text: string): number | undefined {
  if (text === '' || source === undefined || isBlank(text)) return Number.NaN;
  return source.read(text) as number | undefined;
}
