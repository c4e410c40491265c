import { z } from 'zod';
import { instant, procedure, startedJob } from './common.ts';

export const protection = z.enum(['keychain', 'passphrase', 'sample']);

export const workspaceSummary = z.object({
  id: z.string(),
  name: z.string(),
  protection,
  /** Shown to the person who owns the machine, so that the folder can be found and copied. */
  folder: z.string(),
  isSample: z.boolean(),
  lastOpenedAt: instant.nullable(),
});

export const openWorkspace = workspaceSummary.extend({
  locked: z.boolean(),
  /** Rows by table; null while locked. */
  counts: z.record(z.string(), z.number().int()).nullable(),
  /** The last instant that any dated row carries: the as-of instant of every answer. */
  dataUntil: instant.nullable(),
  dataVersion: z.number().int(),
  schemaVersion: z.number().int(),
});
export type OpenWorkspace = z.infer<typeof openWorkspace>;

export const workspaceStatus = z.object({
  current: openWorkspace.nullable(),
  recent: z.array(workspaceSummary.extend({ exists: z.boolean() })),
  keychain: z.object({ available: z.boolean(), reason: z.string().nullable() }),
});

export const integrityReport = z.object({ ok: z.boolean(), problems: z.array(z.string()), checkedAt: instant });

export const workspaceContract = {
  status: procedure.output(workspaceStatus),
  create: procedure
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        protection: z.enum(['keychain', 'passphrase']),
        passphrase: z.string().min(8).max(1024).optional(),
      }),
    )
    .output(openWorkspace),
  open: procedure
    .input(z.object({ id: z.string(), passphrase: z.string().max(1024).optional() }))
    .output(openWorkspace),
  /** Creates (or opens, when it is there) the sample workspace and imports the sample book into it. The job is null when the book is already there. */
  openSample: procedure.output(z.object({ workspace: openWorkspace, jobId: z.number().int().nullable() })),
  lock: procedure.output(workspaceStatus),
  unlock: procedure.input(z.object({ passphrase: z.string().max(1024).optional() })).output(openWorkspace),
  /** @throws secret_locked where the present passphrase is wrong; conflict where the workspace has none of its own */
  changePassphrase: procedure
    .input(z.object({ present: z.string().max(1024), next: z.string().min(8).max(1024) }))
    .output(z.object({ changed: z.boolean() })),
  close: procedure.output(workspaceStatus),
  forget: procedure.input(z.object({ id: z.string() })).output(workspaceStatus),
  checkIntegrity: procedure.output(integrityReport),
  backUp: procedure.output(startedJob),
};
