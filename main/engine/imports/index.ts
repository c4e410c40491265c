import { HoldfastError } from '../../../shared/domain/errors.ts';
import { reasonOf } from '../../../shared/domain/import-reasons.ts';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { takeIn } from '../session/index.ts';
import type { Session } from '../session/index.ts';
import { keepDraft, keptDrafts } from './drafts.ts';
import { exportRejects } from './export-rejects.ts';
import { changesPage } from './changes.ts';
import { lookInto, readCheck, saveCheckFindings, stageResultOf, whyNotCommit } from './checks.ts';
import {
  checkedRejectPage,
  importCount,
  importSummary,
  listImports,
  rejectCount,
  rejectPage,
  saveFindings,
} from './queries.ts';
import { proposeMappings } from './run-import.ts';
import { sourceLabel } from './sources/index.ts';
import type { ReadingOptions } from './sources/index.ts';

export function importsHandlers(engine: EngineContext) {
  const { imports } = procedures;
  return {
    changes: imports.changes.handler(({ input: { id, table, cursor, limit } }) => {
      const session = engine.session();
      const summary = summaryOf(session, id);
      const counts = Object.entries(summary.totals).filter(([name]) => table === undefined || name === table);
      const total = summary.state === 'undone' ? 0 : counts.reduce((sum, [, { changed }]) => sum + changed, 0);
      return { ...changesPage(session, id, table, cursor, limit), total };
    }),
    commit: imports.commit.handler(({ input: { id } }) => {
      const session = engine.session();
      const { files } = readCheck(session, -id);
      const why = whyNotCommit(session, -id);
      if (why !== null) throw new HoldfastError('conflict', `This check cannot be committed. ${why}`, { id });
      return { jobId: session.jobs.start('commit-import', subjectOf(files), { check: -id }) };
    }),
    acceptFinding: imports.acceptFinding.handler(({ input: { id, key, table, accepted } }) => {
      const session = engine.session();
      const { findings } = summaryOf(session, id);
      if (!findings.some((found) => found.key === key && found.table === table))
        throw new HoldfastError('not_found', `This import has no finding "${key}".`, { id, key });
      const decided = findings.map((found) =>
        found.key === key && found.table === table ? { ...found, accepted } : found,
      );
      if (id < 0) saveCheckFindings(session.database, -id, decided);
      else saveFindings(session.database, id, decided);
      session.changed(['imports', 'dataHealth']);
      return summaryOf(session, id);
    }),
    preview: imports.preview.handler(async ({ input, signal }) => {
      const session = engine.session();
      const { grants, mappings, tables, options, scan } = input;
      const files = grants.map((grant) => ({
        ...grantedFile(session, grant),
        mappings,
        as: tables,
        options: options as Record<string, ReadingOptions>,
      }));
      const previews = await proposeMappings(session, files, signal, [], scan);
      return previews.map(({ path: _path, ...preview }) => preview);
    }),
    drafts: imports.drafts.handler(({ input: { grants } }) => keptDrafts(engine.session(), grants)),
    keepDraft: imports.keepDraft.handler(({ input: { grant, decisions } }) => {
      keepDraft(
        engine.session(),
        grant,
        decisions.map((decision) => ({ ...decision, grant })),
      );
      return { kept: decisions.length };
    }),
    start: imports.start.handler(({ input: { files, dryRun } }) => {
      const session = engine.session();
      for (const { grant } of files) takeInGranted(session, grant);
      const granted = files.map(({ grant, part, mapping, recipe }) => ({
        ...grantedFile(session, grant),
        part,
        mapping,
        recipe,
      }));
      return { jobId: session.jobs.start('import', subjectOf(granted), { files: granted, dryRun }) };
    }),
    list: imports.list.handler(({ input: { cursor, limit } }) => {
      const { database } = engine.session();
      const found = listImports(database, numberOf(cursor), limit + 1);
      const rows = found.slice(0, limit);
      return {
        rows,
        total: importCount(database),
        next: found.length > limit ? String(rows.at(-1)?.id ?? 0) : null,
      };
    }),
    get: imports.get.handler(({ input: { id } }) => summaryOf(engine.session(), id)),
    rejects: imports.rejects.handler(({ input: { id, cursor, limit } }) => {
      const session = engine.session();
      const after = numberOf(cursor) ?? 0;
      const labels = id < 0 ? stageResultOf(session, -id).files.map(sourceLabel) : [];
      const found =
        id < 0
          ? lookInto(session, -id, (database) => checkedRejectPage(database, labels, after, limit + 1))
          : rejectPage(session.database, id, after, limit + 1);
      const page = found.slice(0, limit);
      const { totals } = summaryOf(session, id);
      return {
        rows: page.map(({ id: _id, ...row }) => ({ ...row, code: reasonOf(row.reason) })),
        total:
          id < 0
            ? Object.values(totals).reduce((sum, { rejected }) => sum + rejected, 0)
            : rejectCount(session.database, id),
        next: found.length > limit ? String(page.at(-1)?.id ?? 0) : null,
      };
    }),
    exportRejects: imports.exportRejects.handler(({ input: { id } }) => exportRejects(engine.session(), id)),
    undo: imports.undo.handler(({ input: { id } }) => {
      const session = engine.session();
      importSummary(session.database, id);
      return { jobId: session.jobs.start('undo-import', `Import ${id}`, { id }) };
    }),
  };
}

/** @param id negative for a check: its job's number */
function summaryOf(session: Session, id: number): ImportSummary {
  return id < 0 ? readCheck(session, -id) : importSummary(session.database, id);
}

/** @throws invalid_input for a cursor that is not one of ours */
function numberOf(cursor: string | null): number | null {
  if (cursor === null) return null;
  const number = Number(cursor);
  if (Number.isSafeInteger(number)) return number;
  throw new HoldfastError('invalid_input', 'This page of the list cannot be continued. Load the list again.');
}

const subjectOf = (files: readonly { name: string }[]): string =>
  [...new Set(files.map(({ name }) => name))].join(', ');

/** What a page sent waits in the workspace, so that a job that was killed finds it again. */
function takeInGranted(session: Session, grant: string): void {
  const { path, temporary } = session.grants.resolve(grant);
  if (temporary) session.grants.moved(grant, takeIn(session.folder, path));
}

function grantedFile(session: Session, grant: string) {
  const { path, name } = session.grants.resolve(grant);
  return { path, name, grant };
}

export { automaticMapping } from './automatic.ts';
export { matchRecipes, parseRecipe, readRecipe, recipesHandlers, whyNoMatch } from './recipes/index.ts';
export { folderWatchOf, stopWatching, watchedFoldersHandlers } from './watched/index.ts';
export { importableFiles, partsOf, readHead, readRows } from './sources/index.ts';
export { importJobs } from './import-jobs.ts';
export { proposeMappings, runImport } from './run-import.ts';
export { undoImport } from './undo.ts';
