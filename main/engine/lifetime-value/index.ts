import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { exportLifetime } from './export.ts';
import { lifetimeAccountsRead, lifetimeRead } from './read.ts';

export function lifetimeHandlers(engine: EngineContext) {
  const { lifetimeValue } = procedures;
  return {
    run: lifetimeValue.run.handler(({ input, signal }) =>
      engine.session().readers.run(lifetimeRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    accounts: lifetimeValue.accounts.handler(({ input, signal }) =>
      engine.session().readers.run(lifetimeAccountsRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    export: lifetimeValue.export.handler(({ input, signal }) =>
      exportLifetime(
        engine.session(),
        input.question,
        input.format,
        calendarOf(engine),
        engine.settings().language ?? 'en',
        signal,
      ),
    ),
  };
}

export const lifetimeReads = [lifetimeRead, lifetimeAccountsRead];
export type { TableLifetime, TableLifetimeOptions } from './table.ts';
export { tableLifetime } from './table.ts';
