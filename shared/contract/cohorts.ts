import { z } from 'zod';
import { procedure } from './common.ts';
import { answerDefinition, attributeKey, periodName, scope, selectorInput } from './questions.ts';

export const retentionQuestion = z.object({
  start: selectorInput,
  return: selectorInput,
  /** first-time: the first start event in range; recurring: every period with a start event is a cohort of its own. */
  entry: z.enum(['first-time', 'recurring']).default('first-time'),
  /**
   * calendar: periods of the workspace's calendar. rolling: from the very second of entry, a month being 30 days, a quarter
   * 91, a year 365. contract: the renewal terms of the account's own contract. anniversary: days to years by date, from the
   * day that it began to pay. In both it enters on its first paid day, so `start` stays empty and entry is first-time.
   */
  periods: z.enum(['calendar', 'rolling', 'contract', 'anniversary']).default('calendar'),
  period: periodName.default('month'),
  mode: z.enum(['on', 'on-or-after', 'on-or-before', 'bracket', 'streak']).default('on'),
  /** For mode bracket: the lengths of the brackets in periods, e.g. 1, 3, 3, 5. */
  brackets: z.array(z.number().int().positive().max(3660)).max(100).default([]),
  /** Null: cohorts by the period of entry. `term`: by the months of the first contract's term (contract and anniversary). */
  cohortBy: z
    .union([attributeKey, z.literal('term')])
    .nullable()
    .default(null),
  /** What a cell says: how many came back, the recurring revenue of those, or the events (or their quantity) per member. */
  measure: z.enum(['accounts', 'revenue', 'events-per-account', 'quantity-per-account']).default('accounts'),
  /** Weighted: ratio of sums. Simple: every cohort weighs the same. */
  average: z.enum(['weighted', 'simple']).default('weighted'),
  /** Cells about fewer members than this say nothing. 0 = off. */
  suppressBelow: z.number().int().min(0).max(1000).default(0),
  ...scope,
});
export type RetentionQuestion = z.output<typeof retentionQuestion>;

export const retentionGrid = z.object({
  cohorts: z.array(
    z.object({
      /** `2026-03`, `2026-Q1`, a day, the value of an attribute (empty text where it has none), or months of a term. */
      cohort: z.string(),
      /** Members (accounts; with recurring entry and an attribute, entries); null where it is suppressed. */
      size: z.number().int().nullable(),
      /** values[k] by the measure: members counted, minor units of the base currency, or an average. Null: suppressed or nobody to count. */
      values: z.array(z.number().nullable()),
      /** Members that values[k] speaks of: those whose period k has ended; while it has for nobody, those who have begun it. */
      of: z.array(z.number().int().nullable()),
      /** values[k] as a share: of the members, or of the revenue at entry. Null for averages. */
      share: z.array(z.number().nullable()),
      /** Wilson 95 %; null where the measure is no share of members. */
      low: z.array(z.number().nullable()),
      high: z.array(z.number().nullable()),
      /**
       * False where the period has not ended for every member at the as-of instant (cohorts by attribute join members of all
       * ages: where it has ended for nobody): shown with a star, left out of averages.
       */
      complete: z.array(z.boolean()),
    }),
  ),
  /** Over finished cells that are not suppressed; null where there is none. Shares for accounts and revenue, else averages. */
  average: z.array(z.number().nullable()),
  /** Members over which average[k] goes. */
  averageOf: z.array(z.number().int()),
  /** What stands at the head of each column: 0, 1, 2 …, or `0-2` for brackets. */
  columns: z.array(z.string()),
  /** Cohorts left out because they are too many (attributes with more than 200 values); told, never silent. */
  omitted: z.number().int(),
  currency: z.string().nullable(),
  definition: answerDefinition,
});
export type RetentionGrid = z.infer<typeof retentionGrid>;

export const cohortsContract = {
  retention: procedure.input(retentionQuestion.prefault({})).output(retentionGrid),
};
