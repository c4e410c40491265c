import type { DraftDecision } from '../../../shared/contract/index.ts';
import type { Session } from '../session/index.ts';

/** In memory only, as long as the grants themselves: decisions quote values of the files, so they are written nowhere. */
const drafts = new WeakMap<Session, Map<string, readonly DraftDecision[]>>();

/** Keeps what was decided about a file in place of what was kept before; nothing for an empty list. @throws not_found for an unknown grant */
export function keepDraft(session: Session, grant: string, decisions: readonly DraftDecision[]): void {
  const own = drafts.get(session) ?? new Map<string, readonly DraftDecision[]>();
  drafts.set(session, own);
  if (decisions.length === 0) {
    own.delete(grant);
    return;
  }
  session.grants.resolve(grant);
  own.set(grant, decisions);
}

/** What is kept about these files. */
export function keptDrafts(session: Session, grants: readonly string[]): DraftDecision[] {
  const own = drafts.get(session);
  return grants.flatMap((grant) => (session.grants.has(grant) ? [...(own?.get(grant) ?? [])] : []));
}
