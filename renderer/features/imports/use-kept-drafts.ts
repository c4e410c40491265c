import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { DraftDecision } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { saysTheSame } from './draft.ts';
import type { Decision, Decisions } from './draft.ts';

const nothing: Decisions = {};

/** What the engine keeps of the decisions about these files: the page may be loaded anew at any time. */
export function useKeptDrafts(grants: readonly string[]): { readonly kept: Decisions; readonly isPending: boolean } {
  const api = useApi();
  const query = useQuery(
    api.imports.drafts.queryOptions({
      input: grants.length === 0 ? skipToken : { grants: [...grants] },
      placeholderData: (before) => before,
      // What is decided from now on stands in the page; another visit asks again.
      gcTime: 0,
      retry: false,
    }),
  );
  const { data } = query;
  const kept = useMemo(() => (data === undefined ? nothing : byKey(data)), [data]);
  return { kept, isPending: query.isLoading };
}

/** Hands the engine what changed since. Failing, it is tried again with the next change; nothing else depends on it. */
export function useKeeping(grants: readonly string[], kept: Decisions, settled: Decisions, isPending: boolean): void {
  const { client } = useHost();
  const last = useRef<Decisions | null>(null);
  useEffect(() => {
    if (isPending) return;
    const before = last.current ?? kept;
    last.current = settled;
    for (const grant of grants)
      if (!saysTheSame(settled, before, grant))
        void client.imports.keepDraft({ grant, decisions: toKeep(settled, grant) }).catch(() => undefined);
  }, [client, grants, kept, settled, isPending]);
}

function byKey(kept: readonly DraftDecision[]): Decisions {
  return Object.fromEntries(kept.map(({ key, ...decision }) => [key, decision as Decision]));
}

function toKeep(decisions: Decisions, grant: string) {
  return Object.entries(decisions).flatMap(([key, { grant: own, mappings, saved, whole, ...decision }]) =>
    own !== grant
      ? []
      : [
          {
            ...decision,
            key,
            ...(mappings === undefined ? {} : { mappings: [...mappings] }),
            ...(saved === undefined ? {} : { saved: { recipe: saved.recipe, mappings: [...saved.mappings] } }),
            ...(whole === undefined ? {} : { whole }),
          },
        ],
  );
}
