import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '../../app/client.tsx';

export const touchesShown = 4;
export const similarShown = 3;

/** Everything that a decision card asks; also asked ahead of time. */
export function queriesOf(api: Api, id: string) {
  return {
    account: api.accounts.get.queryOptions({ input: { id } }),
    explanation: api.explanations.account.queryOptions({ input: { id } }),
    survival: api.survival.account.queryOptions({ input: { id } }),
    touches: api.accounts.timeline.queryOptions({ input: { id, limit: touchesShown } }),
    tasks: api.tasks.list.queryOptions({ input: { accountId: id, state: 'open', limit: 5 } }),
    notes: api.notes.list.queryOptions({ input: { accountId: id, limit: 1 } }),
    risk: api.risks.ofAccount.queryOptions({ input: { id } }),
    similar: api.explanations.similar.queryOptions({ input: { id, limit: similarShown } }),
  };
}

/** The search for similar accounts takes long and comes last, so that a decision never waits for it. */
export async function prefetchCard(queries: QueryClient, api: Api, id: string): Promise<void> {
  const card = queriesOf(api, id);
  await Promise.all([
    queries.prefetchQuery(card.account),
    queries.prefetchQuery(card.explanation),
    queries.prefetchQuery(card.survival),
    queries.prefetchQuery(card.touches),
    queries.prefetchQuery(card.tasks),
    queries.prefetchQuery(card.notes),
    queries.prefetchQuery(card.risk),
  ]);
  await queries.prefetchQuery(card.similar);
}
