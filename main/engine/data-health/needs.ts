import type { Bilingual, FeatureNeed, TableCoverage } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { features } from '../models/index.ts';
import { fieldsOfChurn, fieldsOfFeature } from './feature-fields.ts';
import type { Requirement } from './feature-fields.ts';
import { systemsOf } from './systems.ts';

const titles: Readonly<Record<string, Bilingual>> = {
  usage: { en: 'Usage', es: 'Uso' },
  people: { en: 'People', es: 'Personas' },
  support: { en: 'Support', es: 'Soporte' },
  money: { en: 'Money', es: 'Dinero' },
  contract: { en: 'Contract', es: 'Contrato' },
  market: { en: 'Market', es: 'Mercado' },
  churn: { en: 'Known churns', es: 'Bajas conocidas' },
};

/** Words for the properties under which events may say who did them. */
const userProperties = ['contact_id', 'user_id', 'user', 'distinct_id'];

/** What the book has, by table: the fields that at least one row fills. */
export type Held = Partial<Readonly<Record<TableName, ReadonlySet<string>>>>;

export function heldBy(coverage: readonly Pick<TableCoverage, 'table' | 'rows' | 'fields'>[]): Held {
  return Object.fromEntries(
    coverage
      .filter(({ rows }) => rows > 0)
      .map(({ table, fields }) => {
        const filled = new Set(fields.filter(({ filled: count }) => count > 0).map(({ field }) => field));
        if (table === 'events' && userProperties.some((key) => filled.has(key))) filled.add('contact_id');
        return [table, filled];
      }),
  );
}

/**
 * Every group of the models' features with what it needs, what of that is missing and where it usually comes from. A
 * feature counts as available where each field it needs is filled in at least one row.
 */
export function featureNeeds(held: Held): FeatureNeed[] {
  const groups = Map.groupBy(features, ({ theme }) => theme);
  const needs = [...groups].map(([theme, members]) => {
    const required = members.map(({ name }) => fieldsOfFeature[name] ?? []);
    const available = required.filter((ways) => ways.some((way) => isMet(way, held))).length;
    return describe(theme, required, members.length, available, held);
  });
  return [...needs, describe('churn', [fieldsOfChurn], 0, 0, held)];
}

function isMet(way: Requirement, held: Held): boolean {
  return Object.entries(way).every(([table, fields]) => fields.every((field) => has(held, table as TableName, field)));
}

function has(held: Held, table: TableName, field: string): boolean {
  return held[table]?.has(field) ?? false;
}

function describe(
  group: string,
  required: readonly (readonly Requirement[])[],
  count: number,
  available: number,
  held: Held,
): FeatureNeed {
  // Where one of several ways is open, the others are not missed.
  const asked = required.flatMap((ways) => {
    const open = ways.filter((way) => isMet(way, held));
    return open.length > 0 ? open : ways;
  });
  const needs = (Object.keys(tables) as TableName[]).flatMap((table) => {
    const wanted = new Set(asked.flatMap((way) => way[table] ?? []));
    const fields = tables[table].fields.map(({ name }) => name).filter((name) => wanted.has(name));
    return fields.length === 0 ? [] : [needOf(table, fields, held)];
  });
  const title = titles[group] ?? { en: group, es: group };
  return {
    group,
    title,
    sentence: sentenceOf(group, needs, count - available, held),
    features: count,
    available,
    needs,
  };
}

function needOf(table: TableName, fields: string[], held: Held): FeatureNeed['needs'][number] {
  const missing = fields.filter((field) => !has(held, table, field));
  const state = missing.length === 0 ? 'there' : held[table] === undefined ? 'missing' : 'partly';
  return { table, fields, missing, state, systems: [...systemsOf[table]] };
}

function sentenceOf(group: string, needs: FeatureNeed['needs'], unavailable: number, held: Held): Bilingual | null {
  const open = needs.filter(({ state }) => state !== 'there');
  if (group === 'churn') {
    if (fieldsOfChurn.some((way) => isMet(way, held))) return null;
    return {
      en: 'Nothing in the book tells that an account left, so a model has nothing to learn from. Import churn events, or subscriptions with their end.',
      es: 'Nada en la cartera dice que una cuenta se fue, así que un modelo no tiene de qué aprender. Importe bajas, o suscripciones con su fin.',
    };
  }
  if (open.length === 0) return null;
  const part = (language: 'en' | 'es') =>
    open
      .map(({ table, missing, state }) => {
        const { label, fields } = tables[table];
        const named = missing.map((name) => fields.find((field) => field.name === name)?.label[language] ?? name);
        return state === 'missing' ? label[language] : `${label[language]} (${named.join(', ')})`;
      })
      .join('; ');
  return {
    en: `${count(unavailable, 'feature stays', 'features stay')} blank. Missing: ${part('en')}.`,
    es: `${count(unavailable, 'variable queda', 'variables quedan')} en blanco. Falta: ${part('es')}.`,
  };
}

function count(number: number, one: string, other: string): string {
  return `${number} ${number === 1 ? one : other}`;
}
