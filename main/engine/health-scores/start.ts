import type { Session, SessionJob } from '../session/index.ts';
import { versionInForce } from './versions.ts';

const open = new Set(['queued', 'running', 'paused']);

/** The computation that waits or runs; null without one. */
export function underWay({ jobs }: Pick<Session, 'jobs'>): number | null {
  return jobs.list(200).find(({ kind, state }) => kind === 'health' && open.has(state))?.id ?? null;
}

/** Starts a computation, or names the one that has not begun yet. @returns its job */
export function startCompute({ jobs, header }: Pick<Session, 'jobs' | 'header'>): number {
  const waiting = jobs.list(200).find(({ kind, state }) => kind === 'health' && state === 'queued');
  return waiting?.id ?? jobs.start('health', header.name, {});
}

/** A job after which the book is scored anew by the version in force, if there is one. */
export function afterNewData(job: SessionJob): SessionJob {
  return {
    ...job,
    async run(session, input, context) {
      const before = session.dataVersion();
      const result = await job.run(session, input, context);
      if (session.dataVersion() !== before && versionInForce(session.database) !== null) startCompute(session);
      return result;
    },
  };
}
