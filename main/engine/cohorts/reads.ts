import type { ContractOutputs, RetentionGrid } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { briefPage } from '../accounts/index.ts';
import { dataVersion } from '../db/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { checkEventNames, eventsUntil, secondsOfRange } from '../usage/index.ts';
import type { DayRange } from '../usage/index.ts';
import { retentionAccounts } from './retention-accounts.ts';
import type { RetentionOptions } from './retention-plan.ts';
import { retention } from './retention.ts';

/** The question as the contract puts it, with the workspace's zone and week. */
export type RetentionQuestion = DayRange & {
  startEvents: string[];
  returnEvents: string[];
  period: 'day' | 'week' | 'month';
  mode: 'on' | 'on-or-after';
};
export type CellQuestion = RetentionQuestion & {
  cohort: string;
  index: number;
  which: 'retained' | 'lost' | 'all';
  cursor: string | null;
  limit: number;
};

export const retentionRead = defineEventsRead(
  'cohorts.retention',
  (context, question: RetentionQuestion): RetentionGrid => {
    const table = retention(context.events(), toOptions(question, context));
    return {
      cohorts: table.cohorts,
      average: table.average,
      definition: {
        key: 'retention',
        values: {
          mode: question.mode,
          period: question.period,
          zone: question.zone,
          weekStart: question.weekStart,
          startEvents: question.startEvents.join(', ') || null,
          returnEvents: question.returnEvents.join(', ') || null,
          from: question.from ?? null,
          to: question.to ?? null,
          accounts: table.cohorts.reduce((sum, cohort) => sum + cohort.size, 0),
        },
        dataVersion: dataVersion(context.database),
        asOf: table.asOf === null ? null : instantOfSeconds(table.asOf),
      },
    };
  },
);

export const retentionAccountsRead = defineEventsRead(
  'cohorts.retentionAccounts',
  (context, question: CellQuestion): ContractOutputs['cohorts']['retentionAccounts'] => {
    const columns = context.events();
    const found = retentionAccounts(
      columns,
      toOptions(question, context),
      question.cohort,
      question.index,
      question.which,
    );
    const ids = Array.from(found, (account) => columns.accounts[account] ?? '');
    return briefPage(context, ids, question.cursor, question.limit);
  },
);

function toOptions(question: RetentionQuestion, context: ReadContext): RetentionOptions {
  const { startEvents, returnEvents, period, mode, zone, weekStart } = question;
  checkEventNames(context.events().names, [...startEvents, ...returnEvents]);
  const asOf = eventsUntil(context);
  return {
    startEvents: startEvents.length > 0 ? startEvents : null,
    returnEvents: returnEvents.length > 0 ? returnEvents : null,
    period,
    mode,
    zone,
    weekStart,
    shouldStop: context.shouldStop,
    ...(asOf === null ? {} : { asOf }),
    ...secondsOfRange(question),
  };
}
