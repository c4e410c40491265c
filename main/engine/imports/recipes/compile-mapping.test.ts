import { describe, expect, it } from 'vitest';
import { compileMapping } from './compile-mapping.ts';
import { mappingOf, outcomes } from './testing/mappings.ts';

const only = (found: ReturnType<typeof outcomes>) => found.map(({ stored, refusal }) => stored ?? refusal);

describe('columns that are written in their own way', () => {
  it('are read by their own date format and decimal sign', () => {
    const mapping = mappingOf(
      { table: 'subscriptions', dateFormat: 'dmy', decimal: ',', currency: 'EUR' },
      {
        id: 'subscription_id',
        account: 'account_id',
        start: 'start_day',
        end: { field: 'end_day', dateFormat: 'mdy' },
        mrr: 'mrr',
        seats: { field: 'seats', decimal: '.' },
      },
    );
    const header = ['id', 'account', 'start', 'end', 'mrr', 'seats'];
    expect(only(outcomes(mapping, header, [['S', 'A', '03/04/2026', '03/04/2026', '1.234,50', '1,234']]))).toEqual([
      {
        subscription_id: 'S',
        account_id: 'A',
        start_day: '2026-04-03',
        end_day: '2026-03-04',
        mrr: 123_450,
        seats: 1234,
        currency: 'EUR',
      },
    ]);
    expect(only(outcomes(mapping, header, [['S', 'A', '03/04/2026', '13/04/2026', '1', '1']]))).toEqual([
      'end: "13/04/2026" is not a date read as month-day-year',
    ]);
  });

  it('keep the minor units of their currency', () => {
    const mapping = mappingOf(
      { table: 'invoices' },
      { id: 'invoice_id', account: 'account_id', day: 'issued_day', sum: 'amount', unit: 'currency' },
    );
    const rows = [
      ['1', 'A', '2026-01-01', '1200', 'JPY'],
      ['2', 'A', '2026-01-01', '1.234', 'KWD'],
      ['3', 'A', '2026-01-01', '12.5', 'eur'],
    ];
    expect(
      outcomes(mapping, ['id', 'account', 'day', 'sum', 'unit'], rows).map(({ stored }) => [
        stored?.['amount'],
        stored?.['currency'],
      ]),
    ).toEqual([
      [1200, 'JPY'],
      [1234, 'KWD'],
      [1250, 'EUR'],
    ]);
  });
});

describe('accounts that are looked up', () => {
  const header = ['id', 'account', 'company', 'mail', 'at'];

  it('are found by several columns in their order, and a blank one is not refused here', () => {
    const mapping = mappingOf(
      { table: 'tickets' },
      {
        id: 'ticket_id',
        account: 'account_id',
        company: { field: 'account_id', find: 'name' },
        mail: { field: 'account_id', find: 'email' },
        at: 'opened_at',
      },
    );
    const plan = compileMapping(mapping, header, 'f.csv');
    expect(plan.accountBy).toEqual([
      { column: 'account', index: 1, find: 'id' },
      { column: 'company', index: 2, find: 'name' },
      { column: 'mail', index: 3, find: 'email' },
    ]);
    expect(plan.sources.map(({ field }) => field.name)).not.toContain('account_id');
    expect(
      plan.read(
        ['1', '', '', '', '2026-01-01'],
        plan.table.fields.map(() => null),
      ),
    ).toBeNull();
  });

  it('are not where one column holds the id', () => {
    const plan = compileMapping(
      mappingOf({ table: 'tickets' }, { account: 'account_id', id: 'ticket_id', at: 'opened_at' }),
      header,
      'f.csv',
    );
    expect(plan.accountBy).toEqual([]);
    expect(
      plan.read(
        ['1', '', '', '', '2026-01-01'],
        plan.table.fields.map(() => null),
      ),
    ).toMatchObject({ column: 'account' });
  });
});

describe('since when a row is known', () => {
  const header = ['id', 'known'];
  const knownAt = (knownAt: string, cell: string) =>
    only(
      outcomes(mappingOf({ table: 'accounts', knownAt }, { id: 'account_id', known: 'known_at' }), header, [
        ['A', cell],
      ]),
    )[0];

  it('its own column says first, then the recipe', () => {
    expect(knownAt('row', '2026-01-02T00:00:00Z')).toEqual({ account_id: 'A', known_at: 1_767_312_000 });
    expect(knownAt('row', '')).toEqual({ account_id: 'A' });
    expect(knownAt('2025-01-01T00:00:00Z', '')).toEqual({ account_id: 'A', known_at: 1_735_689_600 });
    expect(knownAt('2025-01-01T00:00:00Z', 'soon')).toBe('known: "soon" is not a date since when the row is known');
  });

  it('is not asked of events', () => {
    const mapping = mappingOf({ table: 'events' }, { a: 'account_id', b: 'occurred_at', c: 'event', d: 'known_at' });
    expect(() => compileMapping(mapping, ['a', 'b', 'c', 'd'], 'f.csv')).toThrow(/known from when they happen/);
  });
});

describe('row filters', () => {
  const kept = (is: string, value: string, cells: string[], rest: object = {}) => {
    const mapping = mappingOf(
      { table: 'accounts', keepWhere: [{ column: 'x', is: is as never, value }], ...rest },
      { id: 'account_id' },
    );
    const plan = compileMapping(mapping, ['id', 'x'], 'f.csv');
    return cells.filter((cell) => plan.keeps(['1', cell]));
  };

  it('compare texts', () => {
    expect(kept('contains', 'b', ['abc', 'ac', ' b '])).toEqual(['abc', ' b ']);
    expect(kept('not-contains', 'b', ['abc', 'ac', ''])).toEqual(['ac', '']);
    expect(kept('starts-with', 'a', ['abc', ' ac', 'ca'])).toEqual(['abc', ' ac']);
    expect(kept('blank', '', ['', ' ', 'x'])).toEqual(['', ' ']);
  });

  it('compare numbers as the file writes them', () => {
    expect(kept('greater', '1000', ['1.500', '999,5', '1000', 'x', ''], { decimal: ',' })).toEqual(['1.500']);
    expect(kept('less', '1.5', ['1.4', '-3', '1.5', '', '2'])).toEqual(['1.4', '-3']);
  });

  it('compare dates as the file writes them', () => {
    expect(
      kept('greater', '2026-02-01', ['03/02/2026', '01/02/2026', '31/01/2026', ''], { dateFormat: 'dmy' }),
    ).toEqual(['03/02/2026']);
  });

  it('refuse to compare with what has no order', () => {
    expect(() => kept('less', 'gold', [])).toThrow(/neither a number nor a date/);
  });
});
