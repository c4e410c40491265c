import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FilePreview } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { draftTable, previewInput } from './draft.ts';
import type { Decision, Decisions } from './draft.ts';
import type { DraftTable } from './readiness.ts';
import { decisionsOf } from './request.ts';
import type { ImportRequest } from './request.ts';

const noDecisions: Decisions = {};
const draftKey = ['import-draft'] as const;
const previewDelay = 250;

/** A file that was handed over: its source tables once they are known. */
export type DraftFile = {
  readonly grant: string;
  readonly tables: readonly DraftTable[] | undefined;
  readonly error: unknown;
  /** The preview is being asked again for the latest change. */
  readonly checking: boolean;
  readonly retry: () => void;
};

export type Draft = {
  readonly files: readonly DraftFile[];
  readonly decisions: Decisions;
  /** Changes what was decided about a source table. */
  readonly decide: (key: string, decision: Decision) => void;
  readonly forget: (grants: readonly string[]) => void;
};

/** The latest preview of a file under whichever mapping, so that its card stays while a changed mapping is checked. */
function lastAnswer(queries: QueryClient, queryKey: readonly unknown[]): FilePreview[] | undefined {
  const answered = queries.getQueriesData<FilePreview[]>({ queryKey });
  const updatedAt = (key: readonly unknown[]) => queries.getQueryState(key)?.dataUpdatedAt ?? 0;
  return answered.filter(([, data]) => data !== undefined).sort(([a], [b]) => updatedAt(b) - updatedAt(a))[0]?.[1];
}

/** Puts what a check was asked into the draft, so that the import page goes on from there. */
export function useTakeUp(): (request: ImportRequest) => void {
  const queries = useQueryClient();
  return (request) => {
    queries.setQueryDefaults(draftKey, { gcTime: Number.POSITIVE_INFINITY });
    queries.setQueryData(draftKey, (old: Decisions | undefined) => decisionsOf(request, old ?? noDecisions));
  };
}

const of = (decisions: Decisions, grant: string) =>
  Object.values(decisions).filter((decision) => decision.grant === grant);

/** Whether two states of the decisions say the same about a file: entries that did not change are the same objects. */
function isSettled(now: Decisions, settled: Decisions, grant: string): boolean {
  const [left, right] = [of(now, grant), of(settled, grant)];
  return left.length === right.length && left.every((decision) => right.includes(decision));
}

/** What is about to be imported, each source table with its preview; every decision is checked again by the engine. */
export function useDraft(grants: readonly string[]): Draft {
  const api = useApi();
  const queries = useQueryClient();
  const draft = useQuery({
    queryKey: draftKey,
    queryFn: skipToken,
    initialData: noDecisions,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const decisions = draft.data ?? noDecisions;
  const [settled] = useDebouncedValue(decisions, previewDelay);
  const previews = useQueries({
    queries: grants.map((grant) =>
      api.imports.preview.queryOptions({
        input: previewInput(grant, settled),
        placeholderData: () => lastAnswer(queries, api.imports.preview.key({ input: { grants: [grant] } })),
        retry: false,
      }),
    ),
  });
  const files = grants.map((grant, index): DraftFile => {
    const query = previews[index];
    return {
      grant,
      tables: query?.data?.map((preview) => draftTable(preview, decisions[preview.key])),
      error: query?.error ?? null,
      checking: (query?.isFetching ?? false) || !isSettled(decisions, settled, grant),
      retry: () => void query?.refetch(),
    };
  });
  const actions = useMemo(() => {
    const change = (update: (old: Decisions) => Decisions) => {
      queries.setQueryData(draftKey, (old: Decisions | undefined) => update(old ?? noDecisions));
    };
    return {
      decide: (key: string, decision: Decision) => change((old) => ({ ...old, [key]: decision })),
      forget: (gone: readonly string[]) =>
        change((old) => Object.fromEntries(Object.entries(old).filter(([, { grant }]) => !gone.includes(grant)))),
    };
  }, [queries]);
  return { files, decisions, ...actions };
}
