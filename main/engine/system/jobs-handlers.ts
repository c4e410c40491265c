import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';

export function jobsHandlers(engine: EngineContext) {
  const { jobs } = procedures;
  return {
    list: jobs.list.handler(({ input }) => engine.session().jobs.list(input.limit)),
    get: jobs.get.handler(({ input }) => engine.session().jobs.get(input.id)),
    cancel: jobs.cancel.handler(({ input }) => engine.session().jobs.cancel(input.id)),
    pause: jobs.pause.handler(({ input }) => engine.session().jobs.pause(input.id)),
    resume: jobs.resume.handler(({ input }) => engine.session().jobs.resume(input.id)),
    watch: jobs.watch.handler(({ input, signal }) => engine.session().jobs.watch(input.id, signal)),
  };
}
