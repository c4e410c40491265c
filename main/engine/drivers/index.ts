import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { driverAccountSet, driversRead } from './read.ts';

export function driversHandlers(engine: EngineContext) {
  const { drivers } = procedures;
  return {
    run: drivers.run.handler(({ input, signal }) =>
      engine.session().readers.run(driversRead, { ...input, ...calendarOf(engine) }, signal),
    ),
  };
}

export const driversReads = [driversRead];
export const driversAccountSets = [driverAccountSet];
