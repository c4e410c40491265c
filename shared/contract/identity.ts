import { z } from 'zod';
import { instant, jobId, money, pageInput, procedure } from './common.ts';

/** What speaks for two accounts being one. */
export const evidenceKinds = [
  'external-id',
  'tax-id',
  'domain',
  'contact-email',
  'contact-domain',
  'name',
  'country',
  'industry',
] as const;
export const evidence = z.object({
  kind: z.enum(evidenceKinds),
  /** What stands on each side. */
  left: z.string(),
  right: z.string(),
  /** How alike they are, 0 to 1; 1 where equal after normalisation. */
  likeness: z.number().min(0).max(1),
});
export type Evidence = z.infer<typeof evidence>;

export const accountFacts = z.object({
  id: z.string(),
  name: z.string().nullable(),
  website: z.string().nullable(),
  country: z.string().nullable(),
  source: z.string().nullable(),
  /** Rows of every kind that speak of it. */
  rows: z.number().int(),
  monthlyRevenue: money.nullable(),
});

export const mergeProposal = z.object({
  id: z.string(),
  kind: z.enum(['exact', 'likely', 'possible']),
  score: z.number().min(0).max(1),
  keep: accountFacts,
  merge: accountFacts,
  evidence: z.array(evidence),
});
export type MergeProposal = z.infer<typeof mergeProposal>;

export const accountMerge = z.object({
  id: z.number().int(),
  kept: z.string(),
  keptName: z.string().nullable(),
  merged: z.string(),
  mergedName: z.string().nullable(),
  evidence: z.array(evidence),
  mergedAt: instant,
  undoneAt: instant.nullable(),
  /** Why it cannot be undone now; null where it can. */
  undoBlockedBy: z.string().nullable(),
});
export type AccountMerge = z.infer<typeof accountMerge>;

export const identityContract = {
  /** Looks through the book for accounts that are one; the job's result counts what it found. */
  find: procedure.output(z.object({ jobId })),
  /** What waits for a decision, the surest first. */
  proposals: procedure
    .input(z.object({ kind: z.enum(['exact', 'likely', 'possible']).optional(), ...pageInput }))
    .output(
      z.object({
        rows: z.array(mergeProposal),
        total: z.number().int(),
        next: z.string().nullable(),
        /** When the book was last looked through, and whether its data changed since. */
        foundAt: instant.nullable(),
        isOutdated: z.boolean(),
      }),
    ),
  /** Makes pairs one, by proposal or by two ids. Nothing is lost: rows keep their own id beside the kept one. */
  merge: procedure
    .input(
      z.object({
        proposals: z.array(z.string()).max(500).default([]),
        pairs: z
          .array(z.object({ keep: z.string(), merge: z.string() }))
          .max(500)
          .default([]),
      }),
    )
    .output(z.object({ merges: z.array(z.number().int()) })),
  /** These are not one; they are not proposed again. */
  refuse: procedure
    .input(z.object({ proposals: z.array(z.string()).min(1).max(500) }))
    .output(z.object({ refused: z.number().int() })),
  /** Takes `refuse` back: the pairs wait for a decision again. */
  reopen: procedure
    .input(z.object({ proposals: z.array(z.string()).min(1).max(500) }))
    .output(z.object({ reopened: z.number().int() })),
  merges: procedure
    .input(z.object(pageInput).prefault({}))
    .output(z.object({ rows: z.array(accountMerge), total: z.number().int(), next: z.string().nullable() })),
  /** Takes merges back, all or none; those that were taken back before are not counted. */
  unmerge: procedure
    .input(z.object({ ids: z.array(z.number().int()).min(1).max(500) }))
    .output(z.object({ undone: z.number().int() })),
};
