import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { lifecycleAccountSet, lifecycleRead } from './lifecycle-read.ts';
import { stickinessAccountSet, stickinessRead } from './stickiness-read.ts';
import { intervalAccountSet, intervalRead } from './usage-interval-read.ts';

export function engagementHandlers(engine: EngineContext) {
  const { engagement } = procedures;
  return {
    lifecycle: engagement.lifecycle.handler(({ input, signal }) =>
      engine.session().readers.run(lifecycleRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    stickiness: engagement.stickiness.handler(({ input, signal }) =>
      engine.session().readers.run(stickinessRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    interval: engagement.interval.handler(({ input, signal }) =>
      engine.session().readers.run(intervalRead, { ...input, ...calendarOf(engine) }, signal),
    ),
  };
}

export const engagementReads = [lifecycleRead, stickinessRead, intervalRead];
export const engagementAccountSets = [lifecycleAccountSet, stickinessAccountSet, intervalAccountSet];
