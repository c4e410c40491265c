import { oc, eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { day, instant } from '../domain/time.ts';
import { tableNames } from '../domain/tables.ts';

/** Where every procedure of the contract starts. */
export const procedure = oc;
export { eventIterator };

export const tableName = z.enum(tableNames);
/** A file handed over by the host; the page never sees its path. */
export const grant = z.object({ grant: z.string(), name: z.string(), size: z.number().int().nonnegative() });
export type Grant = z.infer<typeof grant>;

/** Keyset paging: `cursor` is opaque, null at the start and at the end. */
export const pageInput = {
  cursor: z.string().nullable().default(null),
  limit: z.number().int().min(1).max(500).default(100),
};

export const jobId = z.number().int().positive();
export const startedJob = z.object({ jobId });

/** An amount of money: integer minor units (cents) and an ISO currency. */
export const money = z.object({ minor: z.number().int(), currency: z.string() });
export type Money = z.infer<typeof money>;

/** A sentence that the engine writes for people, in every language of the page. Both say the same figures. */
export const bilingual = z.object({ en: z.string(), es: z.string() });
export type Bilingual = z.infer<typeof bilingual>;

/** What stands behind a number: the rule in words is built from `key` and `values` in the reader's language. */
export const definition = z.object({
  /** The section of the definitions page, e.g. `retention`. */
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Increases with every committed or undone import. */
  dataVersion: z.number().int(),
  asOf: instant.nullable(),
});

/** A short list entry for an account behind a number. */
export const accountBrief = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  monthlyRevenue: money.nullable(),
  probability: z.number().nullable(),
});
export type AccountBrief = z.infer<typeof accountBrief>;

export const accountBriefPage = z.object({
  rows: z.array(accountBrief),
  total: z.number().int(),
  next: z.string().nullable(),
});

export { day, instant };
