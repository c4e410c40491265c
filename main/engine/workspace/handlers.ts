import type { OpenWorkspace, Settings } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { newestSchemaVersion } from '../db/index.ts';
import { procedures } from '../procedures.ts';
import type { WorkspaceManager } from './manager.ts';
import { dataUntil, rowCounts } from './queries.ts';
import { integrityRead } from './reads.ts';
import { openSampleWorkspace } from './sample-workspace.ts';

export function workspaceHandlers(manager: WorkspaceManager, settings: () => Settings) {
  const { workspace } = procedures;

  function describe(): OpenWorkspace {
    const current = manager.current();
    if (!current) throw new HoldfastError('not_found', 'No workspace is open. Create or open one first.');
    const { header, folder, session } = current;
    const until = session ? dataUntil(session.database) : null;
    return {
      id: header.id,
      name: header.name,
      protection: header.protection === 'memory' ? 'passphrase' : header.protection,
      folder,
      isSample: header.protection === 'sample',
      lastOpenedAt: manager.recent.find(header.id)?.lastOpenedAt ?? null,
      locked: session === null,
      counts: session ? rowCounts(session.database) : null,
      dataUntil: until === null ? null : instantOfSeconds(until),
      dataVersion: session?.dataVersion() ?? 0,
      schemaVersion: newestSchemaVersion(),
    };
  }
  const status = () => ({
    current: manager.current() ? describe() : null,
    recent: manager.recent
      .list()
      .map((entry) => ({ ...entry, isSample: entry.protection === 'sample', exists: manager.recent.exists(entry) })),
    keychain: { available: manager.keychain.available, reason: manager.keychain.reason },
  });

  return {
    status: workspace.status.handler(() => status()),
    create: workspace.create.handler(async ({ input }) => {
      await manager.create(input);
      return describe();
    }),
    open: workspace.open.handler(async ({ input }) => {
      const entry = manager.recent.find(input.id);
      if (!entry)
        throw new HoldfastError('not_found', 'This workspace is not in the list any more. Open its folder again.');
      await manager.open(entry.folder, input.passphrase);
      return describe();
    }),
    openSample: workspace.openSample.handler(async () => {
      const jobId = await openSampleWorkspace(manager);
      return { workspace: describe(), jobId };
    }),
    lock: workspace.lock.handler(async () => {
      await manager.lock();
      return status();
    }),
    unlock: workspace.unlock.handler(async ({ input }) => {
      await manager.unlock(input.passphrase);
      return describe();
    }),
    changePassphrase: workspace.changePassphrase.handler(async ({ input }) => {
      await manager.changePassphrase(input.present, input.next);
      return { changed: true };
    }),
    close: workspace.close.handler(async () => {
      await manager.close();
      return status();
    }),
    forget: workspace.forget.handler(({ input }) => {
      manager.recent.forget(input.id);
      return status();
    }),
    checkIntegrity: workspace.checkIntegrity.handler(async ({ signal }) => {
      const problems = await manager.session().readers.run(integrityRead, null, signal);
      return { ok: problems.length === 0, problems, checkedAt: new Date().toISOString() };
    }),
    backUp: workspace.backUp.handler(() => ({
      jobId: manager.session().jobs.start('backup', manager.session().header.name, { keep: settings().backupsKept }),
    })),
  };
}
