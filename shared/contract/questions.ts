import { z } from 'zod';
import { bilingual, day, definition } from './common.ts';

/** Parts that the questions of all analyses share. */

export const filterOperator = z.enum(['is', 'is-not', 'contains', 'at-least', 'at-most', 'is-set', 'is-not-set']);

/** A condition on one property of an event. */
export const propertyFilter = z.object({
  /** The key of a property, or `quantity`. */
  property: z.string().min(1).max(4096),
  operator: filterOperator,
  /** Any one suffices; one number for at-least and at-most; none for is-set and is-not-set. */
  values: z.array(z.string().max(4096)).max(1000).default([]),
});
export type PropertyFilter = z.output<typeof propertyFilter>;

/** Which events are meant. */
export const eventSelector = z.object({
  /** Any one of these names; empty means any event. */
  events: z.array(z.string()).max(1000).default([]),
  /** All of these must hold. */
  where: z.array(propertyFilter).max(10).default([]),
});
export type EventSelector = z.output<typeof eventSelector>;
/** As it is written in an input: what is left out has its default. */
export const selectorInput = eventSelector.prefault({});

/** `segment`, `plan`, `owner`, `country`, `industry`, `source`, or `attribute:<key>` for a further column of the accounts. */
export const attributeKey = z.string().regex(/^(segment|plan|owner|country|industry|source|attribute:.+)$/s);

export const periodName = z.enum(['day', 'week', 'month', 'quarter', 'year']);
export type PeriodName = z.output<typeof periodName>;

/** What every question may be narrowed by. */
export const scope = {
  /** First and last day, both included, in the workspace's zone. */
  from: day.optional(),
  to: day.optional(),
  /** Only the accounts of this saved segment; null = all. */
  segment: z.number().int().positive().nullable().default(null),
};

/** Whole days and a saved segment: the defaults are those of `scope`. */
export type Scope = { from?: string | undefined; to?: string | undefined; segment: number | null };

/** A share with its Wilson 95 % interval; null where nothing was counted. */
export const shareInterval = z.object({ low: z.number(), high: z.number() }).nullable();

/** What stands behind an answer: its rule in words, the data version, the as-of instant, and how many took part. */
export const answerDefinition = definition.extend({
  words: bilingual,
  /** Accounts (or contacts, where that is the unit) that took part. */
  sample: z.number().int(),
});
export type AnswerDefinition = z.infer<typeof answerDefinition>;
