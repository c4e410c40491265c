import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newsKinds } from '../../../shared/contract/index.ts';
import type { HomeRow, NewsItem } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { fellSilent, isChampion, renewalBand, ticketReasons } from './news-rules.ts';
import { byGravity, byRank, newsWeights, rankOf } from './rank.ts';
import { isSitting, lastVisit, runBefore, sinceWhen, sittingEnds } from './since.ts';
import type { Sitting } from './since.ts';

const plain = { priority: 'normal', escalated: 0, satisfaction: null, sentiment: null };
const five = { least: 1, most: 5 };

describe('negative tickets', () => {
  it.each([
    [{}, []],
    [{ escalated: 1 }, ['escalated']],
    [{ satisfaction: 2 }, ['dissatisfied']],
    [{ satisfaction: 2.5 }, []],
    [{ priority: ' Urgent ' }, ['urgent']],
    [{ priority: 'crítica', escalated: 1, satisfaction: 1 }, ['escalated', 'dissatisfied', 'urgent']],
    [{ priority: 'not urgent' }, []],
    [{ sentiment: 'Negative' }, ['negative']],
    [{ sentiment: 'negativo' }, ['negative']],
    [{ sentiment: -0.4 }, ['negative']],
    [{ sentiment: 'neutral' }, []],
  ])('%j is %j', (ticket, reasons) => {
    expect(ticketReasons({ ...plain, ...ticket }, five)).toEqual(reasons);
  });

  it('reads satisfaction by the scale of the book, and not at all without one', () => {
    expect(ticketReasons({ ...plain, satisfaction: 2 }, { least: 0, most: 100 })).toEqual(['dissatisfied']);
    expect(ticketReasons({ ...plain, satisfaction: 2 }, { least: 2, most: 2 })).toEqual([]);
    expect(ticketReasons({ ...plain, satisfaction: 2 }, null)).toEqual([]);
  });
});

describe('people and renewals', () => {
  it('knows a champion by the role, in both languages', () => {
    for (const role of ['Champion', 'Executive sponsor', 'Decision maker', 'Patrocinadora', 'Responsable de decisión'])
      expect(isChampion(role), role).toBe(true);
    for (const role of ['User', 'Billing', null]) expect(isChampion(role), String(role)).toBe(false);
  });

  it('tells of silence once, on the day that it is sixty days old', () => {
    const asOf = '2026-06-30';
    expect(fellSilent(addDays(asOf, -60), '2026-06-29', asOf)).toBe(true);
    expect(fellSilent(addDays(asOf, -59), '2026-06-29', asOf)).toBe(false);
    expect(fellSilent(addDays(asOf, -61), '2026-06-29', asOf)).toBe(false);
    expect(fellSilent(addDays(asOf, -61), '2026-06-28', asOf)).toBe(true);
    expect(fellSilent(null, '2026-06-29', asOf)).toBe(false);
  });

  it.each([
    ['2026-07-30', '2026-06-29', 30],
    ['2026-07-31', '2026-06-29', null],
    ['2026-08-29', '2026-06-01', 60],
    ['2026-07-15', '2026-01-01', 30],
    ['2026-06-30', '2026-06-29', null],
    ['2026-06-29', '2026-01-01', null],
    [null, '2026-01-01', null],
  ])('a renewal on %s, seen from %s, came within %s days', (renewal, from, band) => {
    expect(renewalBand(renewal, from, '2026-06-30')).toBe(band);
  });

  it('tells of each band exactly once, however often one looks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 20, maxLength: 40 }), (steps) => {
        const renewal = '2027-01-01';
        let day = '2026-08-01';
        const told: number[] = [];
        for (const step of steps) {
          const next = addDays(day, step);
          const band = renewalBand(renewal, day, next);
          if (band !== null) told.push(band);
          day = next;
        }
        expect(new Set(told).size).toBe(told.length);
        expect(told).toEqual([...told].sort((a, b) => b - a));
      }),
    );
  });
});

describe('rank', () => {
  const item = (kind: NewsItem['kind'], isBad = true): NewsItem => ({
    kind, key: kind, day: null, isBad, text: { en: '', es: '' }, details: [], taskId: null,
  }); // prettier-ignore
  const row = (id: string, annual: number | null, change: number | null, news = [item('ticket')]) => ({
    id,
    news,
    rank: rankOf(annual, change, news, 'EUR'),
  });

  it('is revenue × change, whichever way the change goes', () => {
    expect(rankOf(1_000_000, -0.12, [item('score')], 'EUR')).toEqual({
      by: 'score',
      weight: 0.12,
      amount: { minor: 120_000, currency: 'EUR' },
    });
  });

  it('is revenue × the weight of the gravest news where no change is known, and comes after', () => {
    const rows = [
      row('none', null, 0.9),
      row('weight', 900_000, null, [item('task'), item('cliff')]),
      row('small', 1_000, 0.06),
      row('large', 1_000_000, 0.06),
      row('light', 900_000, null, [item('task')]),
    ].sort(byRank);
    expect(rows.map(({ id }) => id)).toEqual(['large', 'small', 'weight', 'light', 'none']);
    expect(rows[2]!.rank.amount!.minor).toBe(900_000 * newsWeights.cliff);
  });

  it('is an order: the same whatever the rows were in before', () => {
    const any = fc.record({
      annual: fc.option(fc.integer({ min: 0, max: 5 })),
      change: fc.option(fc.constantFrom(-0.5, 0, 0.5)),
      kind: fc.constantFrom(...newsKinds),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.integer(), (list, turn) => {
        const rows = list.map(({ annual, change, kind }, place) => row(String(place), annual, change, [item(kind)]));
        const cut = rows.length === 0 ? 0 : Math.abs(turn) % rows.length;
        const other = [...rows.slice(cut), ...rows.slice(0, cut)];
        expect(other.sort(byRank)).toEqual([...rows].sort(byRank));
      }),
    );
  });

  it('puts bad news before good, then the heavier', () => {
    const sorted = [item('score', false), item('task'), item('cliff')].sort(byGravity);
    expect(sorted.map(({ kind }) => kind)).toEqual([
      'cliff',
      'task',
      'score',
    ] satisfies HomeRow['news'][number]['kind'][]);
  });
});

describe('since when', () => {
  const now = 1_780_000_000;
  const sitting = (id: number, ago: number, more: Partial<Sitting> = {}): Sitting => ({
    id,
    startedAt: now - ago,
    lastAt: now - ago,
    isClosed: false,
    dataDay: '2026-06-20',
    scoreDay: '2026-06-01',
    ...more,
  });

  it('takes who comes back within four hours for still there', () => {
    const [earlier, latest] = [sitting(1, 86_400), sitting(2, sittingEnds)];
    expect(lastVisit([latest, earlier], now)).toBe(earlier);
    expect(lastVisit([latest, earlier], now + 1)).toBe(latest);
    expect(lastVisit([{ ...latest, isClosed: true }, earlier], now)).toMatchObject({ id: 2 });
    expect(lastVisit([latest], now)).toBeNull();
    expect(isSitting(undefined, now)).toBe(false);
    // A sitting that was closed, went on, and was opened again by undo.
    const parts = [sitting(3, 60), sitting(2, 120), earlier];
    expect(lastVisit(parts, now)).toBe(earlier);
    expect(lastVisit([parts[0]!, { ...parts[1]!, isClosed: true }, earlier], now)).toMatchObject({ id: 2 });
  });

  it('counts from the data of the last visit, from days back, or from a day; never from after the data', () => {
    const visit = sitting(1, 86_400);
    expect(sinceWhen({ of: 'visit' }, visit, '2026-06-30', now)).toMatchObject({
      from: '2026-06-20',
      lateFrom: '2026-05-21',
      cameAfter: now - 86_400,
    });
    expect(sinceWhen({ of: 'visit' }, null, '2026-06-30', now)).toMatchObject({
      from: '2026-05-31',
      told: { of: 'first-visit' },
    });
    expect(sinceWhen({ of: 'days', days: 7 }, visit, '2026-06-30', now).from).toBe('2026-06-23');
    expect(sinceWhen({ of: 'day', day: '2027-01-01' }, visit, '2026-06-30', now).from).toBe('2026-06-30');
    // Data that was taken back since: nothing lies between.
    expect(sinceWhen({ of: 'visit' }, sitting(1, 9, { dataDay: '2026-07-09' }), '2026-06-30', now).from).toBe(
      '2026-06-30',
    );
  });

  it('holds the scores against those that were there then', () => {
    const runs = ['2026-04-01', '2026-05-01', '2026-06-01', '2026-06-30'].map((asOf) => ({ asOf }));
    const days = (days: number) =>
      runBefore(runs, '2026-06-30', sinceWhen({ of: 'days', days }, null, '2026-06-30', now));
    expect(days(7)).toEqual({ asOf: '2026-06-01' });
    expect(days(45)).toEqual({ asOf: '2026-05-01' });
    // None is so old: the oldest.
    expect(days(365)).toEqual({ asOf: '2026-04-01' });
    expect(
      runBefore([{ asOf: '2026-06-30' }], '2026-06-30', sinceWhen({ of: 'days', days: 7 }, null, '2026-06-30', now)),
    ).toBeNull();
    const visit = (scoreDay: string | null) =>
      runBefore(runs, '2026-06-30', sinceWhen({ of: 'visit' }, sitting(1, 9, { scoreDay }), '2026-06-30', now));
    expect(visit('2026-05-01')).toEqual({ asOf: '2026-05-01' });
    expect(visit('2026-06-30')).toBeNull();
    expect(visit(null)).toEqual({ asOf: '2026-06-01' });
  });
});
