import { EventEmitter, on } from 'node:events';
import type { Job } from '../../../shared/contract/index.ts';
import { cancelled, HoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import { writeGate } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import {
  endJob,
  insertJob,
  interruptJob,
  jobRow,
  listJobs,
  requeueJob,
  saveCheckpoint,
  saveProgress,
  saveState,
  startJob,
  unfinishedJobs,
} from './queries.ts';
import { createPauseSwitch } from './pause.ts';
import type { OwnPauseSwitch, PauseSwitch } from './pause.ts';

export type JobKind = Job['kind'];
export type JobStage = NonNullable<Job['stage']>;
export type JobResult = NonNullable<Job['result']>;

/** What a running job is given. */
export type JobContext = {
  readonly id: number;
  readonly signal: AbortSignal;
  /** Only jobs that can be paused need to look at it. */
  readonly pause: PauseSwitch;
  /** @param progress 0 to 1, null where it cannot be told */
  report(progress: number | null, stage?: JobStage): void;
  /** What was saved by the run that was interrupted; null at the first. */
  readonly checkpoint: unknown;
  /** Remembered with the data it covers: call it inside the transaction that writes that data. */
  saveCheckpoint(value: unknown): void;
};

export type JobRunner = {
  /** After the engine died: `resume` runs the job again from its checkpoint, `discard` marks it interrupted (it wrote nothing). */
  readonly onRestart: 'resume' | 'discard';
  /** Its work stands still while `context.pause` says so. */
  readonly isPausable?: boolean;
  run(input: unknown, context: JobContext): Promise<JobResult>;
};

/** Long work as durable rows: one at a time, in order, each with progress and cancel. */
export type Jobs = {
  start(kind: JobKind, subject: string, input: unknown): number;
  get(id: number): Job;
  list(limit: number): Job[];
  cancel(id: number): Job;
  /** Others go on meanwhile. @throws conflict where the job cannot be paused now */
  pause(id: number): Job;
  /** Goes on where it stood, after what runs now; a job that was paused when the engine ended starts anew. */
  resume(id: number): Job;
  /**
   * The jobs under way now, then every change; with an id it ends when that job has ended.
   * @throws engine_restarted where the workspace is closed before that
   */
  watch(id: number | undefined, signal?: AbortSignal): AsyncGenerator<Job>;
  /** Resolves when the job has ended, whatever the end. */
  ended(id: number, signal?: AbortSignal): Promise<Job>;
  /** Takes up or gives up what a dead engine left behind. */
  recover(): void;
  /** Stops what runs; it stays resumable. */
  close(): Promise<void>;
};

type Begun = {
  readonly id: number;
  readonly controller: AbortController;
  readonly pause: OwnPauseSwitch;
  finished: Promise<void>;
  progress: number | null;
  stage: JobStage | null;
  toldAt: number;
  savedAt: number;
};

const endStates = new Set<Job['state']>(['done', 'failed', 'cancelled', 'interrupted']);
/** A new stage is told at once, progress within one at most this often: pages draw each telling. */
const millisecondsBetweenTellings = 100;
const millisecondsBetweenSaves = 500;

export function createJobs(database: WritableDatabase, runners: Readonly<Record<JobKind, JobRunner>>): Jobs {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const queue: number[] = [];
  /** Everything that has begun and not ended: the one that runs, and those that stand still. */
  const begun = new Map<number, Begun>();
  let running: Begun | null = null;
  let closing = false;
  const gate = writeGate(database);
  /** Cancelled before they began, while somebody else writes: their rows say so once he has ended. */
  const leaving = new Set<number>();
  const closed = new HoldfastError('engine_restarted', 'The workspace was closed while this was running.');

  function get(id: number): Job {
    const found = jobRow(database, id);
    if (!found) throw new HoldfastError('not_found', `There is no job ${id}.`);
    const live = begun.get(id);
    const canPause = runners[found.kind].isPausable === true && (found.state === 'running' || found.state === 'queued');
    const job = { ...found, pausable: canPause };
    if (leaving.has(id)) return { ...job, state: 'cancelled', cancellable: false, pausable: false };
    return live && !endStates.has(found.state) ? { ...job, progress: live.progress, stage: live.stage } : job;
  }
  const tell = (id: number): void => void emitter.emit('job', get(id));

  function next(): void {
    if (running || closing) return;
    const id = queue.shift();
    if (id === undefined) return;
    const standing = begun.get(id);
    if (standing) {
      running = standing;
      saveState(database, id, 'running');
      tell(id);
      standing.pause.set(false);
      return;
    }
    // Noted before it begins: a job that fails at once is over, and the next one noted, before execute() answers.
    const live: Begun = {
      id,
      controller: new AbortController(),
      pause: createPauseSwitch(),
      finished: Promise.resolve(),
      progress: null,
      stage: null,
      toldAt: 0,
      savedAt: 0,
    };
    begun.set(id, live);
    running = live;
    live.finished = execute(live);
  }

  async function execute(live: Begun): Promise<void> {
    const { id, controller, pause } = live;
    try {
      if (gate.isHeld) await gate.free(controller.signal);
      startJob(database, id);
      const { kind, input, checkpoint } = jobRow(database, id, true) ?? {};
      tell(id);
      if (!kind) throw new HoldfastError('not_found', `There is no job ${id}.`);
      const result = await runners[kind].run(input, {
        id,
        signal: controller.signal,
        pause,
        checkpoint: checkpoint ?? null,
        saveCheckpoint: (value) => saveCheckpoint(database, id, value),
        report(progress, stage) {
          if (!begun.has(id)) return;
          const isNewStage = stage !== undefined && stage.key !== live.stage?.key;
          live.progress = progress === null ? null : Math.min(1, Math.max(0, progress));
          live.stage = stage ?? live.stage;
          const now = Date.now();
          if (!isNewStage && now - live.toldAt < millisecondsBetweenTellings) return;
          live.toldAt = now;
          // Inside somebody's transaction the progress would be undone with it, and beside it would stand still until its end,
          // so it waits for the next report.
          if (now - live.savedAt > millisecondsBetweenSaves && !database.inTransaction && !gate.isHeld) {
            saveProgress(database, id, live.progress, live.stage);
            live.savedAt = now;
          }
          tell(id);
        },
      });
      if (gate.isHeld) await gate.free();
      saveProgress(database, id, live.progress, live.stage);
      endJob(database, id, 'done', result, null);
    } catch (error) {
      // What was stopped by closing only stays as it is, to be taken up; what a person cancelled stays cancelled.
      if (closing && controller.signal.reason === closed) return;
      if (gate.isHeld) await gate.free();
      giveUp(id, controller.signal.aborted ? asCancelled(error) : toHoldfastError(error));
    } finally {
      begun.delete(id);
      if (running === live) running = null;
      if (!closing) {
        tell(id);
        next();
      }
    }
  }

  function takeFromQueue(id: number): void {
    const place = queue.indexOf(id);
    if (place >= 0) queue.splice(place, 1);
  }

  /** Cancels what has not begun: at once, whoever writes. */
  function leave(id: number): void {
    const end = (): void => {
      leaving.delete(id);
      giveUp(id, new HoldfastError('cancelled', 'It was cancelled before it started.'));
    };
    if (gate.isHeld) {
      leaving.add(id);
      void gate.free().then(end);
    } else end();
    tell(id);
  }

  function giveUp(id: number, { code, message }: HoldfastError): void {
    try {
      endJob(database, id, code === 'cancelled' ? 'cancelled' : 'failed', null, { code, message });
    } catch {
      // A disk that is full refuses even this. The row stays as it is, for the next opening to settle.
    }
  }

  async function* watch(id: number | undefined, signal?: AbortSignal): AsyncGenerator<Job> {
    const changes = on(emitter, 'job', { close: ['closed'], ...(signal ? { signal } : {}) });
    const present = id === undefined ? listJobs(database, 200).filter((job) => !endStates.has(job.state)) : [get(id)];
    try {
      for (const job of present) {
        yield get(job.id);
        if (id !== undefined && endStates.has(job.state)) return;
      }
      for await (const [job] of changes as AsyncIterable<[Job]>) {
        if (id !== undefined && job.id !== id) continue;
        yield job;
        if (id !== undefined && endStates.has(job.state)) return;
      }
      throw closed;
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      await changes.return?.();
    }
  }

  return {
    get,
    watch,
    start(kind, subject, input) {
      const id = insertJob(database, kind, subject, input);
      queue.push(id);
      tell(id);
      next();
      return id;
    },
    list: (limit) => listJobs(database, limit).map((job) => get(job.id)),
    cancel(id) {
      const found = get(id);
      const live = begun.get(id);
      takeFromQueue(id);
      if (live) live.controller.abort(cancelled(found.subject || 'The job'));
      else if (!leaving.has(id) && (found.state === 'queued' || found.state === 'paused')) leave(id);
      return get(id);
    },
    pause(id) {
      const found = get(id);
      if (found.state === 'paused') return found;
      if (!found.pausable)
        throw new HoldfastError('conflict', `${found.subject || 'This job'} cannot be paused now. Cancel it instead.`);
      takeFromQueue(id);
      begun.get(id)?.pause.set(true);
      saveState(database, id, 'paused');
      if (running?.id === id) running = null;
      tell(id);
      next();
      return get(id);
    },
    resume(id) {
      const found = get(id);
      if (found.state !== 'paused') return found;
      saveState(database, id, 'queued');
      // Before what has not begun yet: a person asked for it.
      queue.unshift(id);
      tell(id);
      next();
      return get(id);
    },
    async ended(id, signal) {
      for await (const job of watch(id, signal)) if (endStates.has(job.state)) return job;
      return get(id);
    },
    recover() {
      for (const job of unfinishedJobs(database)) {
        if (runners[job.kind].onRestart === 'resume') {
          if (job.state === 'paused') continue;
          requeueJob(database, job.id);
          queue.push(job.id);
        } else interruptJob(database, job.id);
      }
      next();
    },
    async close() {
      closing = true;
      for (const { controller } of begun.values()) controller.abort(closed);
      await Promise.all([...begun.values()].map(({ finished }) => finished));
      emitter.emit('closed');
    },
  };
}

function asCancelled(error: unknown): HoldfastError {
  const known = toHoldfastError(error);
  return known.code === 'cancelled' ? known : cancelled('The job');
}
