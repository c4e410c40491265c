import { describe, expect, it } from 'vitest';
import { changed, countMore, question, readBrackets } from './search.ts';

const asked = question.parse({});

describe('a change of the question', () => {
  it('leaves the start event to the contract where periods follow it', () => {
    const started = { ...asked, start: { events: ['login'], where: [] }, entry: 'recurring' as const };
    expect(changed(started, { periods: 'contract' })).toEqual({
      periods: 'contract',
      start: { events: [], where: [] },
      entry: 'first-time',
    });
    expect(changed({ ...asked, periods: 'contract', cohortBy: 'term' }, { periods: 'calendar' })).toEqual({
      periods: 'calendar',
      cohortBy: null,
    });
    expect(changed(asked, { period: 'week' })).toEqual({ period: 'week' });
  });

  it('gives brackets lengths', () => {
    expect(changed(asked, { mode: 'bracket' })).toEqual({ mode: 'bracket', brackets: [1, 3, 3, 5] });
    expect(changed({ ...asked, brackets: [2] }, { mode: 'bracket' })).toEqual({ mode: 'bracket' });
  });

  it('counts what is set beyond the plain case', () => {
    expect(countMore(asked)).toBe(0);
    expect(countMore({ ...asked, periods: 'rolling', suppressBelow: 5, period: 'week' })).toBe(2);
  });
});

it.each([
  ['1, 3,3 5', [1, 3, 3, 5]],
  ['7', [7]],
  ['', null],
  ['0', null],
  ['1, x', null],
  ['1.5', null],
])('reads the brackets %o', (text, lengths) => {
  expect(readBrackets(text)).toEqual(lengths);
});
