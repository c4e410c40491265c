import type { ContractOutputs, FunnelResult } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { briefPage } from '../accounts/index.ts';
import { dataVersion } from '../db/index.ts';
import { accountIndexOf } from '../events/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { checkEventNames, eventsUntil, secondsOfRange } from '../usage/index.ts';
import type { DayRange } from '../usage/index.ts';
import { funnel, funnelAccounts, traceFunnel } from './funnel.ts';
import type { FunnelOptions } from './funnel-plan.ts';

export type FunnelQuestion = DayRange & { steps: string[][]; windowSeconds: number };
export type StepQuestion = FunnelQuestion & {
  step: number;
  which: 'reached' | 'dropped';
  cursor: string | null;
  limit: number;
};

export const funnelRead = defineEventsRead('funnels.run', (context, question: FunnelQuestion): FunnelResult => {
  const columns = context.events();
  const result = funnel(columns, toOptions(question, context));
  return {
    steps: result.steps.map(({ event, count, rateOverall, rateRelative, medianSeconds, p90Seconds }) => ({
      event,
      count,
      overall: rateOverall,
      relative: rateRelative,
      medianSeconds,
      p90Seconds,
    })),
    definition: {
      key: 'funnel',
      values: {
        order: result.rule.order,
        windowSeconds: result.rule.windowSeconds,
        zone: question.zone,
        from: question.from ?? null,
        to: question.to ?? null,
        accounts: result.entered,
      },
      dataVersion: dataVersion(context.database),
      asOf: result.rule.asOf === null ? null : instantOfSeconds(result.rule.asOf),
    },
  };
});

export const funnelAccountsRead = defineEventsRead(
  'funnels.accounts',
  (context, question: StepQuestion): ContractOutputs['funnels']['accounts'] => {
    const columns = context.events();
    if (question.step >= question.steps.length) {
      throw new HoldfastError(
        'invalid_input',
        `This funnel has ${question.steps.length} steps; there is no step ${question.step + 1}.`,
      );
    }
    const found = funnelAccounts(columns, toOptions(question, context), question.step + 1, question.which);
    return briefPage(
      context,
      Array.from(found, (account) => columns.accounts[account] ?? ''),
      question.cursor,
      question.limit,
    );
  },
);

export const funnelTraceRead = defineEventsRead(
  'funnels.trace',
  (context, question: FunnelQuestion & { account: string }): ContractOutputs['funnels']['trace'] => {
    const columns = context.events();
    const account = accountIndexOf(columns, question.account);
    const matched = account < 0 ? [] : traceFunnel(columns, toOptions(question, context), account);
    return {
      matched: matched.map(({ step, event, seconds }) => ({ step: step - 1, event, at: instantOfSeconds(seconds) })),
      reached: matched.length,
    };
  },
);

function toOptions(question: FunnelQuestion, context: ReadContext): FunnelOptions {
  const { steps, windowSeconds } = question;
  checkEventNames(context.events().names, steps.flat());
  const asOf = eventsUntil(context);
  return {
    steps,
    windowSeconds,
    shouldStop: context.shouldStop,
    ...(asOf === null ? {} : { asOf }),
    ...secondsOfRange(question),
  };
}
