import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { pathAccountSet, pathsRead } from './read.ts';

export function pathsHandlers(engine: EngineContext) {
  const { paths } = procedures;
  return {
    run: paths.run.handler(({ input, signal }) =>
      engine.session().readers.run(pathsRead, { ...input, ...calendarOf(engine) }, signal),
    ),
  };
}

export const pathsReads = [pathsRead];
export const pathsAccountSets = [pathAccountSet];
