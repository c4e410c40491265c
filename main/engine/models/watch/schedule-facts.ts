import { retrainingPlan } from '../../../../shared/contract/index.ts';
import type { Job, RealisedAnswer, RetrainingPlan } from '../../../../shared/contract/index.ts';
import { dayOfNumber, dayOfSeconds } from '../../../../shared/domain/time.ts';
import { readMeta, writeMeta } from '../../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';
import { dataUntil } from '../../workspace/index.ts';
import { modelInUse } from '../queries.ts';
import { reportsOf } from './queries.ts';
import type { ScheduleFacts, ScheduleState } from './schedule-rule.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

const planKey = 'retraining_plan';
const lastKey = 'retraining_last';

export function readPlan(database: AnyDatabase): RetrainingPlan {
  return retrainingPlan.catch('never').parse(readMeta(database, planKey));
}

export function savePlan(database: WritableDatabase, plan: RetrainingPlan): void {
  writeMeta(database, planKey, plan);
}

/** A training that the schedule started. */
export type Started = {
  readonly at: number;
  readonly jobId: number;
  readonly dataUntil: string;
  readonly state: ScheduleState;
  readonly nextDue: string | null;
  readonly plan: RetrainingPlan;
};

export function lastStarted(database: AnyDatabase): Started | null {
  const text = readMeta(database, lastKey);
  return text === null ? null : (JSON.parse(text) as Started);
}

export function saveStarted(database: WritableDatabase, started: Started): void {
  writeMeta(database, lastKey, JSON.stringify(started));
}

/** Work beside which no training is started: it changes the data or the models. */
const busyKinds: readonly Job['kind'][] = [
  'sample',
  'import',
  'commit-import',
  'undo-import',
  'train',
  'score',
  'import-model',
];

function isBusy(database: AnyDatabase): boolean {
  const kinds = busyKinds.map(() => '?').join(', ');
  const sql = `SELECT 1 FROM jobs WHERE state IN ('queued', 'running', 'paused') AND kind IN (${kinds}) LIMIT 1`;
  return database.prepare(sql).get(...busyKinds) !== undefined;
}

/** The last training of the churn model that came to its end, and the last day of the data that it scored. */
function lastTraining(database: AnyDatabase): { at: number; until: string | null } | null {
  const row = database
    .prepare(
      `SELECT ended_at AS at, json_extract(result, '$.asOf') AS until FROM jobs
       WHERE kind = 'train' AND state = 'done' AND coalesce(json_extract(input, '$.target'), 'churn') = 'churn'
         AND json_extract(input, '$.compare') IS NULL ORDER BY id DESC LIMIT 1`,
    )
    .get() as { at: number; until: string | null } | undefined;
  return row ?? null;
}

/** @param performance of the model in use; null where it was not looked at */
export function scheduleFacts(
  database: AnyDatabase,
  performance: RealisedAnswer['verdict'],
  now: number = Math.floor(Date.now() / 1000),
): ScheduleFacts {
  const until = dataUntil(database);
  const model = modelInUse(database);
  const started = lastStarted(database);
  const trained = lastTraining(database);
  const later = started !== null && (trained === null || started.at > trained.at);
  return {
    plan: readPlan(database),
    today: dayOfSeconds(now),
    hasModel: model !== null,
    dataUntil: until === null ? null : dayOfNumber(Math.floor(until / 86_400)),
    lastTrained: later ? dayOfSeconds(started.at) : trained === null ? null : dayOfSeconds(trained.at),
    trainedOnDataUntil: later ? started.dataUntil : (trained?.until ?? null),
    isBusy: isBusy(database),
    drift: model === null ? null : (reportsOf(database, model, 1)[0]?.verdict ?? null),
    performance,
  };
}
