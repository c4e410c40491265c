import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTransform } from './transform.ts';
import { createPseudonymiser, pseudonymKey } from './pseudonym.ts';
import { mappingOf, outcomes, testPseudonyms } from './testing/mappings.ts';

const accounts = { table: 'accounts' } as const;
const values = (found: ReturnType<typeof outcomes>) => found.map(({ stored, refusal }) => stored ?? refusal);

describe('derived columns', () => {
  it('split, join and domain, one after another', () => {
    const mapping = mappingOf(
      {
        ...accounts,
        derive: [
          { how: 'split', column: 'place', separator: ',', part: -1, as: 'country' },
          { how: 'join', columns: ['first', 'last'], separator: ' ', as: 'name' },
          { how: 'domain', column: 'mail', as: 'domain' },
          { how: 'join', columns: ['domain', 'country'], separator: '/', as: 'key' },
        ],
      },
      { key: 'account_id', name: 'name', country: 'country', domain: 'website' },
    );
    const rows = [
      ['Ana', 'Ruiz', 'Calle 1, Madrid,  ES ', 'ana@mail.acme.co.uk'],
      ['Bo', '', 'SE', 'https://www.bo.se/x'],
    ];
    expect(values(outcomes(mapping, ['first', 'last', 'place', 'mail'], rows))).toEqual([
      { account_id: 'acme.co.uk/ES', name: 'Ana Ruiz', country: 'ES', website: 'acme.co.uk' },
      { account_id: 'bo.se/SE', name: 'Bo', country: 'SE', website: 'bo.se' },
    ]);
  });

  it('cannot take the name of a column, nor speak of one that is not there, nor ask for part 0', () => {
    const derive = (how: object) => mappingOf({ ...accounts, derive: [how as never] }, { id: 'account_id' });
    const compile = (how: object) => () => compileTransform(derive(how), ['id', 'a'], 'f.csv', null);
    expect(compile({ how: 'domain', column: 'a', as: 'id' })).toThrow(/there is one of that name already/);
    expect(compile({ how: 'domain', column: 'b', as: 'c' })).toThrow(/has no column "b"/);
    expect(compile({ how: 'split', column: 'a', separator: '-', part: 0, as: 'c' })).toThrow(/count from 1/);
  });
});

describe('key normalisation and value maps', () => {
  it('bring ids that two systems write in two ways together', () => {
    const mapping = mappingOf(
      { ...accounts, normalise: { id: ['letters-and-digits', 'upper', 'no-leading-zeros'] } },
      { id: 'account_id' },
    );
    const ids = ['ac-017', ' AC 017', '000123', '123.0', '0'].map((id) => [id]);
    expect(values(outcomes(mapping, ['id'], ids)).map((row) => (row as { account_id: string }).account_id)).toEqual([
      'AC017',
      'AC017',
      '123',
      '123',
      '0',
    ]);
  });

  it('map values without regard to case; the others stay, go or are refused', () => {
    const of = (otherwise: 'keep' | 'blank' | 'reject') =>
      mappingOf(
        { ...accounts, valueMaps: [{ column: 'size', values: { Monthly: 'small', ANNUAL: 'large' }, otherwise }] },
        { id: 'account_id', size: 'segment' },
      );
    const rows = [
      ['1', 'monthly'],
      ['2', ' Annual '],
      ['3', 'odd'],
      ['4', ''],
    ];
    const segments = (otherwise: 'keep' | 'blank' | 'reject') =>
      values(outcomes(of(otherwise), ['id', 'size'], rows)).map((row) =>
        typeof row === 'string' ? row : (row?.['segment'] ?? null),
      );
    expect(segments('keep')).toEqual(['small', 'large', 'odd', null]);
    expect(segments('blank')).toEqual(['small', 'large', null, null]);
    expect(segments('reject')).toEqual([
      'small',
      'large',
      'size: "odd" is not among the values that the recipe knows for it',
      null,
    ]);
  });

  it('do not refuse rows that the filter leaves out, and the filter sees mapped values', () => {
    const mapping = mappingOf(
      {
        ...accounts,
        valueMaps: [
          { column: 'kind', values: { t: 'test', p: 'paying' }, otherwise: 'keep' },
          { column: 'size', values: { s: 'small' }, otherwise: 'reject' },
        ],
        keepWhere: [{ column: 'kind', is: 'not-equals', value: 'test' }],
      },
      { id: 'account_id', size: 'segment' },
    );
    const found = outcomes(
      mapping,
      ['id', 'kind', 'size'],
      [
        ['1', 'T', 'odd'],
        ['2', 'P', 's'],
      ],
    );
    expect(found).toEqual([
      { row: 2, filtered: true },
      { row: 3, stored: { account_id: '2', segment: 'small' } },
    ]);
  });
});

describe('unpivot', () => {
  const wide = (rest: object = {}) =>
    mappingOf(
      {
        table: 'events',
        unpivot: { columns: ['logins', 'exports'], name: 'feature', value: 'count', skip: 'zero-or-blank' },
        valueMaps: [{ column: 'feature', values: { logins: 'log in' }, otherwise: 'keep' }],
        ...rest,
      },
      { account: 'account_id', day: 'occurred_at', feature: 'event', count: 'quantity' },
    );
  const header = ['account', 'day', 'logins', 'exports'];

  it('makes one row of each filled cell and keeps the number of the line', () => {
    const found = outcomes(wide(), header, [
      ['A', '2026-01-01', '3', '0'],
      ['B', '2026-01-01', '2', '1'],
      ['C', '2026-01-01', '', 'n/a'],
    ]);
    expect(
      found.map(({ row, stored }) => [row, stored?.['account_id'], stored?.['event'], stored?.['quantity']]),
    ).toEqual([
      [2, 'A', 'log in', 3],
      [3, 'B', 'log in', 2],
      [3, 'B', 'exports', 1],
    ]);
  });

  it('keeps numbers right around blank and ragged lines', () => {
    const found = outcomes(wide(), header, [
      ['', '', '', ''],
      ['A', '2026-01-01', '3', '1'],
      ['B', '2026-01-01'],
      ['C', '2026-01-01', '1', ''],
    ]);
    expect(found.map(({ row, refusal }) => [row, refusal ?? null])).toEqual([
      [3, null],
      [3, null],
      [4, ': it has 2 values where the header has 4 columns'],
      [5, null],
    ]);
  });
});

describe('ids with their source', () => {
  it('get it in front, once, but not the ids of other systems', () => {
    const mapping = mappingOf(
      { ...accounts, source: 'zendesk', prefixIds: true },
      { id: 'account_id', other: 'external_id', name: 'name' },
    );
    const found = outcomes(
      mapping,
      ['id', 'other', 'name'],
      [
        ['42.0', 'SF-1', 'Acme'],
        ['zendesk:7', '', 'Bo'],
        ['', '', 'nobody'],
      ],
    );
    expect(values(found)).toEqual([
      { account_id: 'zendesk:42', external_id: 'SF-1', name: 'Acme' },
      { account_id: 'zendesk:7', name: 'Bo' },
      'id: Account id is blank, and accounts cannot do without it',
    ]);
  });

  it('need a source', () => {
    const mapping = mappingOf({ ...accounts, prefixIds: true }, { id: 'account_id' });
    expect(() => compileTransform(mapping, ['id'], 'f.csv', null)).toThrow(/names no source/);
  });

  it('are not put in front of what is looked up by name', () => {
    const mapping = mappingOf(
      { table: 'tickets', source: 'zendesk', prefixIds: true },
      {
        id: 'ticket_id',
        org: { field: 'account_id', find: 'name' },
        requester: { field: 'account_id', find: 'contact' },
        at: 'opened_at',
      },
    );
    const { rows } = compileTransform(mapping, ['id', 'org', 'requester', 'at'], 'f.csv', null).apply(
      [['1', 'Acme', '9', '2026-01-01']],
      2,
      new Set(),
    );
    expect(rows).toEqual([['zendesk:1', 'Acme', 'zendesk:9', '2026-01-01']]);
  });
});

describe('pseudonyms', () => {
  it('are equal for equal values, however written, and differ between workspaces', () => {
    const here = createPseudonymiser(pseudonymKey(new Uint8Array(32).fill(1)));
    const there = createPseudonymiser(pseudonymKey(new Uint8Array(32).fill(2)));
    expect(here(' Ana@Acme.es ')).toBe(here('ana@acme.ES'));
    expect(here('ana@acme.es')).toMatch(/^p_[a-z2-7]{16}$/);
    expect(here('ana@acme.es')).not.toBe(there('ana@acme.es'));
    expect(here('ana@acme.es')).not.toBe(here('ana@acme.e'));
    expect(['', '  ', 'n/a'].map(here)).toEqual(['', '', '']);
  });

  it('stay as they are when they come again, so that mended rows join', () => {
    const pseudonymise = createPseudonymiser(testPseudonyms);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(pseudonymise(pseudonymise(text))).toBe(pseudonymise(text));
      }),
      { numRuns: 200 },
    );
  });

  it('stand in place of the value in what is stored and in rejected rows', () => {
    const mapping = mappingOf(
      { table: 'contacts', source: 'crm', prefixIds: true },
      {
        id: { field: 'contact_id', privacy: 'pseudonym' },
        account: 'account_id',
        mail: { field: 'email', privacy: 'pseudonym' },
        phone: null,
      },
    );
    const header = ['id', 'account', 'mail', 'phone'];
    const p = createPseudonymiser(testPseudonyms);
    const found = outcomes(mapping, header, [
      ['C1', 'A', 'ana@acme.es', '+34 1'],
      ['C2', '', 'bo@acme.es', '+34 2'],
    ]);
    expect(found).toEqual([
      { row: 2, stored: { contact_id: `crm:${p('C1')}`, account_id: 'crm:A', email: p('ana@acme.es') } },
      {
        row: 3,
        refusal: 'account: Account is blank, and contacts cannot do without it',
        raw: [p('C2'), '', p('bo@acme.es'), ''],
      },
    ]);
  });

  it('cannot stand where a date or a number must', () => {
    const mapping = mappingOf(accounts, { id: 'account_id', born: { field: 'created_day', privacy: 'pseudonym' } });
    expect(() => compileTransform(mapping, ['id', 'born'], 'f.csv', testPseudonyms)).toThrow(/cannot hold a pseudonym/);
  });
});

describe('what rejected rows keep', () => {
  const mapping = mappingOf(
    { ...accounts, derive: [{ how: 'domain', column: 'mail', as: 'site' }] },
    { id: 'account_id', secret: null, mail: null, site: 'website', rest: 'attributes' },
  );
  const header = ['id', 'secret', 'mail', 'rest'];
  const raw = (cells: string[]) => outcomes(mapping, header, [cells])[0]?.raw;

  it('is nothing of columns that are left out, and the domain where only it is used', () => {
    expect(raw(['', 'hush', 'ana@acme.es', 'r'])).toEqual(['', '', 'acme.es', 'r']);
  });

  it('is only what cannot belong to such a column where cells are missing or too many', () => {
    expect(raw(['1', 'hush', 'ana@acme.es', 'r', 'more'])).toEqual(['1', '', '', '', 'more']);
    expect(raw(['hush', 'ana@acme.es', 'r'])).toEqual(['', '', '']);
  });

  it('never is a cell of a column that is left out, wherever cells are missing or too many', () => {
    const columns = ['id', 'a', 'b', 'c', 'd', 'e'];
    const leftOut = fc.subarray(columns.slice(1), { minLength: 1 });
    fc.assert(
      fc.property(leftOut, fc.nat(6), fc.nat(3), fc.boolean(), (hidden, place, count, isMore) => {
        const fields = columns.map((name) => [name, hidden.includes(name) ? null : 'attributes'] as const);
        const mapping = mappingOf(accounts, { ...Object.fromEntries(fields), id: 'account_id' });
        const cells = columns.map((name) => `<${name}>`);
        if (isMore) cells.splice(place, 0, ...Array<string>(count).fill('more'));
        else cells.splice(place, count);
        const { raw } = compileTransform(mapping, columns, 'f.csv', null).apply([cells], 2, new Set());
        for (const name of hidden) expect(raw[0]).not.toContain(`<${name}>`);
        if (cells.length === columns.length) expect(raw[0]).toHaveLength(columns.length);
      }),
    );
  });

  it('is nothing where quotes are broken', () => {
    const transform = compileTransform(mapping, header, 'f.csv', null);
    const { raw: kept } = transform.apply([['1', 'hush', 'a', 'b']], 2, new Set([0]));
    expect(kept).toEqual([['', '', '', '']]);
  });
});

describe('plain files', () => {
  it('go through untouched and uncopied', () => {
    const mapping = mappingOf(
      { ...accounts, normalise: { id: [] }, keepWhere: [{ column: 'id', is: 'not-blank', value: '' }] },
      { id: 'account_id', name: 'name' },
    );
    const transform = compileTransform(mapping, ['id', 'name'], 'f.csv', null);
    const rows = [['1', 'Acme']];
    const batch = transform.apply(rows, 2, new Set());
    expect(transform.changesRows).toBe(false);
    expect(transform.rawCells).toBeNull();
    expect(batch.rows).toBe(rows);
    expect(batch.raw).toBe(rows);
    expect(batch.numbers).toBeNull();
  });
});
