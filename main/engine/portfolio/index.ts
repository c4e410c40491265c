import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { monthsRead, portfolioSet, scatterRead, treeRead } from './reads.ts';

/** The book as a picture. */
export function portfolioHandlers(engine: EngineContext) {
  const { portfolio } = procedures;
  const asked = <Input>(input: Input) => ({ ...input, calendar: calendarOf(engine) });
  return {
    scatter: portfolio.scatter.handler(({ input, signal }) =>
      engine.session().readers.run(scatterRead, asked(input), signal),
    ),
    tree: portfolio.tree.handler(({ input, signal }) => engine.session().readers.run(treeRead, asked(input), signal)),
    months: portfolio.months.handler(({ input, signal }) =>
      engine.session().readers.run(monthsRead, asked(input), signal),
    ),
  };
}

export const portfolioReads = [monthsRead, scatterRead, treeRead];
export const portfolioAccountSets = [portfolioSet];
