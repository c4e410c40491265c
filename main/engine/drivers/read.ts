import type { ContractOutputs, DriversQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createCalendar } from '../events/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { revenueBook } from '../recurring-revenue/index.ts';
import { segmentFilter, segmentName } from '../segments/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, eventsUntil, secondsOfRange } from '../usage/index.ts';
import { compareBehaviours, membersWho } from './behaviours.ts';
import { studyAccounts } from './study.ts';
import type { Study } from './study.ts';
import { driversWords } from './words.ts';

export const driversRead = defineEventsRead(
  'drivers.run',
  (context, { zone, weekStart, ...question }: DriversQuestion & CalendarOptions): ContractOutputs['drivers']['run'] => {
    const study = studyOf(context, question, { zone, weekStart });
    const { thresholds, leastGroup } = question;
    return {
      accounts: study.accounts.length,
      retained: study.retained.reduce<number>((sum, one) => sum + one, 0),
      leftOut: study.leftOut,
      ...compareBehaviours(study, context.events().names, thresholds, leastGroup),
      definition: answerDefinition(context, {
        key: 'drivers',
        values: {
          behaviourDays: question.behaviourDays,
          gapDays: question.gapDays,
          outcomeDays: question.outcomeDays,
          outcome: question.outcome,
          entry: question.entry,
          zone,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
        },
        words: driversWords(question, segmentName(context, question.segment)),
        sample: study.accounts.length,
        asOf: eventsUntil(context),
      }),
    };
  },
);

export const driverAccountSet = defineAccountSet(
  'driver',
  (context, { question, event, atLeast, side, which }, calendar) => {
    const { names, accounts } = context.events();
    const code = names.indexOf(event);
    if (code < 0)
      throw new HoldfastError('not_found', `There is no event named "${event}" any more. Open the view again.`);
    const study = studyOf(context, question, calendar);
    const flags = membersWho(study, code, atLeast);
    const ids: string[] = [];
    study.accounts.forEach((account, member) => {
      if ((flags[member] === 1) !== (side === 'did')) return;
      if (which === 'all' || (study.retained[member] === 1) === (which === 'retained')) ids.push(accounts[account]!);
    });
    return ids;
  },
);

function studyOf(context: ReadContext, question: DriversQuestion, calendar: CalendarOptions): Study {
  const { from = 0, to = Infinity } = secondsOfRange({ ...question, ...calendar });
  return studyAccounts({
    columns: context.events(),
    calendar: createCalendar(calendar),
    revenue: revenueBook(context),
    question,
    from,
    to,
    asOf: eventsUntil(context) ?? -1,
    accountFilter: segmentFilter(context, question.segment, calendar),
    shouldStop: context.shouldStop,
  });
}
