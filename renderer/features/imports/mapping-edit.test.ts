import { describe, expect, it } from 'vitest';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import {
  addCondition,
  emptyMapping,
  isAnswered,
  mappingFileOf,
  openQuestions,
  readiness,
  removeConstant,
  setConstant,
  setField,
} from './mapping-edit.ts';

const preview: FilePreview = {
  grant: 'g1',
  name: 'tickets.csv',
  size: 10,
  encoding: 'utf-8',
  delimiter: ',',
  sampledRows: 2,
  estimatedRows: 2,
  table: { name: 'tickets', confidence: 0.9, alternatives: [] },
  columns: ['id', 'company', 'opened'].map((column) => ({
    column,
    type: 'text',
    filled: 1,
    distinct: 2,
    samples: ['03/04/2025'],
    dateOrders: [],
    proposed: { field: null, confidence: 0, reason: 'none' },
  })),
  mapping: null,
  questions: [
    { kind: 'missing-field', column: null, field: 'account_id' },
    { kind: 'date-order', column: 'opened', field: 'opened_at' },
  ],
  stored: [],
  problem: null,
};

const base: FileMapping = setField(
  setField(emptyMapping(preview, 'tickets'), 'id', 'ticket_id'),
  'opened',
  'opened_at',
);

describe('setField', () => {
  it('gives a field to one column only', () => {
    const mapping = setField(base, 'company', 'ticket_id');
    expect(mapping.columns).toEqual([
      { column: 'id', field: null },
      { column: 'company', field: 'ticket_id' },
      { column: 'opened', field: 'opened_at' },
    ]);
  });

  it('lets several columns be further attributes', () => {
    const mapping = setField(setField(base, 'id', 'attributes'), 'company', 'attributes');
    expect(mapping.columns.filter((entry) => entry.field === 'attributes')).toHaveLength(2);
  });

  it('takes the place of a constant', () => {
    expect(setField(setConstant(base, 'account_id', 'acme'), 'company', 'account_id').constants).toEqual({});
  });
});

describe('setConstant', () => {
  it('takes the place of a column and can be removed', () => {
    const mapping = setConstant(base, 'ticket_id', 'T');
    expect(mapping.columns[0]).toEqual({ column: 'id', field: null });
    expect(removeConstant(mapping, 'ticket_id').constants).toEqual({});
  });
});

describe('questions', () => {
  it('are open until the mapping answers them', () => {
    expect(openQuestions(preview, base)).toHaveLength(2);
    const account = setField(base, 'company', 'account_id');
    expect(openQuestions(preview, account).map((question) => question.kind)).toEqual(['date-order']);
    expect(openQuestions(preview, { ...account, dateOrder: 'dmy' })).toEqual([]);
  });

  it('about a date close when the column is left out', () => {
    expect(
      isAnswered({ kind: 'date-order', column: 'opened', field: 'opened_at' }, setField(base, 'opened', null)),
    ).toBe(true);
  });

  it('about an account are answered by a subscription for events only', () => {
    const question = { kind: 'missing-field', column: null, field: 'account_id' } as const;
    const events = setField(emptyMapping(preview, 'events'), 'company', 'subscription_id');
    expect(isAnswered(question, events)).toBe(true);
    expect(isAnswered(question, { ...events, table: 'tickets' })).toBe(false);
  });

  it('without a mapping stay open', () => {
    expect(readiness([{ preview: { ...preview, questions: [] }, mapping: null }])).toEqual({
      ready: false,
      open: 1,
      unreadable: 0,
    });
  });
});

describe('readiness', () => {
  it('counts files that cannot be read', () => {
    const unreadable = { ...preview, columns: [], problem: 'This is not text.' };
    expect(readiness([{ preview: unreadable, mapping: null }])).toEqual({ ready: false, open: 0, unreadable: 1 });
    expect(readiness([])).toEqual({ ready: false, open: 0, unreadable: 0 });
  });
});

describe('conditions and names', () => {
  it('start as "not blank" on the first column', () => {
    expect(addCondition(base).keepWhere).toEqual([{ column: 'id', is: 'not-blank', value: '' }]);
  });

  it('are saved with the header that recognises the file', () => {
    expect(mappingFileOf('help desk', [{ preview, mapping: base }]).files[0]?.match).toEqual({
      header: ['id', 'company', 'opened'],
    });
  });
});
