import { createHash } from 'node:crypto';
import type { HealthBacktest, HealthBacktestLine, HealthDefinition } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataVersion } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { latestBacktest } from '../models/index.ts';
import type { ToldBacktest } from './backtest-task.ts';
import type { AnyDatabase } from './versions.ts';

/** The same for definitions that do the same, whatever their parts were written in which order. */
export function fingerprintOf(definition: HealthDefinition): string {
  const text = JSON.stringify(definition, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(text).digest('hex');
}

const backtestsKept = 50;

/** Call in a transaction. */
export function insertBacktest(
  database: WritableDatabase,
  definition: HealthDefinition,
  told: ToldBacktest,
  { version, createdAt }: { version: number; createdAt: number },
): void {
  database
    .prepare('INSERT INTO health_backtests (fingerprint, data_version, created_at, told) VALUES (?, ?, ?, ?)')
    .run(fingerprintOf(definition), version, createdAt, JSON.stringify(told));
  database
    .prepare('DELETE FROM health_backtests WHERE id NOT IN (SELECT id FROM health_backtests ORDER BY id DESC LIMIT ?)')
    .run(backtestsKept);
}

/** The last one of this very definition; null without one. */
export function backtestOf(database: AnyDatabase, definition: HealthDefinition): HealthBacktest | null {
  const row = database
    .prepare(
      'SELECT data_version, created_at, told FROM health_backtests WHERE fingerprint = ? ORDER BY id DESC LIMIT 1',
    )
    .get(fingerprintOf(definition)) as { data_version: number; created_at: number; told: string } | undefined;
  if (row === undefined) return null;
  const told = JSON.parse(row.told) as ToldBacktest;
  return {
    ...told,
    lines: [...told.lines, ...modelLine(database, row.data_version, told.flagged)],
    createdAt: instantOfSeconds(row.created_at),
    dataVersion: row.data_version,
    outdated: row.data_version !== dataVersion(database),
  };
}

/** The model as it would have been trained month by month, where it was held against the same data. */
function modelLine(database: AnyDatabase, version: number, flagged: number): HealthBacktestLine[] {
  const run = latestBacktest(database, version);
  if (run === null || run.outdated || run.question.mode !== 'refit') return [];
  const { auc, precision, recall } = run.pooled;
  const isAlike = run.question.rule.kind === 'top' && run.question.rule.top === flagged;
  const unknown = { value: null, low: null, high: null };
  const name = {
    en: `${run.modelName}, trained anew every month`,
    es: `${run.modelName}, entrenado de nuevo cada mes`,
  };
  return [{ id: 'model', name, auc, precision: isAlike ? precision : unknown, recall: isAlike ? recall : unknown }];
}
