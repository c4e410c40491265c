import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MergeProposal } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';

/** What was decided last, so that it can be told and taken back. */
export type Decision =
  | { readonly kind: 'merged'; readonly merges: readonly number[]; readonly pairs: readonly MergeProposal[] }
  | { readonly kind: 'refused'; readonly pairs: readonly MergeProposal[] }
  | { readonly kind: 'undone'; readonly count: number }
  | { readonly kind: 'reopened'; readonly count: number };

/** How many pairs one request may hold. */
const batch = 500;

export type Decisions = {
  readonly last: Decision | null;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Merges done of a long row of them; null while none is under way. */
  readonly mergedOfAll: number | null;
  /** `swappedIds`: proposals of which the other account stays. */
  merge(pairs: readonly MergeProposal[], swappedIds: ReadonlySet<string>): void;
  refuse(pairs: readonly MergeProposal[]): void;
  mergeAllExact(): void;
  /** Takes merges back. */
  undo(merges: readonly number[]): void;
  /** Takes back what was decided last, whichever way it was decided. */
  takeBack(decision: Exclude<Decision, { readonly count: number }>): void;
  forget(): void;
};

/** Every decision on this page: done at once, told, and asked for again by all that shows accounts. */
export function useDecisions(): Decisions {
  const api = useApi();
  const { client } = useHost();
  const queries = useQueryClient();
  const [last, setLast] = useState<Decision | null>(null);
  const [mergedOfAll, setMergedOfAll] = useState<number | null>(null);

  const refresh = () => queries.invalidateQueries({ queryKey: api.identity.key() });
  const merge = useMutation({
    mutationFn: async ({ pairs, swappedIds }: { pairs: readonly MergeProposal[]; swappedIds: ReadonlySet<string> }) => {
      const { merges } = await client.identity.merge({
        proposals: pairs.filter(({ id }) => !swappedIds.has(id)).map(({ id }) => id),
        pairs: pairs
          .filter(({ id }) => swappedIds.has(id))
          .map(({ keep, merge }) => ({ keep: merge.id, merge: keep.id })),
      });
      return { kind: 'merged', merges, pairs } satisfies Decision;
    },
    onSuccess: setLast,
    onSettled: refresh,
  });
  const refuse = useMutation({
    mutationFn: async (pairs: readonly MergeProposal[]) => {
      await client.identity.refuse({ proposals: pairs.map(({ id }) => id) });
      return { kind: 'refused', pairs } satisfies Decision;
    },
    onSuccess: setLast,
    onSettled: refresh,
  });
  const all = useMutation({
    mutationFn: async () => {
      const merges: number[] = [];
      const pairs: MergeProposal[] = [];
      setMergedOfAll(0);
      try {
        // A merge may settle other pairs too, so each round asks for what is left.
        for (;;) {
          const { rows } = await client.identity.proposals({ kind: 'exact', cursor: null, limit: batch });
          if (rows.length === 0) break;
          const done = await client.identity.merge({ proposals: rows.map(({ id }) => id), pairs: [] });
          merges.push(...done.merges);
          pairs.push(...rows);
          setMergedOfAll(merges.length);
          if (done.merges.length === 0) break;
        }
      } finally {
        // What was merged before a failure can be taken back all the same.
        if (merges.length > 0) setLast({ kind: 'merged', merges, pairs });
        setMergedOfAll(null);
      }
    },
    onSettled: refresh,
  });
  const undo = useMutation({
    mutationFn: async (merges: readonly number[]) => {
      let count = 0;
      try {
        for (let from = 0; from < merges.length; from += batch)
          count += (await client.identity.unmerge({ ids: merges.slice(from, from + batch) })).undone;
      } finally {
        if (count > 0) setLast({ kind: 'undone', count });
      }
    },
    onSettled: refresh,
  });
  const reopen = useMutation({
    mutationFn: async (pairs: readonly MergeProposal[]) => {
      const { reopened } = await client.identity.reopen({ proposals: pairs.map(({ id }) => id) });
      return { kind: 'reopened', count: reopened } satisfies Decision;
    },
    onSuccess: setLast,
    onSettled: refresh,
  });
  const mutations = [merge, refuse, all, undo, reopen];
  return {
    last,
    isPending: mutations.some(({ isPending }) => isPending),
    error: mutations.find(({ error }) => error !== null)?.error ?? null,
    mergedOfAll,
    merge: (pairs, swappedIds) => merge.mutate({ pairs, swappedIds }),
    refuse: (pairs) => refuse.mutate(pairs),
    mergeAllExact: () => all.mutate(),
    undo: (merges) => undo.mutate(merges),
    takeBack: (decision) => (decision.kind === 'merged' ? undo.mutate(decision.merges) : reopen.mutate(decision.pairs)),
    forget: () => setLast(null),
  };
}
