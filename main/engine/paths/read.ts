import type { ContractOutputs, PathQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentFilter, segmentName } from '../segments/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, eventsUntil, secondsOfRange, selectorBits } from '../usage/index.ts';
import { findPaths } from './find-paths.ts';
import type { PathPlan } from './find-paths.ts';
import { accountsAt, treeOf } from './tree.ts';
import { pathWords } from './words.ts';

type Answer = ContractOutputs['paths']['run'];

export const pathsRead = defineEventsRead(
  'paths.run',
  (context, { zone, weekStart, ...question }: PathQuestion & CalendarOptions): Answer => {
    const plan = planPaths(context, question, { zone, weekStart });
    const paths = findPaths(plan);
    const { events } = question.anchor;
    return {
      entered: paths.size,
      ...treeOf(
        paths,
        question.steps,
        question.branches,
        plan.columns.names,
        events.length === 0 ? '*' : events.join(' / '),
      ),
      definition: answerDefinition(context, {
        key: 'paths',
        values: {
          direction: question.direction,
          steps: question.steps,
          windowSeconds: question.windowSeconds,
          occurrence: question.occurrence,
          unit: question.unit,
          zone,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
        },
        words: pathWords(question, segmentName(context, question.segment)),
        sample: paths.size,
        asOf: eventsUntil(context),
      }),
    };
  },
);

export const pathAccountSet = defineAccountSet('path', (context, { question, step, event, kind }, calendar) => {
  if (step > question.steps) {
    throw new HoldfastError('not_found', `These paths have ${question.steps} steps; there is no step ${step}.`);
  }
  const plan = planPaths(context, question, calendar);
  const { names, accounts } = plan.columns;
  return accountsAt(findPaths(plan), question.steps, question.branches, names, { step, event, kind }).map(
    (account) => accounts[account]!,
  );
});

function planPaths(context: ReadContext, question: PathQuestion, calendar: CalendarOptions): PathPlan {
  const columns = context.events();
  const bits = selectorBits(columns, [question.anchor, { events: question.events, where: [] }]);
  const { from = 0, to = Infinity } = secondsOfRange({ ...question, ...calendar });
  return {
    columns,
    bits,
    rule: question,
    from,
    to,
    asOf: eventsUntil(context) ?? Infinity,
    accountFilter: segmentFilter(context, question.segment, calendar),
    shouldStop: context.shouldStop,
  };
}
