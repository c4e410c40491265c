import type { Finding } from '../../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { howManyRows, inWords } from './count-words.ts';
import { sightingFinding } from './findings.ts';
import type { RepeatedRows } from './repeated-rows.ts';
import type { TableOutcome } from './row-stage.ts';
import type { RowTable } from './staging.ts';
import type { StagingRun } from './staging-run.ts';

const shownExamples = 5;

/** What became of rows while their ids and accounts were settled, where a person should know of it. */
export function rowFindings({ rows: { outcomes }, totals, repeated }: StagingRun): Finding[] {
  const repeats = tableNames.flatMap((table) =>
    repeatedFinding(
      table,
      totals[table]?.duplicate ?? 0,
      outcomes.get(table as RowTable)?.repeated,
      repeated[table] ?? [],
    ),
  );
  return [...repeats, ...[...outcomes].flatMap(([table, outcome]) => tableFindings(table, outcome))];
}

function tableFindings(table: RowTable, outcome: TableOutcome): Finding[] {
  return [
    ...sightingFinding('unknown-accounts', 'warning', table, copy(outcome.unknownAccounts), (count) =>
      howManyRows(count, table, 'leads to no account and was rejected.', 'lead to no account and were rejected.'),
    ),
    ...sightingFinding('completed-rows', 'info', table, { count: outcome.repeated.completed, examples: [] }, (count) =>
      howManyRows(count, table, 'was put together from several files.', 'were put together from several files.'),
    ),
    ...sightingFinding(
      'files-differ',
      'warning',
      table,
      {
        count: outcome.repeated.conflicting,
        examples: outcome.repeated.examples.filter((example) => example.includes(' differs from ')),
      },
      (count) =>
        howManyRows(
          count,
          table,
          "stands in several files with different values; the first file's count.",
          "stand in several files with different values; the first file's count.",
        ),
    ),
    ...sightingFinding(
      'back-filled-history',
      'info',
      table,
      { count: outcome.difference.history, examples: [] },
      (count) =>
        howManyRows(
          count,
          table,
          'tells what was known earlier. It became part of the history; the present values stay.',
          'tell what was known earlier. They became part of the history; the present values stay.',
        ),
    ),
  ];
}

const copy = ({ count, examples }: TableOutcome['unknownAccounts']): { count: number; examples: string[] } => ({
  count,
  examples: [...examples],
});

function repeatedFinding(
  table: TableName,
  total: number,
  settled: RepeatedRows | undefined,
  seen: readonly string[],
): Finding[] {
  const count = total - (settled?.completed ?? 0);
  const differing = settled?.differing ?? 0;
  const examples = [...(settled?.examples ?? []), ...seen].slice(0, shownExamples);
  const what = `an id (${tables[table].key}) that came before; the first was kept.`;
  // Events are known by their ids alone.
  const alike =
    settled === undefined
      ? ''
      : differing === 0
        ? ` ${count === 1 ? 'It says' : 'They say'} the same.`
        : differing === count
          ? ` ${count === 1 ? 'It says' : 'They say'} something else.`
          : ` ${inWords(count - differing)} say the same, ${inWords(differing)} something else.`;
  const severity = settled !== undefined && differing === 0 ? 'info' : 'warning';
  return sightingFinding(
    'duplicate-ids',
    severity,
    table,
    { count, examples },
    (shown) => `${howManyRows(shown, table, `repeats ${what}`, `repeat ${what}`)}${alike}`,
  );
}
