import { expect, it } from 'vitest';
import { cellText, timeText } from './cells.ts';

it('a value is shown as SQL has it', () => {
  expect([2026, 0.1 + 0.2, 1234567.5, 1e21, 'x', null, '', -3].map(cellText)).toEqual([
    '2026',
    '0.3',
    '1234567.5',
    '1e+21',
    'x',
    '–',
    '',
    '-3',
  ]);
});

it('a time is never nothing', () => {
  const words = (value: number): string => String(Math.round(value));
  const duration = (value: number): string => `${value} s`;
  expect([0.2, 999, 1_500].map((time) => timeText(time, words, duration))).toEqual(['1 ms', '999 ms', '1.5 s']);
});
