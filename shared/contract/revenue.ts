import { z } from 'zod';
import { bilingual, day, procedure } from './common.ts';
import { answerDefinition, attributeKey, scope } from './questions.ts';

/** Amounts are monthly recurring revenue in integer minor units of the base currency. */
const minor = z.number().int();

export const revenueMovements = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
export type RevenueMovement = (typeof revenueMovements)[number];

export const revenueQuestion = z.object({
  period: z.enum(['month', 'quarter', 'year']).default('month'),
  /** Null: the whole book. `cohort`: by the month of the first paid day. `segments`: the saved ones of `segments`. */
  breakdown: z
    .union([attributeKey, z.enum(['cohort', 'segments'])])
    .nullable()
    .default(null),
  /** Side by side; an account can be in several. Their names are the values of the groups. */
  segments: z.array(z.number().int().positive()).max(20).default([]),
  groups: z.number().int().min(1).max(200).default(10),
  /** parent: accounts under one topmost parent count as one customer. */
  level: z.enum(['parent', 'account']).default('parent'),
  ...scope,
});
export type RevenueQuestion = z.output<typeof revenueQuestion>;

const bridge = z.object({
  start: minor,
  new: minor,
  reactivation: minor,
  expansion: minor,
  /** Told as positive amounts: end = start + new + reactivation + expansion − contraction − churn. */
  contraction: minor,
  churn: minor,
  end: minor,
});

const count = z.number().int();

/** Customers behind each amount of the bridge; contraction and expansion are in `start` and in `end` as well. */
const customers = z.object({
  start: count,
  new: count,
  reactivation: count,
  expansion: count,
  contraction: count,
  churn: count,
  end: count,
  /** Nothing at the start and at the end, something in between: won and lost inside the period, in neither. */
  wonAndLost: count,
  /** Of the customers at the start: gone and back inside the period; counted as kept. */
  returned: count,
});

/** Of the customers at the start; null where there are none. */
const rates = z.object({
  grr: z.number().nullable(),
  nrr: z.number().nullable(),
  logoChurn: z.number().nullable(),
  /** Wilson 95 % of logoChurn. */
  logoLow: z.number().nullable(),
  logoHigh: z.number().nullable(),
  /** What a whole year would lose at the pace of this month, 1 − (1 − c)^12; null unless the period is a whole month. */
  yearly: z.object({ logoChurn: z.number(), revenueChurn: z.number() }).nullable(),
});

/** Renewals that fall due in the period, whichever customers were there at its start. */
const due = z.object({
  /** Terms that end on one day for one customer are one renewal. */
  renewals: count,
  /** Of those: something of the contract's revenue goes on, or something new takes its place that day. */
  renewed: count,
  /** Recurring revenue that was due, and what came of it at most up to that (gross) and in all (net). */
  target: minor,
  gross: minor,
  net: minor,
  grossRate: z.number().nullable(),
  netRate: z.number().nullable(),
  /** Share of the renewals that were renewed. */
  logoRate: z.number().nullable(),
});

export const revenueFigures = z.object({ bridge, customers, rates, due });
export type RevenueFigures = z.infer<typeof revenueFigures>;

export const revenueRates = z.object({
  /** Null: the only currency of the book, or its most frequent one. */
  base: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  /** One unit of the key in units of the base. */
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive()),
  /** Since when they hold, as the person said. */
  statedOn: day.nullable(),
});
export type RevenueRates = z.output<typeof revenueRates>;

export const revenueContract = {
  movements: procedure.input(revenueQuestion.prefault({})).output(
    z.object({
      /** `XXX` where the book names none. */
      currency: z.string(),
      /** Subscriptions left out because there is no rate for their currency (`XXX`: none named), or no amount. */
      leftOut: z.object({
        currencies: z.array(z.object({ currency: z.string(), subscriptions: count })),
        withoutAmount: count,
        /** Paid subscriptions without a known term: never due, in all else. */
        withoutTerm: count,
      }),
      /** First and last day, both included. `complete`: the data reaches its last day. */
      periods: z.array(revenueFigures.extend({ period: z.string(), from: day, to: day, complete: z.boolean() })),
      /** The twelve months up to the last day of the periods; null without any. */
      trailing: revenueFigures.extend({ from: day, to: day }).nullable(),
      groups: z.array(
        z.object({
          /** Null: the customers without a value, or the rest. */
          value: z.string().nullable(),
          rest: z.boolean(),
          trailing: revenueFigures,
          /** The latest ones, as many as an answer may hold. */
          periods: z.array(revenueFigures.extend({ period: z.string() })),
        }),
      ),
      /** Findings that the reader should know: several currencies, several paid at once. */
      notes: z.array(bilingual),
      definition: answerDefinition,
    }),
  ),
  rates: procedure.output(
    revenueRates.extend({
      /** What amounts are told in: the chosen base, or the most frequent currency; `XXX` where the book names none. */
      currency: z.string(),
      /** Currencies of paid subscriptions, the most frequent first; `XXX` stands for those that name none. */
      currencies: z.array(z.object({ currency: z.string(), subscriptions: count })),
    }),
  ),
  saveRates: procedure.input(revenueRates).output(revenueRates),
};
