import { describe, expect, it } from 'vitest';
import { riskFilter, riskStage } from '../../../shared/contract/index.ts';
import type { Risk } from '../../../shared/contract/index.ts';
import { dayNumber } from '../../../shared/domain/time.ts';
import { dayIn } from './days.ts';
import { historyOf, matches, sortRisks, sumMoney, totalsOf, viewOf } from './rules.ts';

const at = (instant: string): number => Date.parse(instant) / 1000;

const risk = (id: number, values: Partial<Risk> = {}): Risk => ({
  id,
  account: { id: `a${id}`, name: `Account ${id}`, owner: null, segment: null, monthlyRevenue: null, probability: null },
  stage: 'at-risk',
  reason: null,
  owner: null,
  note: null,
  openedAt: '2026-01-01T00:00:00Z',
  openedBy: null,
  due: null,
  daysOverdue: null,
  stageAt: '2026-01-01T00:00:00Z',
  daysInStage: 0,
  daysOpen: 0,
  closedAt: null,
  closingWords: null,
  stakeOpened: null,
  stakeNow: null,
  probabilityOpened: null,
  probabilityNow: null,
  view: 'unknown',
  renewalDay: null,
  evidence: 0,
  ...values,
});

describe('days in a stage', () => {
  it('are midnights in the zone, also over a change of the clock', () => {
    const stages = [
      { stage: 'at-risk', at: at('2026-03-27T23:30:00Z'), person: null, words: null },
      { stage: 'saving', at: at('2026-03-29T22:30:00Z'), person: 'Ana', words: 'called' },
    ] as const;
    const days = (zone: string, now: string) => historyOf(stages, dayIn(zone), at(now)).map((one) => one.days);
    // In Madrid it is the 28th already, and clocks go forward on the 29th: 22:30 UTC is 00:30 of the 30th.
    expect(days('UTC', '2026-03-30T01:00:00Z')).toEqual([2, 1]);
    expect(days('Europe/Madrid', '2026-03-30T01:00:00Z')).toEqual([2, 0]);
    expect(days('America/Los_Angeles', '2026-03-30T06:59:00Z')).toEqual([2, 0]);
    expect(days('America/Los_Angeles', '2026-03-30T07:00:00Z')).toEqual([2, 1]);
    expect(days('Pacific/Kiritimati', '2026-03-30T10:00:00Z')).toEqual([2, 1]);
    expect(() => dayIn('Mars/Olympus')).toThrow('not a time zone');
  });

  it('are never negative where a clock was set back', () => {
    const stages = [{ stage: 'lost', at: at('2026-05-02T00:00:00Z'), person: null, words: null }] as const;
    expect(historyOf(stages, dayIn('UTC'), at('2026-05-01T00:00:00Z'))[0]!.days).toBe(0);
  });
});

describe('model against person', () => {
  it.each([
    ['at-risk', null, 0.1, 'unknown'],
    ['at-risk', 0.3, null, 'unknown'],
    ['at-risk', 0.05, 0.1, 'calm'],
    ['saving', 0.1, 0.1, 'agree'],
    ['plan-in-place', 0.6, 0.1, 'agree'],
    ['recovered', 0.39, 0.1, 'agree'],
    ['recovered', 0.4, 0.1, 'alarmed'],
    ['lost', 0.01, 0.1, 'agree'],
  ] as const)('%s with %s in a book of %s: %s', (stage, probability, base, view) => {
    expect(viewOf(stage, probability, base)).toBe(view);
  });
});

describe('the register', () => {
  const today = dayNumber('2026-06-10');
  const eur = (minor: number) => ({ minor, currency: 'EUR' });
  const all = [
    risk(1, { due: '2026-06-09', daysOverdue: 1, stakeNow: eur(500), owner: 'Ana' }),
    risk(2, { due: '2026-06-17', stage: 'saving', stakeNow: { minor: 700, currency: 'USD' } }),
    risk(3, { due: null, reason: { id: 3, name: { en: 'C', es: 'C' } }, stakeNow: eur(1) }),
    risk(4, { due: '2026-01-01', stage: 'lost', view: 'agree', owner: 'Ana', stakeNow: eur(9) }),
    risk(5, { due: '2026-06-10', note: 'Budget cut', stakeNow: null }),
  ];
  const ids = (filter: Parameters<typeof riskFilter.parse>[0], members: ReadonlySet<string> | null = null) =>
    all.filter((one) => matches(one, riskFilter.parse(filter), today, members)).map(({ id }) => id);

  it('filters by who, why, when and what', () => {
    expect(ids({})).toEqual([1, 2, 3, 4, 5]);
    expect(ids({ due: 'overdue' })).toEqual([1]);
    expect(ids({ due: 'week' })).toEqual([1, 2, 5]);
    expect(ids({ due: 'none' })).toEqual([3]);
    expect(ids({ owners: ['Ana'] })).toEqual([1, 4]);
    expect(ids({ owners: [''] })).toEqual([2, 3, 5]);
    expect(ids({ reasons: [3] })).toEqual([3]);
    expect(ids({ view: 'agree' })).toEqual([4]);
    expect(ids({ search: 'BUDGET' })).toEqual([5]);
    expect(ids({ account: 'a2' })).toEqual([2]);
    expect(ids({}, new Set(['a3']))).toEqual([3]);
  });

  it('sorts by due day with the overdue first, and what is not due last, whichever way', () => {
    const order = (sort: string, descending: boolean) => sortRisks(all, sort, descending).map(({ id }) => id);
    expect(order('due', false)).toEqual([1, 5, 2, 3, 4]);
    expect(order('due', true)).toEqual([2, 5, 1, 3, 4]);
    expect(order('stake', true)).toEqual([2, 1, 4, 3, 5]);
    expect(order('stage', false)).toEqual([1, 3, 5, 2, 4]);
  });

  it('sums each currency on its own, to the cent', () => {
    expect(sumMoney([eur(10), null, { minor: 700, currency: 'USD' }, eur(1)])).toEqual([
      { minor: 700, currency: 'USD' },
      eur(11),
    ]);
    const totals = totalsOf(all);
    expect(totals.map(({ stage }) => stage)).toEqual(riskStage.options);
    expect(totals[0]).toEqual({ stage: 'at-risk', risks: 3, overdue: 1, stake: [eur(501)], withoutStake: 1 });
    expect(totals.reduce((sum, { risks }) => sum + risks, 0)).toBe(all.length);
  });
});
