import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReviewRow } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { prefetchCard } from './card-queries.ts';
import { byAccount, nextOpen, pace } from './sitting.ts';
import { filterOf } from './view.ts';
import type { ReviewView } from './view.ts';

/** How long a sitting is remembered while one looks elsewhere. */
const kept = 60 * 60_000;

/**
 * The accounts that somebody sits down for: a list that stands still while decisions are made on it, what was decided
 * since, and where one is.
 */
export function useSitting(view: ReviewView) {
  const api = useApi();
  const { client } = useHost();
  const queries = useQueryClient();
  const current = useWorkspaceStatus().data?.current ?? null;
  const ask = { sort: view.sort, descending: view.descending, filter: filterOf(view), limit: view.size };
  // Named like an answer of the models: it is asked again with new scores, and stands still while decisions are made.
  const queryKey = [['models', 'review-sitting'], current?.id, ask];
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      client.decisions.review({ ...ask, ...(view.at === undefined ? {} : { also: view.at }) }, { signal }),
    gcTime: kept,
  });
  const rows: readonly ReviewRow[] = list.data?.rows ?? [];
  const since = useQuery(
    api.decisions.list.queryOptions({
      input: { after: list.data?.lastDecision ?? 0, limit: 500 },
      enabled: list.data !== undefined,
    }),
  );
  const ids = rows.map(({ id }) => id);
  const inList = new Set(ids);
  const decisions = (since.data?.rows ?? []).filter(({ accountId }) => inList.has(accountId));
  const decided = byAccount(decisions);
  const known = new Set(decided.keys());
  const asked = view.at === undefined ? -1 : ids.indexOf(view.at);
  const first = nextOpen(ids, known, 0);
  const place = asked >= 0 ? asked : first;
  const isOver = view.end || (place === null && rows.length > 0);
  const at = place ?? ids.length;
  usePrefetched(ids[at + 1]);
  usePrefetched(ids[at + 2]);
  return {
    list,
    rows,
    decisions,
    decided,
    /** Null while nothing is there, or all is done. */
    place: isOver ? null : place,
    isOver,
    secondsEach: pace(decisions),
    /** The account to go to after this one; null where all others are decided on. */
    after(id: string): string | null {
      const next = nextOpen(ids, new Set([...known, id]), ids.indexOf(id));
      return next === null ? null : (ids[next] ?? null);
    },
    startAgain: () => queries.resetQueries({ queryKey }),
  };
}
export type Sitting = ReturnType<typeof useSitting>;

/** Fetches the card of an account that one will soon come to. */
function usePrefetched(id: string | undefined): void {
  const api = useApi();
  const queries = useQueryClient();
  useEffect(() => {
    if (id !== undefined) void prefetchCard(queries, api, id);
  }, [api, queries, id]);
}
