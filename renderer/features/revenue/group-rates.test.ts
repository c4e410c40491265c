import { describe, expect, it } from 'vitest';
import type { RevenueFigures } from '../../../shared/contract/index.ts';
import { drawnGroups, figuresOverTime, groupRatesSheet, mostDrawn, movementBehind } from './group-rates.ts';
import type { Group, Movements } from './question.ts';

const figures = (start: number, end: number, churn = 0, nrr: number | null = null): RevenueFigures => ({
  bridge: { start, new: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0, end },
  customers: {
    start, new: 0, reactivation: 0, expansion: 0, contraction: 0, churn, end, wonAndLost: 0, returned: 0,
  }, // prettier-ignore
  rates: { nrr, grr: null, logoChurn: null, logoLow: null, logoHigh: null, yearly: null },
  due: { renewals: 0, renewed: 0, target: 0, gross: 0, net: 0, grossRate: null, netRate: null, logoRate: null },
});
const group = (value: string, size: number, periods: Group['periods'] = []): Group => ({
  value,
  rest: false,
  trailing: figures(size, size),
  periods,
});
const periods = ['2026-01', '2026-02'].map((period) => ({
  period,
  from: `${period}-01`,
  to: `${period}-28`,
  complete: true,
  ...figures(1, 1),
})) satisfies Movements['periods'];

describe('groups over time', () => {
  it('are drawn where they are large, in the order in which they are told', () => {
    const groups = Array.from({ length: mostDrawn + 2 }, (_, index) => group(String(index), index));
    const { drawn, others } = drawnGroups(groups);
    expect(drawn.map(({ value }) => value)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9']);
    expect(others.map(({ value }) => value)).toEqual(['0', '1']);
    expect(drawnGroups(groups.slice(0, 3)).others).toEqual([]);
  });

  it('say nothing of a period that they are not told in', () => {
    const late = group('late', 1, [{ period: '2026-02', ...figures(2, 2, 0, 1.25) }]);
    expect(figuresOverTime(late, periods).map((at) => at?.rates.nrr ?? null)).toEqual([null, 1.25]);
    const sheet = groupRatesSheet({ groups: [late], periods } as unknown as Movements, 'nrr', {
      sheet: 'NRR',
      period: 'Period',
      periods: ['Jan 2026', 'Feb 2026'],
      group: ({ value }) => value ?? '',
    });
    expect(sheet.columns).toEqual(['Period', 'late']);
    expect(sheet.rows).toEqual([
      ['Jan 2026', null],
      ['Feb 2026', 1.25],
    ]);
  });

  it('open those who were lost, those of the start, or nobody', () => {
    expect(movementBehind(figures(3, 2, 1), 'logoChurn')).toBe('churn');
    expect(movementBehind(figures(3, 3), 'logoChurn')).toBe('start');
    expect(movementBehind(figures(3, 2, 1), 'nrr')).toBe('start');
    expect(movementBehind(figures(0, 2), 'grr')).toBeNull();
  });
});
