import { describe, expect, it } from 'vitest';
import { exactPairs } from './exact-pairs.ts';
import { judgePairs } from './find-merges.ts';
import { judge } from './judge.ts';
import type { Entry } from './judge.ts';
import { nameWords } from './name-words.ts';

let last = 0;
function entry(facts: Partial<Entry> & { name?: string | null }): Entry {
  const name = facts.name ?? null;
  return {
    id: `id-${++last}`,
    words: name === null ? [] : nameWords(name),
    domain: null,
    domainFrom: 'website',
    taxId: null,
    externalId: null,
    country: null,
    industry: null,
    source: 'crm',
    parent: null,
    createdDay: null,
    payingIn: [],
    ...facts,
    name,
  };
}
const crm = (name: string | null, facts: Partial<Entry> = {}): Entry => entry({ ...facts, name, source: 'crm' });
const desk = (name: string | null, facts: Partial<Entry> = {}): Entry => entry({ ...facts, name, source: 'desk' });
const kindOf = (left: Entry, right: Entry, ...rest: [] | [Parameters<typeof judge>[2]]): string =>
  judge(left, right, ...rest)?.kind ?? 'none';
const bookOf = (...entries: Entry[]) => ({
  entries,
  placeOf: new Map(entries.map(({ id }, place) => [id, place])),
  sharedEmails: new Map<string, number[]>(),
});

describe('judging a pair', () => {
  it('is exact by a key between systems', () => {
    expect(kindOf(crm('Acme', { taxId: 'b12345678' }), desk('ACME S.L.', { taxId: 'b12345678' }))).toBe('exact');
    expect(kindOf(crm('Acme', { domain: 'acme.es' }), desk(null, { domain: 'acme.es' }))).toBe('exact');
    expect(kindOf(crm('Acme'), desk('Acme Iberia'), { externalId: ['7', '7'] })).toBe('exact');
    expect(kindOf(crm('Acme'), desk('Acme Inc'), { email: 'ana@acme.es' })).toBe('exact');
  });

  it('asks where a key and the names disagree', () => {
    expect(kindOf(crm('Acme'), desk('Globex'), { externalId: ['7', '7'] })).toBe('possible');
    expect(kindOf(crm('Acme Spain', { domain: 'acme.com' }), desk('Acme France', { domain: 'acme.com' }))).not.toBe(
      'exact',
    );
  });

  it('is never exact by the name alone', () => {
    expect(kindOf(crm('Northwind Traders', { country: 'ES' }), desk('Northwind Traders SL', { country: 'ES' }))).toBe(
      'likely',
    );
    expect(kindOf(crm('Northwind Traders'), crm('Northwind Traders SL'))).toBe('possible');
    expect(kindOf(crm('Northwind Traders', { country: 'ES' }), desk('Northwind Traders', { country: 'MX' }))).toBe(
      'possible',
    );
  });

  it('tells typing errors from other words', () => {
    expect(kindOf(crm('Northwind Traders'), desk('Nortwind Traders'))).toBe('likely');
    expect(kindOf(crm('Delta Air'), desk('Delta Dental'))).toBe('none');
    expect(kindOf(crm('Store 12'), desk('Store 14'))).toBe('none');
    expect(
      kindOf(crm('International Business Machines', { domain: 'ibm.com' }), desk('IBM', { domain: 'ibm.com' })),
    ).toBe('exact');
  });

  it('takes parents and children, other tax ids and two payers of one system for two', () => {
    const parent = crm('Acme', { taxId: 'b12345678' });
    expect(kindOf(parent, desk('Acme', { taxId: 'b12345678', parent: parent.id }))).toBe('none');
    expect(kindOf(crm('Acme', { taxId: 'b12345678' }), desk('Acme', { taxId: 'b87654321' }))).toBe('none');
    const paying = { payingIn: ['billing'] };
    expect(kindOf(crm('Acme', paying), desk('Acme', paying))).toBe('none');
    expect(
      kindOf(crm('Acme', { ...paying, taxId: 'b12345678' }), desk('Acme', { ...paying, taxId: 'b12345678' })),
    ).toBe('possible');
  });

  it('tells the evidence for and against', () => {
    const judged = judge(
      crm('Acme', { country: 'ES', domain: 'acme.es' }),
      desk('ACME Inc.', { country: 'ES', domain: 'acme.com' }),
    );
    expect(judged?.evidence).toEqual([
      { kind: 'domain', left: 'acme.es', right: 'acme.com', likeness: 0 },
      { kind: 'name', left: 'Acme', right: 'ACME Inc.', likeness: 1 },
      { kind: 'country', left: 'ES', right: 'ES', likeness: 1 },
    ]);
  });
});

describe('pairs over a book', () => {
  it('finds ids of other systems with and without the system in front', () => {
    const one = crm('Acme', { id: '42' });
    const other = desk('Acme Support', { id: 'desk:7', externalId: '42' });
    const third = entry({ name: 'Acme Pay', source: 'pay', externalId: 'crm:42' });
    const pairs = exactPairs(bookOf(one, other, third));
    expect(pairs.get(0)?.get(1)?.externalId).toBeDefined();
    expect(pairs.get(0)?.get(2)?.externalId).toBeDefined();
  });

  it('does not believe numbers that only happen to be equal', () => {
    const names = ['Alpha Foods', 'Bravo Glass', 'Cedar Motors', 'Delta Wine'];
    const ours = names.map((name, at) => crm(name, { id: `${at}` }));
    const theirs = names.map((_, at) => desk(`${names[(at + 1) % 4]} ${at}`, { id: `d${at}`, externalId: `${at}` }));
    expect(judgePairs(bookOf(...ours, ...theirs)).filter(({ kind }) => kind === 'exact')).toEqual([]);
  });

  it('names none of several as likely where a name does not tell which', () => {
    const found = judgePairs(bookOf(crm('Northwind Traders'), desk('Northwind Traders'), desk('Northwind Traders SL')));
    expect(found.map(({ kind }) => kind)).toEqual(['possible', 'possible', 'possible']);
    const withKey = judgePairs(
      bookOf(
        crm('Northwind Traders', { taxId: 'b12345678' }),
        desk('Northwind Traders', { taxId: 'b12345678' }),
        desk('Northwind Traders SL'),
      ),
    );
    expect(withKey.filter(({ left, right }) => left.source !== right.source).map(({ kind }) => kind)).toEqual([
      'exact',
    ]);
  });
});
