import { z } from 'zod';
import { bilingual, day, grant, pageInput, procedure } from './common.ts';
import { answerDefinition, attributeKey, selectorInput } from './questions.ts';

export const lifetimeFamily = z.enum(['contracts', 'purchases']);
export type LifetimeFamily = z.output<typeof lifetimeFamily>;

export const lifetimeQuestion = z.object({
  /** Contracts with renewals, or purchases without a contract; null: only what the book holds is told. */
  family: lifetimeFamily.nullable().default(null),
  /** Where purchases are read from. */
  source: z.enum(['invoices', 'events']).default('invoices'),
  /** Which events are purchases; their `quantity` is the amount. */
  purchase: selectorInput,
  /** How far ahead. */
  horizonMonths: z.number().int().min(1).max(120).default(24),
  /** A year; 0.1 = 10 %. */
  discount: z.number().min(0).max(1).default(0.1),
  /** Share of revenue that is kept; 1 = value is revenue. */
  margin: z.number().min(0.01).max(1).default(1),
  by: attributeKey.nullable().default(null),
  groups: z.number().int().min(1).max(20).default(8),
  segment: z.number().int().positive().nullable().default(null),
});
export type LifetimeQuestion = z.output<typeof lifetimeQuestion>;

/** With a 95 % interval of the model's parameters; null where the data does not pin them down. */
export const lifetimeEstimate = z.object({
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
export type LifetimeEstimate = z.infer<typeof lifetimeEstimate>;

const parameter = z.object({
  name: z.string(),
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});

const purchasesAnswer = z.object({
  family: z.literal('purchases'),
  customers: z.number().int(),
  repeating: z.number().int(),
  parameters: z.array(parameter),
  /** Null where amounts are not known or too few. */
  amounts: z.array(parameter).nullable(),
  /** Of how often and how much; the model of amounts supposes that there is none. */
  correlation: z.number().nullable(),
  /** The model of the first two thirds of the time against the rest; null where that is too little. */
  check: z
    .object({
      cut: day,
      until: day,
      customers: z.number().int(),
      expected: z.number(),
      actual: z.number(),
      byFrequency: z.array(
        z.object({
          frequency: z.number().int(),
          customers: z.number().int(),
          expected: z.number(),
          actual: z.number(),
        }),
      ),
      overTime: z.array(z.object({ day, expected: z.number(), actual: z.number() })),
    })
    .nullable(),
});

const contractsAnswer = z.object({
  family: z.literal('contracts'),
  terms: z.array(
    z.object({
      months: z.number().int(),
      accounts: z.number().int(),
      left: z.number().int(),
      /** Null where too few left or renewed to fit a model. */
      fit: z
        .object({
          model: z.enum(['sbg', 'bdw']),
          parameters: z.array(parameter),
          /** Share that makes so many renewals: seen (Kaplan-Meier) and by the model, the last ones ahead of what was seen. */
          curve: z.array(
            z.object({
              renewal: z.number().int(),
              atRisk: z.number().int(),
              actual: z.number().nullable(),
              lower: z.number().nullable(),
              upper: z.number().nullable(),
              fitted: z.number(),
            }),
          ),
        })
        .nullable(),
      meaning: bilingual,
    }),
  ),
  /** Customers whose term is not known. */
  withoutTerm: z.number().int(),
});

export const lifetimeAccount = z.object({
  account: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  /** Minor units of the currency; null where no model tells it. */
  value: lifetimeEstimate.nullable(),
  /** Purchases, or months of contract, expected in the time ahead; not discounted. */
  expected: z.number().nullable(),
  /** Purchases: probability that the customer has not left for good. */
  alive: z.number().nullable(),
  /** Repeat purchases so far, or renewals made. */
  made: z.number().int().nullable(),
});
export type LifetimeAccount = z.infer<typeof lifetimeAccount>;

export const lifetimeContract = {
  run: procedure.input(lifetimeQuestion.prefault({})).output(
    z.object({
      /** What the book (or the segment) holds, and which family suits it. */
      book: z.object({
        accounts: z.number().int(),
        withContract: z.number().int(),
        invoices: z.number().int(),
        events: z.number().int(),
        suits: lifetimeFamily.nullable(),
        why: bilingual,
      }),
      /** Why the family that was asked for does not suit the book; null where it does, or none was asked for. */
      refused: bilingual.nullable(),
      answer: z.discriminatedUnion('family', [purchasesAnswer, contractsAnswer]).nullable(),
      /** What the parameters mean, in sentences. */
      meaning: z.array(bilingual),
      /** Minor units of it are what all values are told in. */
      currency: z.string(),
      accounts: z.number().int(),
      total: lifetimeEstimate.nullable(),
      groups: z.array(
        z.object({
          value: z.string().nullable(),
          rest: z.boolean(),
          accounts: z.number().int(),
          total: lifetimeEstimate.nullable(),
        }),
      ),
      notes: z.array(bilingual),
      definition: answerDefinition,
    }),
  ),
  /** Accounts by falling value. */
  accounts: procedure
    .input(
      z.object({
        question: lifetimeQuestion,
        /** One group of `by`; null is the group without a value, absent all accounts. */
        group: z.string().nullable().optional(),
        rest: z.boolean().optional(),
        ...pageInput,
      }),
    )
    .output(
      z.object({
        rows: z.array(lifetimeAccount),
        total: z.number().int(),
        currency: z.string(),
        next: z.string().nullable(),
      }),
    ),
  export: procedure
    .input(z.object({ question: lifetimeQuestion, format: z.enum(['csv', 'xlsx']).default('csv') }))
    .output(grant),
};
