import type { FileMapping } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { exportRejects } from './export-rejects.ts';
import {
  importSummary,
  listImports,
  readChecked,
  rejectCount,
  rejectPage,
  saveMapping,
  savedMappings,
} from './queries.ts';
import { proposeMappings } from './run-import.ts';

export function importsHandlers(engine: EngineContext) {
  const { imports } = procedures;
  return {
    preview: imports.preview.handler(async ({ input, signal }) => {
      const session = engine.session();
      const { grants, mappings, tables } = input;
      const files = grants.map((grant) => ({
        ...grantedFile(session, grant),
        ...told(mappings[grant], tables[grant]),
      }));
      const previews = await proposeMappings(session, files, signal);
      return previews.map(({ path: _path, ...preview }) => preview);
    }),
    start: imports.start.handler(({ input: { files, dryRun } }) => {
      const session = engine.session();
      const granted = files.map(({ grant, mapping }) => ({ ...grantedFile(session, grant), mapping }));
      return {
        jobId: session.jobs.start('import', granted.map(({ name }) => name).join(', '), { files: granted, dryRun }),
      };
    }),
    list: imports.list.handler(() => listImports(engine.session().database)),
    get: imports.get.handler(({ input: { id } }) => {
      const { database } = engine.session();
      return id < 0 ? readChecked(database, -id) : importSummary(database, id);
    }),
    rejects: imports.rejects.handler(({ input: { id, cursor, limit } }) => {
      const { database } = engine.session();
      const after = cursor === null ? 0 : Number(cursor);
      if (!Number.isSafeInteger(after))
        throw new HoldfastError('invalid_input', 'This page of the list cannot be continued. Load the list again.');
      const found = rejectPage(database, id, after, limit + 1);
      const page = found.slice(0, limit);
      return {
        rows: page.map(({ id: _id, ...row }) => row),
        total: rejectCount(database, id),
        next: found.length > limit ? String(page.at(-1)?.id ?? 0) : null,
      };
    }),
    exportRejects: imports.exportRejects.handler(({ input: { id } }) => exportRejects(engine.session(), id)),
    undo: imports.undo.handler(({ input: { id } }) => {
      const session = engine.session();
      importSummary(session.database, id);
      return { jobId: session.jobs.start('undo-import', `Import ${id}`, { id }) };
    }),
    saveMapping: imports.saveMapping.handler(({ input }) => {
      saveMapping(engine.session().database, input);
      return { name: input.name };
    }),
    savedMappings: imports.savedMappings.handler(() => savedMappings(engine.session().database)),
  };
}

function grantedFile(session: Session, grant: string) {
  const { path, name } = session.grants.resolve(grant);
  return { path, name, grant };
}

/** What a person said about a file. */
function told(mapping: FileMapping | undefined, as: TableName | undefined) {
  return { ...(mapping ? { mapping } : {}), ...(as ? { as } : {}) };
}

export { automaticMapping } from './automatic.ts';
export type { AutomaticDecision, MappedFile, ProposedFile } from './automatic.ts';
export { importJobs } from './import-jobs.ts';
export type { PreviewFile } from './preview.ts';
export { proposeMappings, runImport } from './run-import.ts';
export type { ImportRequestInput } from './run-import.ts';
export { undoImport } from './undo.ts';
