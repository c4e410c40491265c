import type { Job } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { WritableDatabase } from '../db/index.ts';

type Row = {
  id: number;
  kind: Job['kind'];
  subject: string;
  input: string;
  state: Job['state'];
  progress: number | null;
  stage: string | null;
  checkpoint: string | null;
  result: string | null;
  error: string | null;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
};
export type JobWithInput = Job & { input?: unknown; checkpoint?: unknown };

const now = (): number => Math.floor(Date.now() / 1000);
const parse = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

function toJob(row: Row, withInput: boolean): JobWithInput {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    state: row.state,
    progress: row.progress,
    stage: parse<NonNullable<Job['stage']>>(row.stage),
    createdAt: instantOfSeconds(row.created_at),
    startedAt: row.started_at === null ? null : instantOfSeconds(row.started_at),
    endedAt: row.ended_at === null ? null : instantOfSeconds(row.ended_at),
    error: parse<NonNullable<Job['error']>>(row.error),
    result: parse<NonNullable<Job['result']>>(row.result),
    cancellable: row.state === 'queued' || row.state === 'running' || row.state === 'paused',
    pausable: false,
    ...(withInput ? { input: parse<unknown>(row.input), checkpoint: parse<unknown>(row.checkpoint) } : {}),
  };
}

export function insertJob(database: WritableDatabase, kind: Job['kind'], subject: string, input: unknown): number {
  const sql = `INSERT INTO jobs (kind, subject, input, state, created_at) VALUES (?, ?, ?, 'queued', ?)`;
  return Number(database.prepare(sql).run(kind, subject, JSON.stringify(input ?? null), now()).lastInsertRowid);
}

export function jobRow(database: WritableDatabase, id: number, withInput = false): JobWithInput | null {
  const row = database.prepare('SELECT * FROM jobs WHERE id = ?').get(id) as Row | undefined;
  return row ? toJob(row, withInput) : null;
}

export function listJobs(database: WritableDatabase, limit: number): Job[] {
  return (database.prepare('SELECT * FROM jobs ORDER BY id DESC LIMIT ?').all(limit) as Row[]).map((row) =>
    toJob(row, false),
  );
}

export function unfinishedJobs(database: WritableDatabase): Job[] {
  const sql = `SELECT * FROM jobs WHERE state IN ('queued', 'running', 'paused') ORDER BY id`;
  return (database.prepare(sql).all() as Row[]).map((row) => toJob(row, false));
}

export function startJob(database: WritableDatabase, id: number): void {
  database.prepare(`UPDATE jobs SET state = 'running', started_at = ? WHERE id = ?`).run(now(), id);
}

/** Between running, paused and waiting. */
export function saveState(database: WritableDatabase, id: number, state: 'queued' | 'running' | 'paused'): void {
  database.prepare('UPDATE jobs SET state = ? WHERE id = ?').run(state, id);
}

export function requeueJob(database: WritableDatabase, id: number): void {
  database.prepare(`UPDATE jobs SET state = 'queued', progress = NULL, stage = NULL WHERE id = ?`).run(id);
}

export function saveProgress(
  database: WritableDatabase,
  id: number,
  progress: number | null,
  stage: Job['stage'],
): void {
  database
    .prepare('UPDATE jobs SET progress = ?, stage = ? WHERE id = ?')
    .run(progress, stage === null ? null : JSON.stringify(stage), id);
}

export function saveCheckpoint(database: WritableDatabase, id: number, checkpoint: unknown): void {
  database.prepare('UPDATE jobs SET checkpoint = ? WHERE id = ?').run(JSON.stringify(checkpoint), id);
}

export function endJob(
  database: WritableDatabase,
  id: number,
  state: 'done' | 'failed' | 'cancelled',
  result: Job['result'],
  error: Job['error'],
): void {
  const sql =
    "UPDATE jobs SET state = ?, progress = CASE WHEN ? = 'done' THEN 1 ELSE progress END, result = ?, error = ?, ended_at = ? WHERE id = ?";
  database
    .prepare(sql)
    .run(
      state,
      state,
      result === null ? null : JSON.stringify(result),
      error === null ? null : JSON.stringify(error),
      now(),
      id,
    );
}

export function interruptJob(database: WritableDatabase, id: number): void {
  const error: Job['error'] = {
    code: 'engine_restarted',
    message: 'Holdfast stopped while this was running. Nothing of it was kept; start it again.',
  };
  database
    .prepare(`UPDATE jobs SET state = 'interrupted', error = ?, ended_at = ? WHERE id = ?`)
    .run(JSON.stringify(error), now(), id);
}
