import type { ContractOutputs, AccountSet } from '../../../shared/contract/index.ts';
import { dayOfSeconds } from '../../../shared/domain/time.ts';
import { briefPage } from '../accounts/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { defineEventsRead } from '../threads/index.ts';
import { eventsUntil } from '../usage/index.ts';
import { exportIdsRead, exportRowsRead, exportSet } from './export-set.ts';
import { setWords } from './set-words.ts';

type ListQuestion = { set: AccountSet; calendar: CalendarOptions; cursor: string | null; limit: number };

const listRead = defineEventsRead(
  'accountSets.list',
  (context, { set, calendar, cursor, limit }: ListQuestion): ContractOutputs['accountSets']['list'] => {
    const asOf = eventsUntil(context);
    return {
      ...briefPage(context, context.accountsIn(set, calendar), cursor, limit),
      asOf: asOf === null ? null : dayOfSeconds(asOf),
    };
  },
);

/** The accounts behind every number of every analysis: one door for all of them. */
export function accountSetsHandlers(engine: EngineContext) {
  const { accountSets } = procedures;
  return {
    list: accountSets.list.handler(({ input, signal }) =>
      engine.session().readers.run(listRead, { ...input, calendar: calendarOf(engine) }, signal),
    ),
    export: accountSets.export.handler(({ input, signal }) => {
      const session = engine.session();
      const { zone, weekStart, language } = engine.settings();
      const words = setWords(input.set, (id) => segmentLabel(session.database, id))[language ?? 'en'];
      const options = { ...input, calendar: { zone, weekStart }, name: words, words, language: language ?? 'en' };
      return exportSet(session, options, signal);
    }),
  };
}

function segmentLabel(database: WritableDatabase, id: number): string {
  return String(database.prepare('SELECT name FROM segments WHERE id = ?').pluck().get(id) ?? id);
}

export const accountSetsReads = [listRead, exportIdsRead, exportRowsRead];
export { exportSet } from './export-set.ts';
export { setWords } from './set-words.ts';
