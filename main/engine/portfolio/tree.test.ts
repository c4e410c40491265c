import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PortfolioRow } from './shapes.ts';
import { groupsOf, leavesOf } from './tree.ts';

const rows = fc.array(
  fc.record({
    owner: fc.constantFrom('Ana', 'Ben', null),
    segment: fc.constantFrom('SMB', 'Enterprise', null),
    revenue: fc.integer({ min: 1, max: 50 }),
    risk: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  }),
  { maxLength: 60 },
);
const whole = (row: Partial<PortfolioRow>, place: number): PortfolioRow => ({
  id: `a${place}`, name: `A${place}`, owner: null, segment: null, plan: null, renewal: null, revenue: 1, seats: null, risk: null, health: null, ...row,
}); // prettier-ignore
const total = (list: readonly { revenue: number | null }[]) =>
  list.reduce((sum, { revenue }) => sum + (revenue ?? 0), 0);

describe('the tree map', () => {
  it('loses neither an account nor revenue, however few leaves there may be', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 9, max: 70 }), (list, most) => {
        const book = list.map(whole);
        const groups = groupsOf(book);
        const leaves = leavesOf(groups, most);
        expect(leaves.length).toBeLessThanOrEqual(most);
        expect(leaves.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(book.length);
        expect(total(leaves)).toBe(total(book));
        expect(total(groups)).toBe(total(book));
        if (book.length <= most) expect(leaves.every(({ id }) => id !== null)).toBe(true);
      }),
    );
  });

  it('weights risk by revenue, over those that have a score', () => {
    const [group] = groupsOf([{ revenue: 300, risk: 0.2 }, { revenue: 100, risk: 0.6 }, { revenue: 50 }].map(whole));
    expect(group).toMatchObject({ revenue: 450, atRisk: 120, risk: 0.3 });
    expect(groupsOf([whole({ revenue: 5 }, 0)])[0]!.risk).toBeNull();
  });

  it('keeps the largest accounts by name', () => {
    const groups = groupsOf([9, 1, 5, 7, 3].map((revenue, place) => whole({ revenue }, place)));
    expect(leavesOf(groups, 3).map(({ name, accounts, revenue }) => [name, accounts, revenue])).toEqual([
      ['A0', 1, 9],
      ['A3', 1, 7],
      [null, 3, 9],
    ]);
  });
});
