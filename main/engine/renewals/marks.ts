import { readMeta, writeGate, writeMeta } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { latestRun } from '../survival/index.ts';

const keptRun = 'renewal_marks_run';

/**
 * Keeps what the model says of each renewal, once for every run of it: runs are forgotten after a while, and later on it is
 * held against what came. To be told of every change; it asks the database only after those of models.
 */
export function keepModelMarks(database: WritableDatabase, words: readonly string[]): void {
  // While a large transaction runs nothing is written; the next change finds the same run.
  if (!words.includes('models') || writeGate(database).isHeld) return;
  const latest = latestRun(database);
  if (latest === null || readMeta(database, keptRun) === String(latest.id)) return;
  const { id, run } = latest;
  database.transaction(() => {
    database
      .prepare(
        `INSERT OR REPLACE INTO renewal_model_marks (account_id, renewal_day, stretch, as_of, probability, lower, upper)
         SELECT account_id, renewal_day, CASE WHEN :asOf < date(renewal_day, '-6 months', 'floor') THEN 'early'
           WHEN :asOf < date(renewal_day, '-3 months', 'floor') THEN 'six' ELSE 'three' END, :asOf, probability, lower, upper
         FROM survival_accounts WHERE run_id = :id AND renewal_day > :asOf AND probability IS NOT NULL`,
      )
      .run({ id, asOf: run.asOf });
    writeMeta(database, keptRun, String(id));
  })();
}
