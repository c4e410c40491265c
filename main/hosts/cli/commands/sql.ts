import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { formula } from '../../../../shared/domain/spreadsheet-formula.ts';
import { mostSqlRows } from '../../../../shared/contract/index.ts';
import type { ContractOutputs } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

export const sql: Command = {
  name: 'sql',
  usage: 'sql "SELECT …" --workspace DIR [--limit 1000] [--csv | --json]',
  summary: 'ask the documented views in SQL; `sql views` lists them. Nothing can be changed',
  options: {
    ...workspaceOptions,
    limit: { help: `rows shown, at most ${mostSqlRows}; 1000 when not given` },
    csv: { flag: true, help: 'the rows as CSV on stdout' },
    file: { help: 'a file that holds the statement' },
  },
  async run(given, output) {
    const statement = statementOf(given.positionals[0], given.optional('file'));
    const [csv, json] = [given.flag('csv'), given.flag('json')];
    if (csv && json) throw new UsageError('Either --csv or --json.');
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.sql.run({ sql: statement, limit: given.integer('limit', 1000) });
      const names = answer.columns.map(({ name }) => name);
      if (answer.more)
        output.note(
          answer.stoppedBy === 'size'
            ? `Only the first ${answer.rows.length} rows: more would be larger than 32 MB.`
            : `Only the first ${answer.rows.length} rows; --limit shows up to ${mostSqlRows}.`,
        );
      output.answer(answer, () => {
        if (!csv) return rowsTable(answer);
        return Papa.unparse({ fields: names, data: answer.rows }, { newline: '\n', escapeFormulae: formula });
      });
    });
  },
};

export function rowsTable({ columns, rows }: ContractOutputs['sql']['run']): string {
  if (rows.length === 0) return 'No rows.';
  return table(
    columns.map(({ name }) => name),
    rows,
  );
}

export const sqlViews: Command = {
  name: 'sql views',
  usage: 'sql views --workspace DIR [--json]',
  summary: 'the views that `sql` can ask, with their columns',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const views = await client.sql.schema();
      output.answer(views, () =>
        views
          .map(({ name, kind, title, columns, parameters, rows }) => {
            const own = kind === 'table-function' ? `${name}(${parameters.join(', ')})` : name;
            const count = rows === null ? '' : `, ${rows} rows`;
            const lines = columns.map((column) => `  ${column.name} (${column.type}): ${column.title.en}`);
            return [`${own}: ${title.en}${count}`, ...lines].join('\n');
          })
          .join('\n\n'),
      );
    });
  },
};

function statementOf(given: string | undefined, file: string | undefined): string {
  if (given !== undefined && file !== undefined) throw new UsageError('Either a statement or --file.');
  if (given !== undefined) return given;
  if (file === undefined) throw new UsageError('Which statement? For example: sql "SELECT * FROM accounts LIMIT 10"');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HoldfastError('file_unreadable', `${file} cannot be read.`, {}, error);
  }
}
