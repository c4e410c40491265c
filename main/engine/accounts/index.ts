import type { Session } from '../session/index.ts';
import { bookRead } from './book.ts';
import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { exportQueue } from './export-queue.ts';
import { briefingRead } from './briefing.ts';
import { historyRead } from './history.ts';
import { facetsRead } from './facets.ts';
import { pageRead } from './page.ts';
import { queueRead } from './queue.ts';
import { timelineRead } from './timeline.ts';
import { daysRead, usageRead } from './usage.ts';

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
    history: accounts.history.handler(({ input, signal }) => engine.session().readers.run(historyRead, input, signal)),
    days: accounts.days.handler(({ input, signal }) =>
      engine.session().readers.run(daysRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    brief: accounts.brief.handler(({ input, signal }) => {
      const language = input.language ?? engine.settings().language ?? 'en';
      return engine.session().readers.run(briefingRead, { id: input.id, language }, signal);
    }),
    exportQueue: accounts.exportQueue.handler(({ input, signal }) =>
      exportQueue(engine.session(), { ...input, calendar: calendarOf(engine) }, signal),
    ),
  };
}

export { csvLine, writeQueue } from './export-queue.ts';
export { filterSql, queueRead, sortColumns } from './queue.ts';
/** Has the reader threads make the book before somebody asks for it. Whoever asks first is told why it failed. */
export function warmBook({ readers }: Session): void {
  readers.prefetch();
  for (let thread = 0; thread < 2; thread++) readers.run(bookRead, null).catch(() => undefined);
}

export const accountsReads = [
  bookRead,
  queueRead,
  facetsRead,
  pageRead,
  usageRead,
  timelineRead,
  historyRead,
  daysRead,
  briefingRead,
];
export type { AccountAttribute } from './attributes.ts';
export { accountAttribute, attributeCodes } from './attributes.ts';
export { bookRows, briefPage } from './briefs.ts';
export type { BookRow } from './book.ts';
export { toQueueRow, useBook } from './book.ts';
