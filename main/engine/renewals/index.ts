import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { accuracyRead } from './accuracy-read.ts';
import { explainRenewal, sayRenewal } from './change.ts';
import { exportRenewals } from './export.ts';
import { exportRead, factsRead, forecastRead, getRead, listRead } from './reads.ts';

/** What is due to be renewed, what people and the model say of it, and how well they did. */
export function renewalsHandlers(engine: EngineContext) {
  const { renewals } = procedures;
  const readers = () => engine.session().readers;
  const by = () => ({ person: engine.settings().person, now: Math.floor(Date.now() / 1000) });
  return {
    list: renewals.list.handler(({ input, signal }) =>
      readers().run(listRead, { ...input, calendar: calendarOf(engine) }, signal),
    ),
    forecast: renewals.forecast.handler(({ input, signal }) =>
      readers().run(forecastRead, { ...input, calendar: calendarOf(engine) }, signal),
    ),
    get: renewals.get.handler(({ input, signal }) => readers().run(getRead, input, signal)),
    say: renewals.say.handler(async ({ input, signal }) =>
      sayRenewal(engine.session(), await readers().run(factsRead, input, signal), input, by()),
    ),
    explain: renewals.explain.handler(async ({ input, signal }) =>
      explainRenewal(engine.session(), await readers().run(factsRead, input, signal), input.words, by()),
    ),
    accuracy: renewals.accuracy.handler(({ input, signal }) =>
      readers().run(accuracyRead, { ...input, calendar: calendarOf(engine) }, signal),
    ),
    export: renewals.export.handler(({ input: { format, ...question }, signal }) =>
      exportRenewals(
        engine.session(),
        { ...question, calendar: calendarOf(engine) },
        format,
        engine.settings().language ?? 'en',
        signal,
      ),
    ),
  };
}

export { keepModelMarks } from './marks.ts';
export const renewalsReads = [accuracyRead, exportRead, factsRead, forecastRead, getRead, listRead];
