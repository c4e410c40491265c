import { describe, expect, it } from 'vitest';
import { monthsFrom, renewalsView, toFilter } from './view.ts';

describe('the view of renewals', () => {
  it('shows the month of the last day and those after it, over the turn of a year', () => {
    expect(monthsFrom('2026-11-30', 3)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(monthsFrom('2026-12-01', 1)).toEqual(['2026-12', '2027-01']);
  });

  it('asks for what the address says', () => {
    expect(toFilter(renewalsView.parse({}))).toMatchObject({ owners: [], months: 12, call: null, only: null });
    const view = renewalsView.parse({ owner: '', month: '2026-08', call: 'unsaid', only: 'owed', account: 7 });
    expect(toFilter(view)).toMatchObject({ owners: [''], month: '2026-08', call: 'unsaid', only: 'owed' });
    expect(view.account).toBe('7');
  });
});
