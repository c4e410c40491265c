import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { retentionAccountSet, retentionRead } from './reads.ts';

export function cohortsHandlers(engine: EngineContext) {
  return {
    retention: procedures.cohorts.retention.handler(({ input, signal }) =>
      engine.session().readers.run(retentionRead, { ...input, ...calendarOf(engine) }, signal),
    ),
  };
}

export const cohortsReads = [retentionRead];
export const cohortsAccountSets = [retentionAccountSet];
export { retentionCsv } from './retention-csv.ts';
