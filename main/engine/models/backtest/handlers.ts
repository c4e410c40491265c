import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import { exportBacktest } from './export.ts';
import { latestBacktest } from './queries.ts';
import { backtestRowsRead } from './read.ts';
import { backtested } from './run.ts';

export function backtestsHandlers(engine: EngineContext) {
  const { backtests } = procedures;
  return {
    start: backtests.start.handler(({ input }) => {
      const { database, jobs } = engine.session();
      const { model } = backtested(database, input);
      const isUnderWay = database
        .prepare(`SELECT count(*) FROM jobs WHERE kind = 'backtest' AND state IN ('queued', 'running', 'paused')`)
        .pluck()
        .get();
      if (isUnderWay)
        throw new HoldfastError(
          'conflict',
          'A backtest is under way already. Wait for it to end, or cancel it; the last one stays in place meanwhile.',
        );
      return { jobId: jobs.start('backtest', model.card.name, input) };
    }),
    latest: backtests.latest.handler(() => {
      const session = engine.session();
      return latestBacktest(session.database, session.dataVersion());
    }),
    accounts: backtests.accounts.handler(({ input, signal }) =>
      engine.session().readers.run(backtestRowsRead, input, signal),
    ),
    exportAccounts: backtests.exportAccounts.handler(({ input, signal }) =>
      exportBacktest(engine.session(), input, engine.settings().language ?? 'en', signal),
    ),
  };
}
