import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { SessionJob } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { mergeAccounts, refuseProposals, reopenProposals, unmergeAccounts } from './decide.ts';
import type { FindMergesRequest, FoundMerges } from './find-merges.ts';
import { mergesRead, proposalsRead, saveFound } from './queries.ts';

/** Which accounts are one: what is found, what people decide, and taking it back. */
export function identityHandlers(engine: EngineContext) {
  const { identity } = procedures;
  return {
    find: identity.find.handler(() => ({ jobId: engine.session().jobs.start('find-merges', '', {}) })),
    proposals: identity.proposals.handler(({ input: { kind, cursor, limit }, signal }) =>
      engine.session().readers.run(proposalsRead, { kind: kind ?? null, cursor, limit }, signal),
    ),
    merge: identity.merge.handler(({ input }) => ({ merges: mergeAccounts(engine.session(), input) })),
    refuse: identity.refuse.handler(({ input: { proposals } }) => ({
      refused: refuseProposals(engine.session(), proposals),
    })),
    reopen: identity.reopen.handler(({ input: { proposals } }) => ({
      reopened: reopenProposals(engine.session(), proposals),
    })),
    merges: identity.merges.handler(({ input, signal }) => engine.session().readers.run(mergesRead, input, signal)),
    unmerge: identity.unmerge.handler(({ input: { ids } }) => ({ undone: unmergeAccounts(engine.session(), ids) })),
  };
}

/** Finding only reads the book and then writes its list at once, so it can simply be run again. */
export const identityJobs = {
  'find-merges': {
    onRestart: 'resume',
    async run(session, _input, context) {
      const request: FindMergesRequest = { task: 'find-merges', workspace: session.file, key: session.key };
      const version = session.dataVersion();
      const found = await runWorker<FoundMerges>('import', request, {
        signal: context.signal,
        onProgress: (progress, stage) => context.report(progress, stage as Parameters<typeof context.report>[1]),
      });
      session.database.transaction(() => saveFound(session.database, found, version, Math.floor(Date.now() / 1000)))();
      session.changed(['identity']);
      const count = (kind: string): number => found.proposals.filter((proposal) => proposal.kind === kind).length;
      return {
        accounts: found.accounts,
        exact: count('exact'),
        likely: count('likely'),
        possible: count('possible'),
        leftOut: found.leftOut,
      };
    },
  },
} satisfies Record<'find-merges', SessionJob>;

export const identityReads = [proposalsRead, mergesRead];
export { keptAccount } from './apply-aliases.ts';
export { mergeAccounts, unmergeAccounts, whyMergesBlock } from './decide.ts';
export { normaliseEmail, registrableDomain } from './domains.ts';
export { findMerges } from './find-merges.ts';
export type { FindMergesRequest, FoundMerges } from './find-merges.ts';
export { identityFindings } from './identity-findings.ts';
export { normaliseExternalId } from './keys.ts';
export { normaliseName } from './name-words.ts';
