import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { exportRetention } from './export-retention.ts';
import { retentionAccountsRead, retentionRead } from './reads.ts';

export function cohortsHandlers(engine: EngineContext) {
  const { cohorts } = procedures;
  const calendar = () => {
    const { zone, weekStart } = engine.settings();
    return { zone, weekStart };
  };
  return {
    retention: cohorts.retention.handler(({ input, signal }) =>
      engine.session().readers.run(retentionRead, { ...input, ...calendar() }, signal),
    ),
    retentionAccounts: cohorts.retentionAccounts.handler(({ input, signal }) =>
      engine.session().readers.run(retentionAccountsRead, { ...input, ...calendar() }, signal),
    ),
    exportRetention: cohorts.exportRetention.handler(async ({ input, signal }) => {
      const session = engine.session();
      return exportRetention(session, await session.readers.run(retentionRead, { ...input, ...calendar() }, signal));
    }),
  };
}

export const cohortsReads = [retentionRead, retentionAccountsRead];
export { retentionCsv } from './export-retention.ts';
