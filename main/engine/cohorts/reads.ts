import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineAccountSet, defineEventsRead } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { membersBehind } from './cell-members.ts';
import { gridOf } from './grid.ts';
import { cohortsPass } from './plain-pass.ts';
import { prepareRetention } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { tallyRetention } from './tally.ts';
import type { Tally } from './tally.ts';
import { retentionWords } from './words.ts';

const nothing: Tally = { cohorts: [], omitted: 0, accounts: 0 };

export const retentionRead = defineEventsRead(
  'cohorts.retention',
  (context, { zone, weekStart, ...question }: RetentionQuestion & CalendarOptions): RetentionGrid => {
    const prepared = prepareRetention(context, question, { zone, weekStart });
    const tally = prepared === null ? nothing : tallyRetention(prepared.setup, prepared.table, context.together);
    const leftOut = prepared?.setup.contracts?.withoutTerm ?? 0;
    return {
      ...gridOf(tally.cohorts, question, (key) => cohortLabel(prepared, key)),
      omitted: tally.omitted,
      currency: prepared?.setup.revenue?.currency ?? null,
      definition: answerDefinition(context, {
        key: 'retention',
        values: {
          mode: question.mode,
          entry: question.entry,
          periods: question.periods,
          period: question.period,
          cohortBy: question.cohortBy,
          measure: question.measure,
          average: question.average,
          suppressBelow: question.suppressBelow,
          zone,
          weekStart,
          from: question.from ?? null,
          to: question.to ?? null,
          segment: question.segment,
          withoutTerm: leftOut,
        },
        words: retentionWords(
          context,
          question,
          { zone, weekStart },
          {
            leftOut,
            omitted: tally.omitted,
            revenue: prepared?.setup.revenue?.leftOut ?? null,
          },
        ),
        sample: tally.accounts,
        asOf: eventsUntil(context),
      }),
    };
  },
  [cohortsPass],
);

export const retentionAccountSet = defineAccountSet(
  'retention',
  (context, { question, cohort, index, which }, calendar) =>
    membersBehind(prepareRetention(context, question, calendar), { cohort, index, which }),
);

function cohortLabel(prepared: Prepared | null, key: number): string {
  if (prepared === null) return '';
  const { setup, table } = prepared;
  if (setup.attribute !== null) return key === 0 ? '' : (setup.attribute.values[key - 1] ?? '');
  return setup.calendar.periodLabel(setup.question.period, table.first + key);
}
