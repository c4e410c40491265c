import { fieldsOfTables } from './table-fields.ts';
import { tableNames } from './table-types.ts';
import type { Table, TableName } from './table-types.ts';

export { tableNames } from './table-types.ts';
export type { Field, FieldHistory, FieldType, Table, TableName } from './table-types.ts';

const definitions: Record<TableName, Omit<Table, 'name' | 'fields'>> = {
  accounts: { label: { en: 'Accounts', es: 'Cuentas' }, key: 'account_id', time: null, laterKnown: {} },
  contacts: { label: { en: 'Contacts', es: 'Contactos' }, key: 'contact_id', time: null, laterKnown: {} },
  subscriptions: {
    label: { en: 'Subscriptions', es: 'Suscripciones' },
    key: 'subscription_id',
    time: 'start_day',
    laterKnown: { end_day: ['end_day', 'status'] },
  },
  invoices: {
    label: { en: 'Invoices', es: 'Facturas' },
    key: 'invoice_id',
    time: 'issued_day',
    laterKnown: { paid_day: ['paid_day', 'status'] },
  },
  events: { label: { en: 'Usage events', es: 'Eventos de uso' }, key: 'event_id', time: 'occurred_at', laterKnown: {} },
  tickets: {
    label: { en: 'Tickets', es: 'Tickets de soporte' },
    key: 'ticket_id',
    time: 'opened_at',
    laterKnown: { closed_at: ['closed_at', 'satisfaction', 'escalated'] },
  },
  interactions: {
    label: { en: 'Interactions', es: 'Interacciones' },
    key: 'interaction_id',
    time: 'occurred_at',
    laterKnown: {},
  },
  surveys: { label: { en: 'Surveys', es: 'Encuestas' }, key: 'response_id', time: 'submitted_at', laterKnown: {} },
  churn_events: {
    label: { en: 'Churn events', es: 'Bajas' },
    key: 'churn_event_id',
    time: 'churn_day',
    laterKnown: {},
  },
  signals: {
    label: { en: 'External signals', es: 'Señales externas' },
    key: 'signal_id',
    time: 'observed_at',
    laterKnown: {},
  },
};

/** Every canonical table with its fields, in the order in which a file set is committed (accounts first). */
export const tables: Readonly<Record<TableName, Table>> = Object.fromEntries(
  tableNames.map((name) => [name, { name, ...definitions[name], fields: fieldsOfTables[name] }]),
) as unknown as Record<TableName, Table>;

export function isTableName(value: string): value is TableName {
  return (tableNames as readonly string[]).includes(value);
}
