import { z } from 'zod';
import { procedure } from './common.ts';
import { answerDefinition, scope } from './questions.ts';

export const driversQuestion = z.object({
  /** Behaviour is looked at in the first so many days of an account (entry: its first event, or its first paid day). */
  behaviourDays: z.number().int().min(1).max(366).default(28),
  /** Then this many days pass that belong to neither, */
  gapDays: z.number().int().min(0).max(366).default(0),
  /** and the outcome is looked at in so many days after. Accounts without that many days of data are left out. */
  outcomeDays: z.number().int().min(1).max(730).default(90),
  /** active: at least one event in the outcome days; paying: still paying at their end. */
  outcome: z.enum(['active', 'paying']).default('active'),
  entry: z.enum(['first-event', 'first-paid-day']).default('first-event'),
  /** Behaviours: having done an event at least so many times. */
  thresholds: z.array(z.number().int().min(1).max(10_000)).min(1).max(5).default([1, 3, 10]),
  /** Groups smaller than this on either side are not told. */
  leastGroup: z.number().int().min(5).max(1000).default(20),
  ...scope,
});
export type DriversQuestion = z.output<typeof driversQuestion>;

export const driversContract = {
  run: procedure.input(driversQuestion.prefault({})).output(
    z.object({
      accounts: z.number().int(),
      retained: z.number().int(),
      /** Left out: their outcome days have not all passed, they never began, or they were not there any more when these days began. */
      leftOut: z.object({ tooYoung: z.number().int(), noEntry: z.number().int(), goneBefore: z.number().int() }),
      behaviours: z.array(
        z.object({
          event: z.string(),
          atLeast: z.number().int(),
          did: z.object({ accounts: z.number().int(), retained: z.number().int() }),
          didNot: z.object({ accounts: z.number().int(), retained: z.number().int() }),
          /** Share retained of those who did minus of those who did not, with a Newcombe 95 % interval. */
          difference: z.number(),
          low: z.number(),
          high: z.number(),
          /** Fisher's exact test, two-sided, and Benjamini-Hochberg over all behaviours tested. */
          p: z.number(),
          q: z.number(),
          /**
           * The same difference within four groups of equally much other activity, weighted: what is left when mere busyness is
           * taken out. Null where no such group has accounts on both sides.
           */
          adjusted: z.number().nullable(),
        }),
      ),
      /** Behaviours tested: each is an event and a threshold with enough accounts on both sides. */
      tested: z.number().int(),
      /** Kinds of events left out because only the 200 that most accounts have are tested. */
      omittedEvents: z.number().int(),
      definition: answerDefinition,
    }),
  ),
};
