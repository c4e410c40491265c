import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FilePreview } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { draftTable, previewInput, saysTheSame } from './draft.ts';
import type { Decision, Decisions } from './draft.ts';
import type { DraftTable } from './readiness.ts';
import { decisionsOf } from './request.ts';
import type { ImportRequest } from './request.ts';
import { useKeeping, useKeptDrafts } from './use-kept-drafts.ts';

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

/** What is about to be imported, each source table with its preview; every decision is checked again by the engine. */
export function useDraft(grants: readonly string[]): Draft {
  const api = useApi();
  const { client } = useHost();
  const queries = useQueryClient();
  const draft = useQuery({
    queryKey: draftKey,
    queryFn: skipToken,
    initialData: noDecisions,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const { kept, isPending } = useKeptDrafts(grants);
  const own = draft.data ?? noDecisions;
  // What was decided on this page counts before what it found when it was loaded.
  const decisions = useMemo(() => ({ ...kept, ...own }), [kept, own]);
  const [settled] = useDebouncedValue(decisions, previewDelay);
  useKeeping(grants, kept, settled, isPending || !grants.every((grant) => saysTheSame(decisions, settled, grant)));
  const previews = useQueries({
    queries: grants.map((grant) =>
      api.imports.preview.queryOptions({
        input: previewInput(grant, settled),
        // Asked once, for all that is decided.
        enabled: !isPending && saysTheSame(decisions, settled, grant),
        placeholderData: () => lastAnswer(queries, api.imports.preview.key({ input: { grants: [grant] } })),
        retry: false,
      }),
    ),
  });
  const files = grants.map((grant, index): DraftFile => {
    const query = previews[index];
    return {
      grant,
      tables: query?.data?.map((preview) => draftTable(preview, decisions[preview.key] ?? decisions[preview.grant])),
      error: query?.error ?? null,
      checking: (query?.isFetching ?? false) || !saysTheSame(decisions, settled, grant),
      retry: () => void query?.refetch(),
    };
  });
  const actions = useMemo(() => {
    const change = (update: (old: Decisions) => Decisions) => {
      queries.setQueryData(draftKey, (old: Decisions | undefined) => update(old ?? noDecisions));
    };
    return {
      decide: (key: string, decision: Decision) => change((old) => ({ ...old, [key]: decision })),
      forget: (gone: readonly string[]) => {
        change((old) => Object.fromEntries(Object.entries(old).filter(([, { grant }]) => !gone.includes(grant))));
        for (const grant of gone) void client.imports.keepDraft({ grant, decisions: [] }).catch(() => undefined);
      },
    };
  }, [queries, client]);
  return { files, decisions, ...actions };
}
