import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTable, readTable } from '../tables/index.ts';
import { tableSurvival } from './table.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const missing = !existsSync(join(shared, 'golden.json'));

const lines = [
  'name,days,left,plan,age,since',
  'a,10,yes,Pro,30,0',
  'b,20,no,Pro,41,2',
  'c,15,yes,Free,22,0',
  'd,5,yes,Free,28,1',
  'e,25,no,Team,35,0',
  'f,12,yes,Pro,26,0',
];
const options = { duration: 'days', event: 'left' };
const table = (text: readonly string[] = lines) => parseTable(text.join('\n'), 'book.csv');
const changed = (line: number, text: string) => table(lines.map((old, index) => (index === line ? text : old)));

describe('survival of a plain table', () => {
  it('reads marks, groups, late entry and covariates', () => {
    const answer = tableSurvival(table(), { ...options, group: 'plan', entry: 'since', covariates: ['age'] });
    expect(answer).toMatchObject({ subjects: 6, events: 4 });
    expect(answer.overall.timeline[0]).toMatchObject({ time: 5, atRisk: 6, events: 1 });
    expect(answer.groups.map(({ group, curve }) => [group, curve.subjects])).toEqual([
      ['Free', 2],
      ['Pro', 3],
      ['Team', 1],
    ]);
    expect(answer.logRank!.degrees).toBe(2);
    expect(answer.cox!.covariates.map(({ name }) => name)).toEqual(['age']);
    expect(
      tableSurvival(table(), { ...options, covariates: ['plan'], ridge: 1 }).cox!.covariates.map(({ name }) => name),
    ).toEqual(['plan=Free', 'plan=Team']);
    expect(tableSurvival(table(), { ...options, positive: 'no' }).events).toBe(2);
  });

  it('leaves out blank rows and says so', () => {
    const answer = tableSurvival(changed(3, 'c,,yes,Free,22,0'), options);
    expect(answer.subjects).toBe(5);
    expect(answer.notes.map(({ en }) => en)).toEqual(['1 row without a duration, an event mark or an entry left out.']);
  });

  it.each([
    ['a negative duration', changed(2, 'b,-3,no,Pro,41,2'), options, /book\.csv, row 3, column "days": the duration -3 is negative/],
    ['a duration that is none', changed(2, 'b,long,no,Pro,41,2'), options, /row 3, column "days": "long" is no number/],
    ['a mark that is none', changed(4, 'd,5,maybe,Free,28,1'), options, /row 5, column "left": "maybe" is no mark/],
    ['an entry after the end', changed(1, 'a,10,yes,Pro,30,10'), { ...options, entry: 'since' }, /row 2, column "since"/],
    ['a wrong name', table(), { ...options, event: 'gone' }, /no column "gone"/],
    ['a value that never occurs', table(), { ...options, positive: 'churned' }, /"churned" never occurs/],
    ['a constant covariate', table(lines.map((line) => `${line},x`.replace('since,x', 'since,z'))), { ...options, covariates: ['z'] }, /"z=x" is the same in every row/],
    ['a number among numbers that is none', changed(1, 'a,10,yes,Pro,old,0'), { ...options, covariates: ['age'] }, /row 2, column "age": "old" is no number/],
  ])('refuses %s', (_what, given, asked, message) => {
    expect(() => tableSurvival(given, asked)).toThrow(message);
  }); // prettier-ignore

  it.skipIf(missing)('gives the reference results on Rossi (needs ../shared/data, absent here if skipped)', () => {
    const golden = JSON.parse(readFileSync(join(shared, 'golden.json'), 'utf8').replaceAll('NaN', 'null'))[
      'rossi:cox_efron_statsmodels'
    ];
    const covariates = Object.keys(golden.coef);
    const { cox } = tableSurvival(readTable(join(shared, 'survival/rossi.csv')), {
      duration: 'week',
      event: 'arrest',
      covariates,
    });
    for (const { name, coefficient, standardError } of cox!.covariates) {
      expect(coefficient).toBeCloseTo(golden.coef[name], 6);
      expect(standardError).toBeCloseTo(golden.se[name], 5);
    }
  });
});
