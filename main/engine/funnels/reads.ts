import type { ContractOutputs, FunnelResult, PeriodName } from '../../../shared/contract/index.ts';
import { createCalendar } from '../events/index.ts';
import { accountIndexOf } from '../events/index.ts';
import { segmentName } from '../segments/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { convertCurve } from './curve.ts';
import { allUnits, figuresOf } from './figures.ts';
import { describeGroups } from './groups.ts';
import { answerFunnel, noStep, planQuestion } from './question.ts';
import type { AskedFunnel } from './question.ts';
import { readUnits, unitsPass } from './read-units.ts';
import { traceAccount } from './trace.ts';
import { entryTrend } from './trend.ts';
import { andWords, funnelWords } from './words.ts';

type Outputs = ContractOutputs['funnels'];

export const funnelRead = defineEventsRead(
  'funnels.run',
  (context, question: AskedFunnel): FunnelResult => {
    const { plan, table, groups, segments } = answerFunnel(context, question);
    return {
      steps: figuresOf(table, plan.rule, allUnits(table)),
      groups: describeGroups(table, plan.rule, groups),
      definition: define(context, question, table.size, segments),
    };
  },
  [unitsPass],
);

export const funnelCurveRead = defineEventsRead(
  'funnels.curve',
  (context, question: AskedFunnel & { step: number }): Outputs['curve'] => {
    const { step, windowSeconds, steps } = question;
    if (step >= steps.length) throw noStep(step, steps.length);
    const table = readUnits(context, planQuestion(context, question));
    const definition = define(context, { ...question, breakdown: null }, table.size, []);
    return {
      ...convertCurve(table, steps.length, step, windowSeconds, eventsUntil(context)),
      definition: {
        ...definition,
        words: andWords(definition.words, {
          en: `The curve is the share that had reached step ${step + 1} so long after the first event (Kaplan-Meier); those who had not are counted as long as their window and the data last.`,
          es: `La curva es la parte que había llegado al paso ${step + 1} tanto tiempo después del primer evento (Kaplan-Meier); quienes no llegaron cuentan mientras duran su plazo y los datos.`,
        }),
      },
    };
  },
);

export const funnelTrendRead = defineEventsRead(
  'funnels.trend',
  (context, question: AskedFunnel & { period: PeriodName }): Outputs['trend'] => {
    const { period, windowSeconds, steps, zone, weekStart } = question;
    const plan = planQuestion(context, question);
    const table = readUnits(context, plan);
    const definition = define(context, { ...question, breakdown: null }, table.size, []);
    const asOf = eventsUntil(context);
    const { minSeconds } = plan.columns;
    const periods = entryTrend(table, {
      calendar: createCalendar({ zone, weekStart }),
      period,
      stepCount: steps.length,
      windowSeconds,
      first: minSeconds === null ? null : Math.max(minSeconds, plan.from),
      last: asOf === null ? null : Math.min(asOf, plan.to - 1),
      asOf,
    });
    return {
      periods,
      definition: {
        ...definition,
        words: andWords(definition.words, {
          en: 'Everybody counts once, in the period of the first event. A period is complete when it has ended and so has the window of everybody who entered in it.',
          es: 'Cada cual cuenta una vez, en el periodo del primer evento. Un periodo está completo cuando ha terminado y también el plazo de todos los que entraron en él.',
        }),
      },
    };
  },
);

export const funnelTraceRead = defineEventsRead(
  'funnels.trace',
  (context, question: AskedFunnel & { account: string }): Outputs['trace'] => {
    const plan = planQuestion(context, question);
    const account = accountIndexOf(plan.columns, question.account);
    if (account >= 0) {
      if (plan.accountFilter !== null && plan.accountFilter[account] !== 1) return noTrace('outside-segment');
      return traceAccount(plan, account);
    }
    const isKnown = context.database
      .prepare('SELECT 1 FROM current_accounts WHERE account_id = ?')
      .get(question.account);
    return noTrace(isKnown === undefined ? 'no-such-account' : 'never-entered');
  },
);

function noTrace(reason: Outputs['trace']['stopped']['reason']): Outputs['trace'] {
  const step = reason === 'never-entered' ? 0 : null;
  return { contact: null, matched: [], reached: 0, stopped: { reason, step, event: null, at: null }, events: [] };
}

function define(context: ReadContext, question: AskedFunnel, sample: number, segments: readonly string[]) {
  const { order, windowSeconds, unit, zone, from, to } = question;
  return answerDefinition(context, {
    key: 'funnel',
    values: { order, windowSeconds, unit, zone, from: from ?? null, to: to ?? null },
    words: funnelWords(question, { segment: segmentName(context, question.segment), segments }),
    sample,
    asOf: eventsUntil(context),
  });
}
