import { z } from 'zod';
import { accountBriefPage, bilingual, grant, instant, pageInput, procedure } from './common.ts';
import { accountSet } from './account-sets.ts';
import { attributeKey, eventSelector, filterOperator } from './questions.ts';

const amount = z.number().finite();
const days = z.number().int().min(1).max(3660);
const compare = z.enum(['at-least', 'at-most', 'exactly']);

/** One condition on an account, as of the day up to which the workspace has data. */
export const segmentCondition = z.discriminatedUnion('on', [
  /** An attribute of the account; numbers compare as numbers. `name` and `id` besides the keys of breakdowns. */
  z.object({
    on: z.literal('attribute'),
    key: z.union([
      attributeKey,
      z.enum(['name', 'id', 'website', 'employees', 'created_day', 'renewal_day', 'parent_id']),
    ]),
    operator: filterOperator,
    values: z.array(z.string()).max(1000).default([]),
  }),
  /** "Used X at least 3 times in 28 days"; withinDays null: ever. */
  z.object({
    on: z.literal('usage'),
    selector: eventSelector.prefault({}),
    count: z.enum(['events', 'days', 'quantity']).default('events'),
    compare,
    value: amount,
    withinDays: days.nullable(),
  }),
  /** Last event at most (at least) so many days ago. An account without events was never seen: at least any number. */
  z.object({
    on: z.literal('last-seen'),
    selector: eventSelector.prefault({}),
    compare: z.enum(['at-least', 'at-most']),
    days: z.number().int().min(0),
  }),
  z.object({
    on: z.literal('tickets'),
    /** opened: opened in the days; open: open now. */
    state: z.enum(['opened', 'open']),
    priority: z.array(z.string()).default([]),
    compare,
    value: amount,
    withinDays: days.nullable(),
  }),
  /** The last answer (in the days). No answer: the condition does not hold, whichever way it compares. */
  z.object({
    on: z.literal('survey'),
    survey: z.string().nullable().default(null),
    compare,
    value: amount,
    withinDays: days.nullable(),
  }),
  /** Monthly recurring revenue in major units of the base currency. */
  z.object({ on: z.literal('revenue'), compare, value: amount }),
  /** Probability of churn, 0 to 1, or its change since the score before. An account without a score: does not hold. */
  z.object({
    on: z.literal('score'),
    what: z.enum(['probability', 'change']),
    compare: z.enum(['at-least', 'at-most']),
    value: amount,
  }),
  z.object({ on: z.literal('renewal'), withinDays: days }),
  z.object({ on: z.literal('churned'), is: z.boolean() }),
  /** Member of the accounts behind a number: a cohort's cell, a funnel's step … */
  z.object({ on: z.literal('set'), set: accountSet, is: z.boolean().default(true) }),
  z.object({ on: z.literal('segment'), segment: z.number().int().positive(), is: z.boolean().default(true) }),
]);
export type SegmentCondition = z.output<typeof segmentCondition>;

export type SegmentRule = { combinator: 'and' | 'or'; not: boolean; rules: (SegmentRule | SegmentCondition)[] };

/** Nested and/or/not, at most 6 deep and 200 conditions. An empty group holds for every account. */
export const segmentRule: z.ZodType<SegmentRule> = z.lazy(() =>
  z.object({
    combinator: z.enum(['and', 'or']).default('and'),
    not: z.boolean().default(false),
    rules: z.array(z.union([segmentCondition, segmentRule])).max(200),
  }),
);

export const segment = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  /** live: asked anew with every data version; static: the accounts that belonged to it when it was saved. */
  kind: z.enum(['live', 'static']),
  /** Of a static segment: what it was made of when it was saved. */
  rule: segmentRule.nullable(),
  /** Members when last counted. */
  members: z.number().int().nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type Segment = z.infer<typeof segment>;

const name = z.string().trim().min(1).max(120);

export const segmentsContract = {
  list: procedure.output(z.array(segment)),
  /** How many accounts belong to each now; `problem` says why that cannot be told. */
  counts: procedure.output(
    z.array(z.object({ id: z.number().int(), members: z.number().int().nullable(), problem: z.string().nullable() })),
  ),
  get: procedure.input(z.object({ id: z.number().int().positive() })).output(
    segment.extend({
      words: bilingual,
      /** Saved things that would break without it. */
      usedBy: z.array(z.object({ kind: z.enum(['segment', 'insight']), id: z.number().int(), name: z.string() })),
    }),
  ),
  /** How many accounts a rule holds for, without saving it, out of how many. */
  count: procedure
    .input(z.object({ rule: segmentRule }))
    .output(z.object({ members: z.number().int(), accounts: z.number().int(), words: bilingual })),
  members: procedure
    .input(z.object({ rule: segmentRule.optional(), id: z.number().int().positive().optional(), ...pageInput }))
    .output(accountBriefPage),
  /** @throws conflict where another segment has the name */
  save: procedure
    .input(
      z.object({
        id: z.number().int().positive().optional(),
        name,
        kind: z.enum(['live', 'static']),
        /** What it is made of: a rule, or the accounts behind a number. */
        from: z.union([z.object({ rule: segmentRule }), z.object({ set: accountSet })]),
      }),
    )
    .output(segment),
  rename: procedure.input(z.object({ id: z.number().int().positive(), name })).output(segment),
  /** @throws conflict where another segment or an insight is built on it, naming which */
  remove: procedure.input(z.object({ id: z.number().int().positive() })).output(z.object({ removed: z.boolean() })),
  /** Undo of remove, as long as the workspace is open. */
  restore: procedure.input(z.object({ id: z.number().int().positive() })).output(segment),
  export: procedure
    .input(z.object({ id: z.number().int().positive(), format: z.enum(['csv', 'xlsx']).default('csv') }))
    .output(grant),
  /** What conditions offer: attributes (keys of breakdowns) with their most frequent values, surveys, priorities. */
  vocabulary: procedure.output(
    z.object({
      attributes: z.array(
        z.object({
          key: z.string(),
          kind: z.enum(['text', 'number', 'day']),
          values: z.array(z.object({ value: z.string(), count: z.number().int() })),
        }),
      ),
      surveys: z.array(z.string()),
      priorities: z.array(z.string()),
      currency: z.string().nullable(),
    }),
  ),
};
