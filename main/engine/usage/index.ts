import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { countNames } from '../events/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { defineEventsRead } from '../threads/index.ts';
import { listProperties, searchValues } from './properties.ts';

type Names = ContractOutputs['events']['names'];

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

const propertiesRead = defineEventsRead('events.properties', ({ events, shouldStop }, _input: null) =>
  listProperties(events(), shouldStop),
);

const valuesRead = defineEventsRead(
  'events.values',
  ({ events, shouldStop }, { property, search }: { property: string; search: string }) =>
    searchValues(events(), property, search, shouldStop),
);

/** What the event store says of itself. */
export function eventsHandlers(engine: EngineContext) {
  const { events } = procedures;
  return {
    names: events.names.handler(({ signal }) => engine.session().readers.run(namesRead, null, signal)),
    properties: events.properties.handler(({ signal }) => engine.session().readers.run(propertiesRead, null, signal)),
    values: events.values.handler(({ input, signal }) => engine.session().readers.run(valuesRead, input, signal)),
  };
}

export const eventsReads = [namesRead, propertiesRead, valuesRead];
export { eventsUntil } from './as-of.ts';
export { checkEventNames } from './event-names.ts';
export { secondsOfRange } from './day-range.ts';
export type { DayRange } from './day-range.ts';
export { answerDefinition } from './answer.ts';
export { operatorWords, scopeWords, selectorBits, selectorWords } from './selectors.ts';
