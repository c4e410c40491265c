import { describe, expect, it } from 'vitest';
import { monthLabel, monthOfSeconds, monthOfText, monthRange, monthStart } from './months.ts';

const at = (instant: string) => Date.parse(instant) / 1000;

describe('months', () => {
  it('are told alike from an instant, a day and a label', () => {
    const month = monthOfSeconds(at('2026-03-31T23:59:59Z'));
    expect(monthOfText('2026-03-31')).toBe(month);
    expect(monthOfText('2026-03')).toBe(month);
    expect(monthLabel(month)).toBe('2026-03');
    expect(monthOfSeconds(monthStart(month))).toBe(month);
    expect(monthOfSeconds(monthStart(month) - 1)).toBe(month - 1);
  });

  it('reach before 1970 and across years', () => {
    expect(monthLabel(monthOfText('1969-12'))).toBe('1969-12');
    expect(monthLabel(monthOfText('2025-12') + 1)).toBe('2026-01');
  });
});

describe('monthRange', () => {
  it('ends with the data of the whole book, so that silence shows', () => {
    const range = monthRange(at('2026-01-10T00:00:00Z'), at('2026-02-01T00:00:00Z'), at('2026-05-20T00:00:00Z'));
    expect(range).toEqual({ first: monthOfText('2026-01'), count: 5 });
  });

  it('never ends before the table itself', () => {
    const range = monthRange(at('2026-01-10T00:00:00Z'), at('2026-02-01T00:00:00Z'), at('2026-01-20T00:00:00Z'));
    expect(range?.count).toBe(2);
  });

  it('goes back three years at most', () => {
    const range = monthRange(at('1999-01-10T00:00:00Z'), at('2026-02-01T00:00:00Z'), null);
    expect(range).toEqual({ first: monthOfText('2023-03'), count: 36 });
  });

  it('is nothing where nothing is dated', () => {
    expect(monthRange(null, null, at('2026-05-20T00:00:00Z'))).toBeNull();
  });
});
