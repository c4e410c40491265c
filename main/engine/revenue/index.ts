import { writeRates } from '../currencies/index.ts';
import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { movementsRead, ratesRead, revenueAccountSet } from './reads.ts';

export function revenueHandlers(engine: EngineContext) {
  const { revenue } = procedures;
  return {
    movements: revenue.movements.handler(({ input, signal }) =>
      engine.session().readers.run(movementsRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    rates: revenue.rates.handler(({ signal }) => engine.session().readers.run(ratesRead, null, signal)),
    saveRates: revenue.saveRates.handler(({ input }) => {
      const session = engine.session();
      const saved = writeRates(session.database, input);
      session.changed(['revenue']);
      return saved;
    }),
  };
}

export const revenueReads = [movementsRead, ratesRead];
export const revenueAccountSets = [revenueAccountSet];
export { addMonths } from './months.ts';
export { contractsOf, renewalsOf } from './renewals.ts';
export { createStepper } from './steps.ts';
