import { z } from 'zod';
import { bilingual } from './common.ts';

const column = z.string().min(1);
const horizon = z.number().min(0).max(10_000);
const discount = z.number().min(0).max(10);

/** What is asked of a plain table besides a model: how long its customers stay, or what they will buy. */
export const tableStudyQuestion = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('survival'),
    /** Time until the end, or until last seen. */
    duration: column,
    /** Whether the end was seen. */
    event: column,
    /** The value of `event` that means it was; 1/0, yes/no and the like are understood without. */
    positive: z.string().optional(),
    group: column.optional(),
    /** For a Cox model. */
    covariates: z.array(column).max(100).default([]),
    /** Time from which on each row was watched. */
    entry: column.optional(),
  }),
  z.object({
    about: z.literal('customers'),
    /** Repeat purchases, time of the last one after the first, time watched after the first. */
    frequency: column,
    recency: column,
    age: column,
    monetary: column.optional(),
    customer: column.optional(),
    /** In the table's unit of time, which is so many days long. */
    horizon: horizon.default(52),
    unitDays: z.number().min(0.01).max(400).default(7),
    /** A year; 0.1 = 10 %. */
    discount: discount.default(0.1),
  }),
  z.object({
    about: z.literal('purchases'),
    customer: column,
    date: column,
    amount: column.optional(),
    /** Weeks. */
    horizon: horizon.default(52),
    discount: discount.default(0.1),
  }),
]);
export type TableStudyQuestion = z.infer<typeof tableStudyQuestion>;

const curve = z.object({
  /** Null for all rows together. */
  group: z.string().nullable(),
  subjects: z.number().int(),
  events: z.number().int(),
  median: z.number().nullable(),
  medianLower: z.number().nullable(),
  medianUpper: z.number().nullable(),
  /** At most some hundred points, evenly taken; the export has all. */
  points: z.array(
    z.object({
      time: z.number(),
      atRisk: z.number(),
      survival: z.number(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
    }),
  ),
});
export type TableCurve = z.infer<typeof curve>;

const parameter = z.object({
  name: z.string(),
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
const estimate = z.object({ value: z.number(), lower: z.number().nullable(), upper: z.number().nullable() });

const facts = { file: z.string(), rows: z.number().int(), notes: z.array(bilingual) };

export const tableStudy = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('survival'),
    ...facts,
    duration: z.string(),
    /** All rows first, then the groups. */
    curves: z.array(curve),
    logRank: z.object({ chiSquared: z.number(), degrees: z.number().int(), p: z.number() }).nullable(),
    cox: z
      .object({
        subjects: z.number().int(),
        events: z.number().int(),
        concordance: z.number().nullable(),
        covariates: z.array(
          z.object({
            name: z.string(),
            /** Null beyond all numbers, as where a covariate parts those who left from those who stayed. */
            ratio: z.number().nullable(),
            lower: z.number().nullable(),
            upper: z.number().nullable(),
            p: z.number(),
            /** Of the test that the ratio is the same at all times. */
            proportionalP: z.number().nullable(),
          }),
        ),
      })
      .nullable(),
  }),
  z.object({
    about: z.literal('lifetime'),
    ...facts,
    customers: z.number().int(),
    repeating: z.number().int(),
    horizon: z.number(),
    unitDays: z.number(),
    parameters: z.array(parameter),
    /** Null where amounts are not known or too few. */
    amounts: z.array(parameter).nullable(),
    total: estimate.nullable(),
    /** On the last third of the time, by a model of the rest; only of purchases. */
    check: z.object({ expected: z.number(), actual: z.number() }).nullable(),
    /** The customers who are worth most, or will buy most where amounts are not known. */
    best: z.array(
      z.object({
        customer: z.string(),
        frequency: z.number(),
        alive: z.number(),
        expected: estimate,
        spend: z.number().nullable(),
        value: estimate.nullable(),
      }),
    ),
  }),
]);
export type TableStudy = z.infer<typeof tableStudy>;
