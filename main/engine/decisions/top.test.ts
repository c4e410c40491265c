import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capacity, QueueRow, ScoredLike } from '../../../shared/contract/index.ts';
import { groupOf } from './scored-like.ts';
import { groupsOf, monthOf, rankedList } from './top.ts';

function account(id: string, monthly: number | null, probability: number, currency = 'EUR'): QueueRow {
  const money = (minor: number) => ({ minor, currency });
  return {
    id,
    name: id,
    owner: null,
    segment: null,
    plan: null,
    country: null,
    monthlyRevenue: monthly === null ? null : money(monthly),
    probability,
    change: null,
    revenueAtRisk: monthly === null ? null : money(Math.round(12 * monthly * probability)),
    reasons: [],
    renewalDay: null,
    lastSeenAt: null,
  };
}
const group = (predicted: number, observed: number, low: number, high: number): ScoredLike => ({
  predicted,
  observed,
  low,
  high,
  count: 100,
  churned: Math.round(100 * observed),
});
const groups = [group(0.1, 0.12, 0.08, 0.2), group(0.5, 0.4, 0.3, 0.55)];

describe('the top accounts', () => {
  it('pay from the cost over what is expected to be lost', () => {
    const list = rankedList([account('a', 100_000, 0.5), account('b', 50_000, 0.1)], groups, {
      cost: 120,
      saveRate: 0.1,
    });
    // a: 12 × 1,000.00 × 0.5; b: 12 × 500.00 × 0.1.
    expect(list.covered).toEqual([{ minor: 660_000, currency: 'EUR' }]);
    expect(list.expectedLeavers).toBeCloseTo(0.6, 12);
    expect(list.cost).toEqual({ each: { minor: 12_000, currency: 'EUR' }, total: { minor: 24_000, currency: 'EUR' } });
    expect(list.breakEven).toBeCloseTo(240 / 6_600, 12);
    expect(list.saved).toEqual({
      rate: 0.1,
      revenue: { minor: 66_000, currency: 'EUR' },
      net: { minor: 42_000, currency: 'EUR' },
      // b would have to be kept in a fifth of the cases.
      paying: 1,
    });
    expect(list.rows.map(({ breakEven, pays }) => [breakEven, pays])).toEqual([
      [0.02, true],
      [0.2, false],
    ]);
    expect(list.coveredRange).toEqual({
      low: { minor: 408_000, currency: 'EUR' },
      seen: { minor: 552_000, currency: 'EUR' },
      high: { minor: 780_000, currency: 'EUR' },
    });
  });

  it('at the break-even share bring in what they cost', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e7 }), fc.double({ min: 0.01, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 5_000 }), (accounts, cost) => {
        const list = accounts.map(([monthly, probability], index) => account(`a${index}`, monthly, probability));
        const { breakEven } = rankedList(list, [], { cost, saveRate: null });
        if (breakEven === null || breakEven > 1) return;
        const { saved } = rankedList(list, [], { cost, saveRate: breakEven });
        expect(Math.abs(saved?.net.minor ?? NaN)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are not reckoned up where that would be a guess', () => {
    const mixed = [account('a', 100, 0.5), account('b', 100, 0.5, 'USD'), account('c', 100, 0.5, 'USD')];
    const list = rankedList(mixed, groups, { cost: 1, saveRate: 0.1 });
    expect(list.covered.map(({ currency }) => currency)).toEqual(['USD', 'EUR']);
    expect(list).toMatchObject({ breakEven: null, breakEvenMissing: 'currencies', saved: null, coveredRange: null });
    expect(list.rows[0]).toMatchObject({ breakEven: null, pays: null });
    const unpaid = rankedList([account('a', null, 0.5)], groups, { cost: 1, saveRate: 0.1 });
    expect(unpaid).toMatchObject({ breakEven: null, breakEvenMissing: 'no-revenue', cost: null, saved: null });
    expect(rankedList([account('a', 100, 0.5)], groups, { cost: null, saveRate: null })).toMatchObject({
      breakEven: null,
      breakEvenMissing: 'no-cost',
      saved: null,
    });
    expect(rankedList([account('a', 100, 0.5)], [], { cost: 1, saveRate: null }).coveredRange).toBeNull();
  });

  it('come with the group of the validation that is nearest', () => {
    expect(groupOf(groups, 0.29)?.predicted).toBe(0.1);
    expect(groupOf(groups, 0.31)?.predicted).toBe(0.5);
    expect(groupOf(groups, null)).toBeNull();
    expect(groupOf([], 0.3)).toBeNull();
    const { rows } = rankedList([account('a', 1, 0.9), account('b', 1, 0.6)], groups, { cost: null, saveRate: null });
    expect(groupsOf(rows, groups)).toEqual([{ ...groups[1], accounts: 2 }]);
  });

  it('ask the card for no more accounts a month than there are to be worked', () => {
    const interval = { value: 0.3, low: 0.2, high: 0.4 };
    const capacity: Capacity = {
      months: 6,
      accounts: 900,
      points: [10, 50, 100].map((top) => ({ top, recall: interval, precision: interval, revenue: null })),
    };
    expect(monthOf(capacity, { capacity: 60, per: 'month' })?.top).toBe(50);
    // Some 65 a month.
    expect(monthOf(capacity, { capacity: 15, per: 'week' })?.top).toBe(50);
    expect(monthOf(capacity, { capacity: 5, per: 'month' })?.top).toBe(10);
    expect(monthOf(null, { capacity: 5, per: 'month' })).toBeNull();
  });
});
