import { compileSelectors, stopWhenAsked } from '../events/index.ts';
import type { PeriodTable } from '../events/index.ts';
import type { SharedPass } from '../threads/index.ts';
import type { AskedCohorts, CohortCounts } from './cohort-counts.ts';
import { firstTimeCounter } from './count-first-time.ts';
import { recurringCounter } from './count-recurring.ts';
import type { CountedCohort } from './counted-cohort.ts';
import type { RetentionSetup } from './setup.ts';

/** Cohorts by calendar period, accounts counted on, or on or after: asked most, so counted in one tight pass. */
export function isPlainQuestion({ question, attribute, contracts }: RetentionSetup, { count }: PeriodTable): boolean {
  return (
    // Every cohort has a place for every period, filled or not.
    count <= 2_000 &&
    contracts === null &&
    attribute === null &&
    question.periods === 'calendar' &&
    question.measure === 'accounts' &&
    (question.mode === 'on' || question.mode === 'on-or-after')
  );
}

export function askCohorts(
  { question, from, to, asOf, accountFilter }: RetentionSetup,
  table: PeriodTable,
): AskedCohorts {
  return { question, from, to, asOf, accountFilter, table };
}

export const cohortsPass: SharedPass<AskedCohorts, CohortCounts> = {
  name: 'cohorts.plain',
  begin(columns, asked, shouldStop) {
    const { question, table, accountFilter } = asked;
    const sizes = new Uint32Array(table.count);
    const cells = new Uint32Array(table.count ** 2);
    const enter = question.entry === 'recurring' ? recurringCounter : firstTimeCounter;
    const bits = compileSelectors(columns, [question.start, question.return]);
    const count = enter(columns, bits, asked, { sizes, cells });
    let accounts = 0;
    return {
      read(from, to) {
        for (let account = from; account < to; account++) {
          stopWhenAsked(account, shouldStop, 'The retention table');
          if (accountFilter !== null && accountFilter[account] !== 1) continue;
          if (count(account)) accounts += 1;
        }
      },
      part: () => ({ sizes, cells, accounts }),
    };
  },
};

/** What the parts of all accounts say together. */
export function plainCohorts(
  { asOf, question }: Pick<RetentionSetup, 'asOf' | 'question'>,
  { count, starts }: PeriodTable,
  parts: readonly CohortCounts[],
): CountedCohort[] {
  const sizes = sumOf(parts.map((part) => part.sizes));
  const cells = sumOf(parts.map((part) => part.cells));
  const hasEnded = (place: number): boolean => starts[place + 1]! <= asOf + 1;
  const cohorts: CountedCohort[] = [];
  sizes.forEach((size, cohort) => {
    if (size === 0) return;
    const row = cells.subarray(cohort * count + cohort, (cohort + 1) * count);
    if (question.mode === 'on-or-after') {
      for (let k = row.length - 2; k >= 0; k--) row[k]! += row[k + 1]!;
    }
    cohorts.push({
      key: cohort,
      size,
      values: [...row],
      of: Array.from(row, () => size),
      base: null,
      complete: Array.from(row, (_, k) => hasEnded(cohort + k)),
    });
  });
  return cohorts;
}

function sumOf([first, ...others]: readonly Uint32Array[]): Uint32Array {
  const sum = first ?? new Uint32Array(0);
  for (const other of others) for (let at = 0; at < sum.length; at++) sum[at]! += other[at]!;
  return sum;
}
