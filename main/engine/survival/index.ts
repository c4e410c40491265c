import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { exportRenewals } from './export.ts';
import { latestRun } from './queries.ts';
import { curveRead, survivalAccountSet } from './read.ts';
import { accountSurvivalRead, renewalsRead } from './renewals-read.ts';

export function survivalHandlers(engine: EngineContext) {
  const { survival } = procedures;
  const readers = () => engine.session().readers;
  return {
    curve: survival.curve.handler(({ input, signal }) =>
      readers().run(curveRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    compute: survival.compute.handler(() => {
      const { header, jobs } = engine.session();
      return { jobId: jobs.start('survival', header.name, {}) };
    }),
    run: survival.run.handler(() => latestRun(engine.session().database)?.run ?? null),
    renewals: survival.renewals.handler(({ input, signal }) =>
      readers().run(renewalsRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    exportRenewals: survival.exportRenewals.handler(({ input, signal }) =>
      exportRenewals(engine.session(), { ...input, ...calendarOf(engine) }, engine.settings().language ?? 'en', signal),
    ),
    account: survival.account.handler(({ input, signal }) => readers().run(accountSurvivalRead, input, signal)),
  };
}

export const survivalReads = [curveRead, renewalsRead, accountSurvivalRead];
export const survivalAccountSets = [survivalAccountSet];
export { survivalJobs } from './jobs.ts';
export type { SurvivalInput } from './task.ts';
export { bookLives } from './lives.ts';
export type { BookLives } from './lives.ts';
export { latestRun } from './queries.ts';
export { leavingWords } from './words.ts';
export type { TableSurvival, TableSurvivalOptions } from './table.ts';
export { tableSurvival } from './table.ts';
export { dayColumn, eventColumn, numberColumn, textColumn, wrongValue } from './table-columns.ts';
