import { copyFileSync, statSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { importableFiles } from '../../../engine/index.ts';
import type { Engine } from '../../../engine/index.ts';
import type { ImportSummary } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { isTableName, tableNames } from '../../../../shared/domain/tables.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';
import { importOptions, readImportWords } from './import-options.ts';
import { namedRecipe, planImport, recipeOf } from './import-plan.ts';

export const importFiles: Command = {
  name: 'import',
  usage: 'import --workspace DIR PATH… [--recipe NAME] [--as TABLE] [--dry-run]',
  summary: 'import files or folders: CSV, Excel, JSON, Parquet, zipped or not; - reads a table from standard input',
  options: {
    ...workspaceOptions,
    ...importOptions,
    'dry-run': { flag: true, help: 'read, check and compare, but write nothing' },
    'save-recipe': { help: 'save what was decided as a recipe of this name' },
  },
  async run(given, output) {
    if (given.positionals.length === 0) throw new UsageError('Which files? Give at least one file or folder.');
    const words = readImportWords(given);
    const isDryRun = given.flag('dry-run');
    const saveAs = given.optional('save-recipe');
    const paths = given.positionals.flatMap((path) => (path === '-' ? [path] : importableFiles(path)));
    await withWorkspace(given, async (engine) => {
      const grants: string[] = [];
      for (const path of paths)
        grants.push(path === '-' ? await pastedGrant(engine) : engine.grants.register(path).grant);
      const named = words.recipe === undefined ? null : await namedRecipe(engine, words.recipe, isDryRun);
      const plan = await planImport(engine, grants, words, named);
      for (const { name, reason } of plan.skipped) output.note(`${name} was left out. ${reason}`);
      if (plan.files.length === 0)
        throw new HoldfastError('invalid_input', 'None of these files could be understood; nothing was imported.');
      const saved = saveAs === undefined ? null : await engine.client.recipes.save(recipeOf(saveAs, plan));
      const files = plan.files.map((file) => ({ ...file, recipe: saved ?? file.recipe }));
      const { jobId } = await engine.client.imports.start({ files, dryRun: isDryRun });
      const job = await finish(engine, jobId, output);
      const summary = await engine.client.imports.get({ id: Number(job.result?.['importId']) });
      const findings = [...plan.findings, ...summary.findings];
      output.answer(
        {
          ...summary.totals,
          import: {
            id: summary.id,
            state: summary.state,
            files: summary.files,
            changedFields: summary.changedFields,
            findings,
          },
        },
        () => summaryText({ ...summary, findings }),
      );
    });
  },
};

/** A table from standard input: what was copied from a spreadsheet, or what another program wrote. */
async function pastedGrant(engine: Engine): Promise<string> {
  const path = join(engine.uploadsDirectory(), `pasted-${Date.now()}.csv`);
  writeFileSync(path, await buffer(process.stdin), { mode: 0o600 });
  return engine.grants.register(path, { temporary: true, name: 'pasted-1.csv' }).grant;
}

export const imports: Command = {
  name: 'imports',
  usage: 'imports --workspace DIR',
  summary: 'list what was imported',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { rows } = await engine.client.imports.list({ limit: 500 });
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
    const id = importId(given.positionals[0]);
    await withWorkspace(given, async (engine) => {
      const { jobId } = await engine.client.imports.undo({ id });
      await finish(engine, jobId, output);
      const summary = await engine.client.imports.get({ id });
      output.answer(summary, () => `Import ${id} was taken back.`);
    });
  },
};

export const changes: Command = {
  name: 'changes',
  usage: 'changes ID --workspace DIR [--table TABLE] [--limit N] [--cursor NEXT]',
  summary: 'which stored values an import changed, old and new',
  options: {
    ...workspaceOptions,
    table: { help: 'only rows of this table' },
    limit: { help: 'rows, at most 500; 100 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    const id = importId(given.positionals[0]);
    const name = given.optional('table');
    if (name !== undefined && !isTableName(name))
      throw new UsageError(`--table is one of ${tableNames.join(', ')}, not "${name}".`);
    await withWorkspace(given, async (engine) => {
      const page = await engine.client.imports.changes({
        id,
        ...(name === undefined ? {} : { table: name }),
        cursor: given.optional('cursor') ?? null,
        limit: given.integer('limit', 100),
      });
      output.answer(page, () =>
        table(
          ['table', 'row', 'field', 'old', 'new', 'from'],
          page.rows.flatMap(({ table: of, key, file, row, fields }) =>
            fields.map((change) => [of, key, change.field, change.old, change.new, `${file}:${row}`]),
          ),
        ),
      );
    });
  },
};

export const rejects: Command = {
  name: 'rejects',
  usage: 'rejects ID --out FILE --workspace DIR',
  summary: 'write the rejected rows of an import to a file, to be mended and imported again',
  options: { ...workspaceOptions, out: { help: 'the file to write, or a folder to write it into' } },
  async run(given, output) {
    const id = importId(given.positionals[0]);
    const out = given.text('out');
    await withWorkspace(given, async (engine) => {
      const { grant, name } = await engine.client.imports.exportRejects({ id });
      const isFolder = statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? false;
      const file = isFolder ? join(out, name) : out;
      copyFileSync(engine.grants.resolve(grant).path, file);
      engine.grants.release(grant);
      const { total } = await engine.client.imports.rejects({ id, limit: 1 });
      output.answer({ file, rows: total }, () => `${total} rejected rows are in ${file}.`);
    });
  },
};

function importId(word: string | undefined): number {
  const id = word === undefined ? Number.NaN : Number(word);
  if (!Number.isInteger(id)) throw new UsageError('Which import? Give its number, as "imports" lists it.');
  return id;
}

export function summaryText(summary: ImportSummary): string {
  const keys = ['read', 'new', 'changed', 'unchanged', 'duplicate', 'rejected', 'filtered', 'orphaned'] as const;
  const rows = Object.entries(summary.totals).map(([name, totals]) => [name, ...keys.map((key) => totals[key])]);
  const findings = summary.findings.map((finding) => `- ${finding.text}`);
  return [table(['table', ...keys], rows), ...(findings.length > 0 ? ['', 'Findings', ...findings] : [])].join('\n');
}
