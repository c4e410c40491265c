import { z } from 'zod';
import { accountBriefPage, day, grant, pageInput, procedure } from './common.ts';
import { retentionQuestion } from './cohorts.ts';
import { driversQuestion } from './drivers.ts';
import { intervalQuestion, lifecycleQuestion, lifecycleStates, stickinessQuestion } from './engagement.ts';
import { funnelQuestion } from './funnels.ts';
import { pathQuestion } from './paths.ts';
import { portfolioArea, portfolioFilter } from './portfolio-area.ts';
import { revenueMovements, revenueQuestion } from './revenue.ts';
import { survivalQuestion } from './survival.ts';
import { trendQuestion } from './trends.ts';

/** The accounts behind one number of an analysis: the question, and which number. Every number that counts accounts has one. */
export const accountSet = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('retention'),
    question: retentionQuestion,
    cohort: z.string(),
    index: z.number().int().min(0),
    which: z.enum(['retained', 'lost', 'all']).default('retained'),
  }),
  z.object({
    of: z.literal('funnel'),
    question: funnelQuestion,
    /** Counted from 0. */
    step: z.number().int().min(0),
    which: z.enum(['reached', 'dropped']).default('reached'),
    /** One group of a breakdown; null is the group without a value, absent all groups. */
    group: z.string().nullable().optional(),
    /** The groups that are told together. */
    rest: z.boolean().optional(),
  }),
  z.object({
    of: z.literal('lifecycle'),
    question: lifecycleQuestion,
    period: z.string(),
    state: z.enum(lifecycleStates),
  }),
  z.object({
    of: z.literal('stickiness'),
    question: stickinessQuestion,
    /** Active intervals in the last complete window. */
    intervals: z.number().int().min(1),
  }),
  z.object({ of: z.literal('interval'), question: intervalQuestion, days: z.number().int().min(1) }),
  z.object({
    of: z.literal('trend'),
    question: trendQuestion,
    measure: z.number().int().min(0),
    period: z.string(),
    /** One group of a breakdown; null is the group without a value, absent all groups. */
    group: z.string().nullable().optional(),
    /** The groups that are told together. */
    rest: z.boolean().optional(),
  }),
  z.object({
    of: z.literal('path'),
    question: pathQuestion,
    /** The events from the anchor on, as far as the node that was opened. */
    step: z.number().int().min(0),
    event: z.string().nullable(),
    kind: z.enum(['event', 'rest', 'end']),
  }),
  z.object({
    of: z.literal('driver'),
    question: driversQuestion,
    event: z.string(),
    atLeast: z.number().int().min(1),
    side: z.enum(['did', 'did-not']),
    which: z.enum(['retained', 'lost', 'all']).default('all'),
  }),
  z.object({
    of: z.literal('revenue'),
    question: revenueQuestion,
    /** Label of a period, or `trailing`. */
    period: z.string(),
    movement: z.enum([
      ...revenueMovements,
      'start',
      'end',
      'won-and-lost',
      'returned',
      'due',
      'renewed',
      'not-renewed',
    ]),
    group: z.string().nullable().optional(),
    /** The groups that are told together. */
    rest: z.boolean().optional(),
  }),
  /** Accounts whose score a feature or a whole theme moves one way, those that it moves most first. */
  z.object({
    of: z.literal('reason'),
    feature: z.string().optional(),
    theme: z.string().optional(),
    which: z.enum(['raises', 'lowers']).default('raises'),
    model: z.string().optional(),
  }),
  z.object({
    of: z.literal('survival'),
    question: survivalQuestion,
    /** One group; null is the group without a value, absent all accounts. */
    group: z.string().nullable().optional(),
    /** The groups that are told together. */
    rest: z.boolean().optional(),
    which: z.enum(['all', 'left', 'there']).default('all'),
    /** Left by this day of their time, or there after it; absent: as far as the data goes. */
    day: z.number().int().min(0).optional(),
  }),
  /** A part of the picture of the book: what a lasso took in, a group, a month of renewals. */
  z.object({ of: z.literal('portfolio'), filter: portfolioFilter.prefault({}), area: portfolioArea }),
  /** The members of a saved segment. */
  z.object({ of: z.literal('segment'), segment: z.number().int().positive() }),
]);
export type AccountSet = z.output<typeof accountSet>;
export type AccountSetKind = AccountSet['of'];

export const accountSetsContract = {
  /** A page of them, in a fixed order as long as the data version stays. */
  list: procedure
    .input(z.object({ set: accountSet, ...pageInput }))
    .output(accountBriefPage.extend({ asOf: day.nullable() })),
  /** All of them as a file. */
  export: procedure.input(z.object({ set: accountSet, format: z.enum(['csv', 'xlsx']).default('csv') })).output(grant),
};
