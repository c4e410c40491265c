import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import { driftAnswer } from './drift-answer.ts';
import { realisedRead } from './realised-read.ts';
import { scheduleAnswer } from './retraining.ts';
import { savePlan } from './schedule-facts.ts';

export function modelWatchHandlers(engine: EngineContext) {
  const { modelWatch } = procedures;
  return {
    drift: modelWatch.drift.handler(({ input }) => driftAnswer(engine.session().database, input.model)),
    realised: modelWatch.realised.handler(({ input, signal }) =>
      engine.session().readers.run(realisedRead, input, signal),
    ),
    schedule: modelWatch.schedule.handler(({ signal }) => scheduleAnswer(engine.session(), signal)),
    setSchedule: modelWatch.setSchedule.handler(async ({ input, signal }) => {
      const session = engine.session();
      savePlan(session.database, input.plan);
      session.changed(['modelWatch']);
      return scheduleAnswer(session, signal);
    }),
  };
}

export const modelWatchReads = [realisedRead];
export { stopRetraining, watchRetraining } from './retraining.ts';
