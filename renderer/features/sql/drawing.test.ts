import { describe, expect, it } from 'vitest';
import { chartTokens } from '../../ui/chart-theme.ts';
import { chosenColumns, mostPoints, numberColumns, optionOf, tableOf } from './drawing.ts';
import type { SqlAnswer } from './drawing.ts';

const answer = (rows: SqlAnswer['rows']): SqlAnswer => ({
  columns: [
    { name: 'month', type: 'text' },
    { name: 'accounts', type: 'number' },
    { name: 'mixed', type: 'mixed' },
    { name: 'mrr', type: 'number' },
  ],
  rows,
  more: false,
  stoppedBy: null,
  milliseconds: 1,
  dataVersion: 1,
  asOf: null,
});
const words = { noValue: '(none)', number: (value: number) => `<${value}>` };

describe('what is drawn', () => {
  it('is the first column of numbers along the first column', () => {
    expect(numberColumns(answer([]))).toEqual([1, 3]);
    expect(chosenColumns(answer([]), 'bar', {})).toEqual({ x: 0, y: [1] });
  });

  it('is what was chosen, as far as the result has it', () => {
    expect(chosenColumns(answer([]), 'line', { x: 2, y: [3, 1] })).toEqual({ x: 2, y: [3, 1] });
    expect(chosenColumns(answer([]), 'line', { x: 9, y: [2, 9] })).toEqual({ x: 0, y: [1] });
    expect(chosenColumns(answer([]), 'line', { y: [1, 3] })).toEqual({ x: 0, y: [1, 3] });
  });

  it('has numbers along both sides where points are drawn', () => {
    expect(chosenColumns(answer([]), 'scatter', { x: 0 })).toEqual({ x: 1, y: [3] });
  });

  it('is nothing where no column holds numbers', () => {
    expect(chosenColumns({ columns: [{ name: 'a', type: 'text' }] }, 'bar', {})).toBeNull();
    expect(chosenColumns({ columns: [{ name: 'a', type: 'number' }] }, 'bar', {})).toEqual({ x: 0, y: [0] });
  });
});

describe('a drawing', () => {
  const rows = [
    ['2026-01', 3, 'x', 10.5],
    [null, null, 2, 0],
  ];

  it('says in its table what it shows', () => {
    expect(tableOf(answer(rows), { x: 0, y: [1, 3] }, words)).toEqual({
      columns: ['month', 'accounts', 'mrr'],
      rows: [
        ['2026-01', '<3>', '<10.5>'],
        ['(none)', '(none)', '<0>'],
      ],
    });
  });

  it('keeps a missing value missing', () => {
    const option = optionOf(answer(rows), 'line', { x: 0, y: [1] }, words, chartTokens('light'));
    expect(option['series']).toMatchObject([{ type: 'line', name: 'accounts', data: [3, null], connectNulls: false }]);
    expect(option['xAxis']).toMatchObject({ type: 'category', data: ['2026-01', '(none)'] });
  });

  it('draws points by both numbers', () => {
    const option = optionOf(answer(rows), 'scatter', { x: 1, y: [3] }, words, chartTokens('dark'));
    expect(option['xAxis']).toMatchObject({ type: 'value' });
    expect(option['series']).toMatchObject([{ type: 'scatter', data: [[3, 10.5], [null, 0]] }]); // prettier-ignore
  });

  it('draws no more rows than somebody can read', () => {
    const many = Array.from({ length: mostPoints + 5 }, (_, index) => [String(index), index, 'x', 1]);
    const option = optionOf(answer(many), 'bar', { x: 0, y: [1] }, words, chartTokens('light'));
    expect((option['series'] as { data: unknown[] }[])[0]?.data).toHaveLength(mostPoints);
    expect(tableOf(answer(many), { x: 0, y: [1] }, words).rows).toHaveLength(mostPoints);
  });
});
