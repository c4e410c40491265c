import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant, RetentionGrid } from '../../../shared/contract/index.ts';
import { csvLine } from '../accounts/index.ts';
import type { Session } from '../session/index.ts';

/** One line a cohort: counts a period; a cell that is not complete yet carries a star, as on the screen. */
export function retentionCsv(grid: RetentionGrid): string {
  const periods = Math.max(0, ...grid.cohorts.map((cohort) => cohort.values.length));
  const numbers = Array.from({ length: periods }, (_, index) => index);
  const lines = [
    csvLine(['cohort', 'size', ...numbers.map((index) => `period_${index}`)]),
    ...grid.cohorts.map(({ cohort, size, values, complete }) =>
      csvLine([cohort, size, ...numbers.map((index) => cell(values[index], complete[index]))]),
    ),
    csvLine(['average', null, ...numbers.map((index) => grid.average[index]?.toFixed(4) ?? null)]),
  ];
  return `${lines.join('\n')}\n`;
}

export function exportRetention(session: Session, grid: RetentionGrid): Grant {
  const file = join(session.staging, `retention-${Date.now()}.csv`);
  writeFileSync(file, retentionCsv(grid), { mode: 0o600 });
  return session.grants.register(file, { temporary: true, name: 'retention.csv' });
}

function cell(value: number | undefined, complete: boolean | undefined): string | number | null {
  if (value === undefined) return null;
  return complete ? value : `${value}*`;
}
