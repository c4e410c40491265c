import { describe, expect, it } from 'vitest';
import type { ColumnPreview } from '../../../shared/contract/index.ts';
import {
  addCondition,
  addDerivation,
  emptyMapping,
  ownColumns,
  personalColumns,
  privacyOf,
  protectPersonal,
  removeConstant,
  removeDerivation,
  setColumnDate,
  setColumnDecimal,
  setConstant,
  setField,
  setFinder,
  setNormalisation,
  setOptional,
  setPrivacy,
  setUnpivot,
  setValueMap,
} from './mapping-edit.ts';

const columns = ['id', 'company', 'opened'].map((column) => ({ column }));
const base = setField(setField(emptyMapping(columns, 'tickets'), 'id', 'ticket_id'), 'opened', 'opened_at');
const fieldOfColumn = (mapping: typeof base, column: string) =>
  mapping.columns.find((entry) => entry.column === column)?.field;

describe('setField', () => {
  it('gives a field to one column only', () => {
    expect(setField(base, 'company', 'ticket_id').columns).toEqual([
      { column: 'id', field: null },
      { column: 'company', field: 'ticket_id' },
      { column: 'opened', field: 'opened_at' },
    ]);
  });

  it('lets several columns lead to the account of a row, but only one be the id of an account', () => {
    const tickets = setField(setField(base, 'id', 'account_id'), 'company', 'account_id');
    expect(tickets.columns.filter(({ field }) => field === 'account_id')).toHaveLength(2);
    const accounts = emptyMapping(columns, 'accounts');
    const one = setField(setField(accounts, 'id', 'account_id'), 'company', 'account_id');
    expect(one.columns.filter(({ field }) => field === 'account_id')).toHaveLength(1);
  });

  it('takes the place of a constant, and forgets how the column led to its account', () => {
    expect(setField(setConstant(base, 'account_id', 'acme'), 'company', 'account_id').constants).toEqual({});
    const found = setFinder(setField(base, 'company', 'account_id'), 'company', 'domain');
    expect(found.columns[1]).toEqual({ column: 'company', field: 'account_id', find: 'domain' });
    expect(setField(found, 'company', 'subject').columns[1]).toEqual({ column: 'company', field: 'subject' });
  });
});

describe('settings of one column', () => {
  it('are set and taken back without a trace', () => {
    const changed = setColumnDecimal(setColumnDate(base, 'opened', 'dmy'), 'opened', ',');
    expect(changed.columns[2]).toEqual({ column: 'opened', field: 'opened_at', dateFormat: 'dmy', decimal: ',' });
    expect(setColumnDecimal(setColumnDate(changed, 'opened', null), 'opened', null)).toEqual(base);
    expect(setFinder(setFinder(base, 'id', 'name'), 'id', 'id')).toEqual(base);
  });
});

describe('privacy', () => {
  const accounts = setField(emptyMapping([{ column: 'mail' }, { column: 'plan' }], 'accounts'), 'mail', 'attributes');
  const profile = [
    { column: 'mail', personal: 'email' },
    { column: 'plan', personal: null },
  ] as unknown as ColumnPreview[];

  it('is kept, hidden or left out', () => {
    expect(privacyOf(accounts.columns[0])).toBe('keep');
    expect(privacyOf(setPrivacy(accounts, 'mail', 'pseudonym').columns[0])).toBe('pseudonym');
    expect(privacyOf(setPrivacy(accounts, 'mail', 'leave-out').columns[0])).toBe('leave-out');
    expect(setPrivacy(setPrivacy(accounts, 'mail', 'pseudonym'), 'mail', 'keep')).toEqual(accounts);
  });

  it('brings a column back to the field that was proposed for it', () => {
    expect(fieldOfColumn(setPrivacy(accounts, 'plan', 'pseudonym', 'plan'), 'plan')).toBe('plan');
    expect(fieldOfColumn(setPrivacy(accounts, 'plan', 'keep'), 'plan')).toBe('attributes');
    expect(fieldOfColumn(setPrivacy(base, 'company', 'keep'), 'company')).toBe('attributes');
  });

  it('covers all columns that tell of persons at once', () => {
    expect(personalColumns(accounts, profile)).toEqual(['mail']);
    for (const privacy of ['pseudonym', 'leave-out'] as const) {
      const covered = protectPersonal(accounts, profile, privacy);
      expect(personalColumns(covered, profile)).toEqual([]);
      expect(privacyOf(covered.columns[0])).toBe(privacy);
    }
  });
});

describe('constants and conditions', () => {
  it('take the place of a column and can be removed', () => {
    const mapping = setConstant(base, 'ticket_id', 'T');
    expect(mapping.columns[0]).toEqual({ column: 'id', field: null });
    expect(removeConstant(mapping, 'ticket_id').constants).toEqual({});
  });

  it('start as "not blank" on the first column', () => {
    expect(addCondition(base).keepWhere).toEqual([{ column: 'id', is: 'not-blank', value: '' }]);
  });

  it('have settings that are absent rather than blank', () => {
    expect(setOptional(base, 'source', 'zendesk').source).toBe('zendesk');
    expect('source' in setOptional(setOptional(base, 'source', 'zendesk'), 'source', null)).toBe(false);
  });
});

describe('columns that the mapping makes', () => {
  it('can be mapped at once, and go with what made them', () => {
    const made = addDerivation(base, { how: 'domain', column: 'company', as: 'domain' });
    expect(ownColumns(made)).toEqual(['domain']);
    const mapped = setField(made, 'domain', 'account_id');
    expect(fieldOfColumn(mapped, 'domain')).toBe('account_id');
    expect(removeDerivation(mapped, 'domain')).toEqual(base);
  });

  it('come of turned columns, which are then no longer fields themselves', () => {
    const events = setField(emptyMapping(columns, 'events'), 'company', 'quantity');
    const turned = setUnpivot(events, { columns: ['company'], name: 'what', value: 'much', skip: 'blank' });
    expect(ownColumns(turned)).toEqual(['what', 'much']);
    expect(fieldOfColumn(turned, 'company')).toBeNull();
    const named = setField(turned, 'what', 'event_name');
    const again = setUnpivot(named, { columns: ['id'], name: 'kind', value: 'much', skip: 'blank' });
    expect(fieldOfColumn(again, 'kind')).toBe('event_name');
    expect(again.columns.some(({ column }) => column === 'what')).toBe(false);
    expect(setUnpivot(again, null).columns.map(({ column }) => column)).toEqual(['id', 'company', 'opened']);
  });
});

describe('values and keys', () => {
  it('leave no empty maps behind', () => {
    const mapped = setValueMap(base, { column: 'id', values: { Monthly: 'month' }, otherwise: 'keep' });
    expect(mapped.valueMaps).toHaveLength(1);
    expect(setValueMap(mapped, { column: 'id', values: {}, otherwise: 'keep' })).toEqual(base);
    expect(setValueMap(mapped, { column: 'id', values: {}, otherwise: 'reject' }).valueMaps).toHaveLength(1);
    expect(setNormalisation(setNormalisation(base, 'id', ['lower']), 'id', [])).toEqual(base);
  });
});
