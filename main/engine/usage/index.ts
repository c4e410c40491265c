import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { countNames, loadColumns, shareColumns } from '../events/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { defineEventsRead, defineRead, loadEventsName } from '../threads/index.ts';

type Names = ContractOutputs['events']['names'];

/** Loads the event store for all reader threads. */
const loadEvents = defineRead(loadEventsName, ({ database }, _input: null) => shareColumns(loadColumns(database)));

const namesRead = defineEventsRead('events.names', ({ events }, _input: null): Names => {
  const columns = events();
  const instant = (seconds: number | null) => (seconds === null ? null : instantOfSeconds(seconds));
  return {
    names: countNames(columns).map(({ name, events: count, accounts }) => ({ name, count, accounts })),
    total: columns.count,
    firstAt: instant(columns.minSeconds),
    lastAt: instant(columns.maxSeconds),
  };
});

/** What the event store says of itself. */
export function eventsHandlers(engine: EngineContext) {
  return {
    names: procedures.events.names.handler(({ signal }) => engine.session().readers.run(namesRead, null, signal)),
  };
}

export const eventsReads = [loadEvents, namesRead];
export { eventsUntil } from './as-of.ts';
export { checkEventNames } from './event-names.ts';
export { secondsOfRange } from './day-range.ts';
export type { DayRange } from './day-range.ts';
