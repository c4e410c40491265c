import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { automaticMapping } from '../../../engine/index.ts';
import { mappingFile } from '../../../../shared/contract/index.ts';
import type { ImportSummary, MappingFile } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { isTableName, tableNames } from '../../../../shared/domain/tables.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

export const importFiles: Command = {
  name: 'import',
  usage: 'import --workspace DIR PATH… [--as TABLE] [--mapping FILE] [--dry-run]',
  summary: 'import files or folders of CSV files',
  options: {
    ...workspaceOptions,
    as: { help: `the table that the files hold: ${tableNames.join(', ')}` },
    mapping: { help: 'a saved mapping (JSON) that says which column is what' },
    'dry-run': { flag: true, help: 'read, check and compare, but write nothing' },
  },
  async run(given, output) {
    if (given.positionals.length === 0) throw new UsageError('Which files? Give at least one file or folder.');
    const as = given.optional('as');
    if (as !== undefined && !isTableName(as))
      throw new UsageError(`--as is one of ${tableNames.join(', ')}, not "${as}".`);
    const saved = given.optional('mapping') === undefined ? [] : [readMapping(given.text('mapping'))];
    const paths = given.positionals.flatMap(csvFiles);
    await withWorkspace(given, async (engine) => {
      const grants = paths.map((path) => engine.grants.register(path).grant);
      for (const mapping of saved) await engine.client.imports.saveMapping(mapping);
      const tables = as === undefined ? {} : Object.fromEntries(grants.map((grant) => [grant, as]));
      const decided = automaticMapping(await engine.client.imports.preview({ grants, tables }));
      for (const { name, reason } of decided.skipped) output.note(`${name} was left out. ${reason}`);
      const files = decided.files.map(({ grant, mapping }) => ({ grant, mapping }));
      if (files.length === 0)
        throw new HoldfastError('invalid_input', 'None of these files could be understood; nothing was imported.');
      const { jobId } = await engine.client.imports.start({ files, dryRun: given.flag('dry-run') });
      const job = await finish(engine, jobId, output);
      const summary = await engine.client.imports.get({ id: Number(job.result?.['importId']) });
      output.answer(
        {
          ...summary.totals,
          import: {
            id: summary.id,
            state: summary.state,
            files: summary.files,
            findings: [...decided.findings, ...summary.findings],
          },
        },
        () => summaryText(summary),
      );
    });
  },
};

export const imports: Command = {
  name: 'imports',
  usage: 'imports --workspace DIR',
  summary: 'list what was imported',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const rows = await engine.client.imports.list();
      output.answer({ rows }, () =>
        table(
          ['id', 'state', 'committed', 'files', 'rows'],
          rows.map((row) => [
            row.id,
            row.state,
            row.committedAt,
            row.files.map((file) => file.name).join(' '),
            row.files.reduce((sum, file) => sum + file.rows, 0),
          ]),
        ),
      );
    });
  },
};

export const undoImport: Command = {
  name: 'undo-import',
  usage: 'undo-import ID --workspace DIR',
  summary: 'take an import back',
  options: workspaceOptions,
  async run(given, output) {
    const id = Number(given.positionals[0]);
    if (!Number.isInteger(id)) throw new UsageError('Which import? Give its number, as "imports" lists it.');
    await withWorkspace(given, async (engine) => {
      const { jobId } = await engine.client.imports.undo({ id });
      await finish(engine, jobId, output);
      const summary = await engine.client.imports.get({ id });
      output.answer(summary, () => `Import ${id} was taken back.`);
    });
  },
};

/** A folder stands for the CSV files in it. */
export function csvFiles(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new HoldfastError('file_unreadable', `There is no file or folder ${path}.`);
  if (!stats.isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => /\.(csv|tsv|txt)(\.gz)?$/i.test(name))
    .sort();
  if (files.length === 0) throw new HoldfastError('file_unreadable', `There are no CSV files in ${path}.`);
  return files.map((name) => join(path, name));
}

function readMapping(path: string): MappingFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new HoldfastError(
      'file_unreadable',
      `The mapping ${path} is not readable JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const result = mappingFile.safeParse(parsed);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  throw new HoldfastError(
    'invalid_input',
    `The mapping ${path} is not complete: ${first?.path.map(String).join('.') ?? ''} ${first?.message ?? ''}.`,
  );
}

export function summaryText(summary: ImportSummary): string {
  const keys = ['read', 'new', 'changed', 'unchanged', 'duplicate', 'rejected', 'filtered'] as const;
  const rows = Object.entries(summary.totals).map(([name, totals]) => [name, ...keys.map((key) => totals[key])]);
  const findings = summary.findings.map((finding) => `- ${finding.text}`);
  return [table(['table', ...keys], rows), ...(findings.length > 0 ? ['', 'Findings', ...findings] : [])].join('\n');
}
