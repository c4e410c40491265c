import { describe, expect, it } from 'vitest';
import type { MergeProposal } from '../../../shared/contract/index.ts';
import { compare, factKeys, nameOf, swapped } from './compare.ts';
import { firstKind } from './search.ts';

const facts = (id: string, name: string | null): MergeProposal['keep'] => ({
  id,
  name,
  website: null,
  country: 'ES',
  source: 'HubSpot',
  rows: 3,
  monthlyRevenue: null,
});
const proposal: MergeProposal = {
  id: 'p',
  kind: 'exact',
  score: 0.9,
  keep: facts('A', 'Alder'),
  merge: facts('B', null),
  evidence: [
    { kind: 'tax-id', left: 'ES1', right: 'es-1', likeness: 1 },
    { kind: 'domain', left: 'alder.example', right: 'alder.example', likeness: 1 },
    { kind: 'name', left: 'alder', right: 'aldder', likeness: 0.8 },
  ],
};

describe('compare', () => {
  it('puts evidence beside the fact that it is about, and the rest on lines of its own, first', () => {
    const lines = compare(proposal);
    expect(lines.map(({ key }) => key)).toEqual(['tax-id-0', ...factKeys.filter((key) => key !== 'revenue')]);
    expect(lines[0]).toMatchObject({ left: 'ES1', right: 'es-1', likeness: 1, fact: null });
    expect(lines.find(({ key }) => key === 'name')).toMatchObject({ left: 'Alder', right: 'aldder', likeness: 0.8 });
    expect(lines.find(({ key }) => key === 'website')).toMatchObject({ left: 'alder.example', evidenceKind: 'domain' });
    expect(lines.find(({ key }) => key === 'country')).toMatchObject({ left: 'ES', right: 'ES', likeness: null });
  });

  it('says nothing of what neither side has', () => {
    const bare = compare({ ...proposal, evidence: [] }).map(({ key }) => key);
    expect(bare).not.toContain('website');
    const revenue = { minor: 100, currency: 'EUR' };
    const paying = compare({ ...proposal, merge: { ...proposal.merge, monthlyRevenue: revenue } });
    expect(paying.map(({ key }) => key)).toContain('revenue');
  });

  it('loses no evidence, however often a kind occurs', () => {
    const emails = [1, 2, 3].map((number) => ({
      kind: 'contact-email' as const,
      left: `${number}`,
      right: `${number}`,
      likeness: 1,
    }));
    const lines = compare({ ...proposal, evidence: emails });
    expect(lines.filter(({ likeness }) => likeness !== null)).toHaveLength(3);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });
});

describe('swapped', () => {
  it('exchanges accounts and evidence, and twice is nothing', () => {
    const other = swapped(proposal);
    expect([other.keep.id, other.merge.id]).toEqual(['B', 'A']);
    expect(other.evidence[0]).toMatchObject({ left: 'es-1', right: 'ES1' });
    expect(swapped(other)).toEqual(proposal);
  });
});

describe('nameOf', () => {
  it('falls back to the id', () => {
    expect([nameOf(proposal.keep), nameOf(proposal.merge)]).toEqual(['Alder', 'B']);
  });
});

describe('firstKind', () => {
  it('is the surest list with something in it', () => {
    expect(firstKind({ exact: 0, likely: 2, possible: 3 })).toBe('likely');
    expect(firstKind({ exact: 0, likely: 0, possible: 0 })).toBe('exact');
  });
});
