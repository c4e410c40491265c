import type { WritableDatabase } from '../db/index.ts';
import { writeGated } from '../threads/index.ts';
import type { GatedWrite, WorkContext } from '../threads/index.ts';
import type { HealthOutput, ScoredDay } from './compute-task.ts';
import { storeMeasures } from './snapshot-store.ts';

export type HealthToWrite = {
  readonly task: 'write-health';
  readonly output: HealthOutput;
  /** What scored it; null = nothing did. */
  readonly versionId: number | null;
  readonly dataVersion: number;
  readonly createdAt: number;
};
export type WriteHealthInput = HealthToWrite & GatedWrite;

const rowsBetweenLooks = 500;

/** Stores measures and scores in one transaction, in the train thread. @returns accounts that were scored */
export function writeHealthTask(input: WriteHealthInput, context: WorkContext): number {
  const { output, versionId, dataVersion, createdAt } = input;
  return writeGated(input, context, 'The health scores', (database, look) =>
    database.transaction(() => {
      storeMeasures(database, output.measured, { version: dataVersion, createdAt }, look);
      if (versionId !== null && output.present !== null) {
        const run = { versionId, dataVersion, createdAt };
        for (const day of output.past) storeRun(database, day, { ...run, kind: 'rescored' }, look);
        storeRun(database, output.present, { ...run, kind: 'live' }, look);
      }
      look();
      return output.present?.accounts.length ?? 0;
    })(),
  );
}

type Run = {
  readonly versionId: number;
  readonly kind: 'live' | 'rescored';
  readonly dataVersion: number;
  readonly createdAt: number;
};

/** Replaces the version's run of that day and kind. */
export function storeRun(
  database: WritableDatabase,
  { asOf, accounts, score, coverage }: ScoredDay,
  { versionId, kind, dataVersion, createdAt }: Run,
  look: () => void = () => {},
): void {
  database
    .prepare('DELETE FROM health_runs WHERE version_id = ? AND as_of = ? AND kind = ?')
    .run(versionId, asOf, kind);
  const { lastInsertRowid } = database
    .prepare('INSERT INTO health_runs (version_id, as_of, kind, data_version, created_at) VALUES (?, ?, ?, ?, ?)')
    .run(versionId, asOf, kind, dataVersion, createdAt);
  const insert = database.prepare(
    'INSERT INTO health_scores (run_id, account_id, score, coverage) VALUES (?, ?, ?, ?)',
  );
  accounts.forEach((account, row) => {
    if (row % rowsBetweenLooks === 0) look();
    insert.run(lastInsertRowid, account, Number.isNaN(score[row]!) ? null : score[row]!, coverage[row]!);
  });
}
