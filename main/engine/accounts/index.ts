import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { exportQueue } from './export-queue.ts';
import { facetsRead } from './facets.ts';
import { pageRead } from './page.ts';
import { queueRead } from './queue.ts';
import { timelineRead } from './timeline.ts';
import { usageRead } from './usage.ts';

export function accountsHandlers(engine: EngineContext) {
  const { accounts } = procedures;
  return {
    queue: accounts.queue.handler(({ input, signal }) =>
      engine.session().readers.run(queueRead, { ...input, calendar: calendarOf(engine) }, signal),
    ),
    facets: accounts.facets.handler(({ signal }) => engine.session().readers.run(facetsRead, null, signal)),
    get: accounts.get.handler(({ input, signal }) => engine.session().readers.run(pageRead, input, signal)),
    usage: accounts.usage.handler(({ input, signal }) =>
      engine.session().readers.run(usageRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    timeline: accounts.timeline.handler(({ input, signal }) =>
      engine.session().readers.run(timelineRead, input, signal),
    ),
    exportQueue: accounts.exportQueue.handler(({ input, signal }) =>
      exportQueue(engine.session(), { ...input, calendar: calendarOf(engine) }, signal),
    ),
  };
}

export { csvLine, writeQueue } from './export-queue.ts';
export { queueRead } from './queue.ts';
export const accountsReads = [queueRead, facetsRead, pageRead, usageRead, timelineRead];
export type { AccountAttribute } from './attributes.ts';
export { accountAttribute, attributeCodes } from './attributes.ts';
export { bookRows, briefPage } from './briefs.ts';
export type { BookRow } from './book.ts';
export { useBook } from './book.ts';
