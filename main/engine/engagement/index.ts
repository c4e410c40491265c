import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { lifecycleAccountSet, lifecycleRead } from './lifecycle-read.ts';
import { stickinessAccountSet, stickinessRead } from './stickiness-read.ts';
import { intervalAccountSet, intervalRead } from './usage-interval-read.ts';

export function engagementHandlers(engine: EngineContext) {
  const { engagement } = procedures;
  const calendar = () => {
    const { zone, weekStart } = engine.settings();
    return { zone, weekStart };
  };
  return {
    lifecycle: engagement.lifecycle.handler(({ input, signal }) =>
      engine.session().readers.run(lifecycleRead, { ...input, ...calendar() }, signal),
    ),
    stickiness: engagement.stickiness.handler(({ input, signal }) =>
      engine.session().readers.run(stickinessRead, { ...input, ...calendar() }, signal),
    ),
    interval: engagement.interval.handler(({ input, signal }) =>
      engine.session().readers.run(intervalRead, { ...input, ...calendar() }, signal),
    ),
  };
}

export const engagementReads = [lifecycleRead, stickinessRead, intervalRead];
export const engagementAccountSets = [lifecycleAccountSet, stickinessAccountSet, intervalAccountSet];
