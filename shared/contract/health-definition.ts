import { z } from 'zod';
import { attributeKey } from './questions.ts';

const number = z.number().finite();
const weight = number.min(0, 'a weight is 0 or more').max(1_000_000, 'a weight is at most 1,000,000');
/** May be blank while it is being typed; what is published has a name. */
const shortText = z.string().max(120, 'a name has at most 120 letters');

/** Values from `from` (included) to `to` (not included) earn the points; null = without end. */
export const healthScaleBand = z.strictObject({
  from: number.nullable(),
  to: number.nullable(),
  points: z.union([z.literal(0), z.literal(50), z.literal(100)], 'points are 0, 50 or 100'),
});
export type HealthScaleBand = z.infer<typeof healthScaleBand>;

export const healthScale = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bands'), bands: z.array(healthScaleBand).max(20) }),
  /** 0 points at `zero`, 100 at `hundred`, on a line between them, and no more beyond. */
  z.strictObject({ kind: z.literal('linear'), zero: number, hundred: number }),
]);
export type HealthScale = z.infer<typeof healthScale>;

export const healthMeasureRule = z.strictObject({ measure: z.string().min(1), weight, scale: healthScale });
export type HealthMeasureRule = z.infer<typeof healthMeasureRule>;

export const healthPillar = z.strictObject({
  name: shortText,
  weight,
  measures: z.array(healthMeasureRule).max(40),
});
export type HealthPillar = z.infer<typeof healthPillar>;

export const healthCondition = z.strictObject({
  measure: z.string().min(1),
  /** at-least: the value itself included; below: not included. */
  compare: z.enum(['at-least', 'below']),
  value: number,
});
export type HealthCondition = z.infer<typeof healthCondition>;

/** Where every condition holds, the score is set, or is no more than the cap. The first exception that holds is the one. */
export const healthException = z.strictObject({
  name: shortText,
  when: z.array(healthCondition).max(5),
  then: z.strictObject({ kind: z.enum(['set', 'cap']), value: number }),
});
export type HealthException = z.infer<typeof healthException>;

const rules = { pillars: z.array(healthPillar).max(20), exceptions: z.array(healthException).max(20).default([]) };
export const healthRules = z.strictObject(rules);
export type HealthRules = z.infer<typeof healthRules>;

/** Rules of their own for some accounts: those whose attribute has one of the values today. */
export const healthVariant = z.strictObject({
  name: shortText,
  when: z.strictObject({ key: attributeKey, values: z.array(z.string()).max(200) }),
  ...rules,
});
export type HealthVariant = z.infer<typeof healthVariant>;

/** What a file of a definition holds. The first variant that fits an account is the one; the others go by the main rules. */
export const healthDefinition = z.strictObject({
  format: z.literal('holdfast-health'),
  formatVersion: z.literal(1),
  ...rules,
  variants: z.array(healthVariant).max(20).default([]),
});
export type HealthDefinition = z.infer<typeof healthDefinition>;
