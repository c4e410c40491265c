import { describe, expect, it } from 'vitest';
import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { features } from '../models/index.ts';
import { fieldsOfChurn, fieldsOfFeature } from './feature-fields.ts';
import { featureNeeds, heldBy } from './needs.ts';
import type { Held } from './needs.ts';
import { systemsOf } from './systems.ts';

const everything: Held = Object.fromEntries(
  Object.values(tables).map(({ name, fields }) => [name, new Set(fields.map((field) => field.name))]),
);
const without = (table: TableName, ...fields: string[]): Held => ({
  ...everything,
  [table]: new Set([...(everything[table] ?? [])].filter((field) => !fields.includes(field))),
});
const group = (held: Held, name: string) => {
  const found = featureNeeds(held).find((need) => need.group === name);
  if (!found) throw new Error(`no group ${name}`);
  return found;
};

describe('what features need', () => {
  it('is said for every feature of the catalogue and for nothing else', () => {
    expect(Object.keys(fieldsOfFeature).sort()).toEqual(features.map(({ name }) => name).sort());
  });

  it('names fields that exist, and the table that the catalogue names', () => {
    for (const { name, source } of features) {
      const ways = fieldsOfFeature[name] ?? [];
      expect(
        ways.some((way) => way[source] !== undefined),
        name,
      ).toBe(true);
      for (const [table, fields] of [...ways, ...fieldsOfChurn].flatMap((way) => Object.entries(way)))
        for (const field of fields)
          expect(tables[table as TableName].fields.map((known) => known.name)).toContain(field);
    }
  });
});

describe('featureNeeds', () => {
  it('finds everything there in a full book', () => {
    for (const need of featureNeeds(everything)) {
      expect(need.sentence, need.group).toBeNull();
      expect(need.available, need.group).toBe(need.features);
      expect(need.needs.every(({ state }) => state === 'there')).toBe(true);
    }
  });

  it('finds nothing in an empty one, and says where it usually comes from', () => {
    for (const need of featureNeeds({})) {
      expect(need.available).toBe(0);
      expect(need.sentence).not.toBeNull();
      for (const { state, table, systems } of need.needs) {
        expect(state).toBe('missing');
        expect(systems).toEqual(systemsOf[table]);
        expect(systems.length).toBeGreaterThan(0);
      }
    }
    expect(group({}, 'support').needs.flatMap(({ systems }) => systems.flatMap(({ tools }) => tools))).toContain(
      'Zendesk',
    );
  });

  it('tells a half-filled table from a missing one', () => {
    const support = group(without('tickets', 'closed_at', 'priority'), 'support');
    expect(support.needs[0]).toMatchObject({ state: 'partly', missing: ['closed_at', 'priority'] });
    // Open, oldest open, reopened, escalated, satisfaction and resolution need the closing; serious ones the priority.
    expect(support.features - support.available).toBe(7);
    expect(support.sentence?.en).toBe('7 features stay blank. Missing: Tickets (Closed, Priority).');
    expect(support.sentence?.es).toBe('7 variables quedan en blanco. Falta: Tickets de soporte (Cerrado, Prioridad).');
  });

  it('does not ask for one way where another is open', () => {
    const contract = group(without('accounts', 'created_day'), 'contract');
    expect(contract.available).toBe(contract.features);
    expect(contract.needs.map(({ table }) => table)).toEqual(['subscriptions']);
    expect(group({ ...everything, churn_events: new Set() }, 'churn').sentence).toBeNull();
  });
});

describe('heldBy', () => {
  it('counts a field that any row fills, under the names that events give their users', () => {
    const field = (name: string, filled: number) => ({ field: name, filled, share: null });
    const held = heldBy([
      { table: 'events', rows: 3, fields: [field('event', 0), field('user_id', 1)] },
      { table: 'tickets', rows: 0, fields: [field('opened_at', 0)] },
    ]);
    expect([...(held.events ?? [])].sort()).toEqual(['contact_id', 'user_id']);
    expect(held.tickets).toBeUndefined();
  });
});
