import { z } from 'zod';
import { instant, procedure } from './common.ts';
import { answerDefinition, attributeKey, eventSelector, periodName, scope, shareInterval } from './questions.ts';

export const mostFunnelSteps = 20;

export const funnelStep = eventSelector.extend({
  /** Passed over where it does not occur; the first and the last step cannot be optional. */
  optional: z.boolean().default(false),
});

export const funnelQuestion = z.object({
  /** A funnel of one step only counts who did it. */
  steps: z.array(funnelStep).min(1).max(mostFunnelSteps),
  order: z.enum(['ordered', 'strict', 'any']).default('ordered'),
  /** From the first matched event, the last second included. 0: all in the same second. */
  windowSeconds: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400)
    .default(30 * 86_400),
  /** Events so close count as simultaneous: either order will do. */
  graceSeconds: z.number().int().min(0).max(3600).default(0),
  /** None of these between the step `after` and the next one, up to the step `before` (counted from 0). */
  exclusions: z
    .array(eventSelector.extend({ after: z.number().int().min(0), before: z.number().int().min(1) }))
    .max(10)
    .default([]),
  /** keep-credit: an account keeps the steps before the excluded event; remove: it leaves the funnel altogether. */
  exclusionRule: z.enum(['keep-credit', 'remove']).default('keep-credit'),
  /** The value of the first step's event must be that of all others. */
  holdConstant: z.array(z.string()).max(3).default([]),
  unit: z.enum(['account', 'contact']).default('account'),
  breakdown: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('attribute'), key: attributeKey }),
      z.object({
        by: z.literal('property'),
        key: z.string(),
        /** The event that says the value: that of the first or last matched step, or of the step given. */
        attribution: z.enum(['first', 'last', 'step']).default('first'),
        step: z.number().int().min(0).default(0),
      }),
      /** Side by side with others; an account in several of them counts in each. */
      z.object({ by: z.literal('segments'), segments: z.array(z.number().int().positive()).min(1).max(10) }),
    ])
    .nullable()
    .default(null),
  /** Groups told one by one, the largest first; the rest together. */
  groups: z.number().int().min(1).max(50).default(10),
  ...scope,
});
export type FunnelQuestion = z.output<typeof funnelQuestion>;

const stepFigures = z.object({
  /** Names joined by " / ", or "*" for any event. */
  event: z.string(),
  optional: z.boolean(),
  /** Who reached it; in a funnel in any order: who matched at least so many steps. */
  count: z.number().int(),
  /** Share of those who reached step 1; null when nobody did. */
  overall: z.number().nullable(),
  /** Wilson 95 % of `overall`. */
  interval: shareInterval,
  /** Share of those who reached the step before, optional ones passed over. */
  relative: z.number().nullable(),
  /** Over those who reached it; the others are censored. */
  medianSeconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
});

export const funnelResult = z.object({
  steps: z.array(stepFigures),
  groups: z.array(
    z.object({
      /** The value, the name of the segment, null for accounts without a value. `rest`: what did not fit. */
      value: z.string().nullable(),
      rest: z.boolean(),
      steps: z.array(stepFigures),
      /**
       * Full conversion against everyone else who entered: Fisher's exact test, two-sided; q = Benjamini-Hochberg over the
       * groups. Null where a side is empty, and for the rest.
       */
      test: z.object({ p: z.number(), q: z.number() }).nullable(),
    }),
  ),
  definition: answerDefinition,
});
export type FunnelResult = z.infer<typeof funnelResult>;

export const funnelsContract = {
  run: procedure.input(funnelQuestion).output(funnelResult),
  /** Time from the first step to a later one: Kaplan-Meier, those who did not convert censored at the window's or the data's end. At most 500 points. */
  curve: procedure.input(funnelQuestion.extend({ step: z.number().int().min(1) })).output(
    z.object({
      points: z.array(
        z.object({
          seconds: z.number(),
          converted: z.number(),
          low: z.number().nullable(),
          high: z.number().nullable(),
          atRisk: z.number().int(),
        }),
      ),
      medianSeconds: z.number().nullable(),
      definition: answerDefinition,
    }),
  ),
  /** The funnel of those who entered in each period. */
  trend: procedure.input(funnelQuestion.extend({ period: periodName.default('month') })).output(
    z.object({
      periods: z.array(
        z.object({
          period: z.string(),
          entered: z.number().int(),
          converted: z.number().int(),
          share: z.number().nullable(),
          interval: shareInterval,
          /** False while the window of somebody who entered has not ended. */
          complete: z.boolean(),
        }),
      ),
      definition: answerDefinition,
    }),
  ),
  /** For one account: which events matched which step, and why not more. */
  trace: procedure.input(funnelQuestion.extend({ account: z.string() })).output(
    z.object({
      /** Where contacts are the unit: the one of the account that came farthest. */
      contact: z.string().nullable(),
      /** In the order of the steps; in a funnel in any order: in time order. */
      matched: z.array(z.object({ step: z.number().int(), event: z.string(), at: instant })),
      /** The farthest step, counted from 1 (in any order: how many steps); 0 when it did not enter, or was removed. */
      reached: z.number().int(),
      /** Why it went no further. */
      stopped: z.object({
        reason: z.enum([
          'completed',
          'never-entered',
          'no-event',
          'too-late',
          'excluded',
          'other-value',
          'something-between',
          'outside-segment',
          'no-such-account',
        ]),
        /** The step that is missing, counted from 0. */
        step: z.number().int().nullable(),
        /** The event that came too late, stood in between, was excluded or had another value. */
        event: z.string().nullable(),
        at: instant.nullable(),
      }),
      /** The account's events around the match that matter to the funnel, at most 200, in time order. */
      events: z.array(
        z.object({ event: z.string(), at: instant, step: z.number().int().nullable(), excluded: z.boolean() }),
      ),
    }),
  ),
};
