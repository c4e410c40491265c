import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { pathAccountSet, pathsRead } from './read.ts';

export function pathsHandlers(engine: EngineContext) {
  const { paths } = procedures;
  return {
    run: paths.run.handler(({ input, signal }) => {
      const { zone, weekStart } = engine.settings();
      return engine.session().readers.run(pathsRead, { ...input, zone, weekStart }, signal);
    }),
  };
}

export const pathsReads = [pathsRead];
export const pathsAccountSets = [pathAccountSet];
