import type { Field, FieldHistory, FieldType } from './table-types.ts';

/** Headers that mean the account, in every table. */
export const accountSynonyms = [
  'account',
  'account id',
  'accountid',
  'customer',
  'customer id',
  'customerid',
  'company id',
  'organization id',
  'organisation id',
  'org id',
  'client id',
  'tenant id',
  'workspace id',
  'account number',
  'customer number',
  'customer no',
  'customer key',
  'account key',
  'account code',
  'customer code',
  'id cuenta',
  'cuenta',
  'id cliente',
  'cliente',
  'id empresa',
  'codigo cliente',
  'codigo de cliente',
  'numero de cliente',
  'num cliente',
  'n cliente',
  'cod cliente',
  'codigo cuenta',
];

export function field(
  name: string,
  type: FieldType,
  history: FieldHistory,
  en: string,
  es: string,
  synonyms: readonly string[] = [],
  required?: true,
): Field {
  return { name, type, history, label: { en, es }, synonyms, ...(required ? { required } : {}) };
}

export const account = (history: FieldHistory): Field =>
  field('account_id', 'id', history, 'Account', 'Cuenta', accountSynonyms, true);
export const currency = field('currency', 'currency', 'dated', 'Currency', 'Moneda', [
  'currency code',
  'divisa',
  'ccy',
]);
