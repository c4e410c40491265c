import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useApi } from '../../app/client.tsx';

/** What a person decided about a file: first what it is, then how its columns are read. Any may still be the engine's proposal. */
type Decision = { readonly table?: TableName; readonly mapping?: FileMapping };
/** By grant. They live in the query cache, so that leaving the page does not lose them. */
type Decisions = Readonly<Record<string, Decision>>;
const noDecisions: Decisions = {};
const draftKey = ['import-draft'] as const;
const previewDelay = 250;

export type DraftFile = {
  readonly grant: string;
  readonly preview: FilePreview | undefined;
  /** The mapping as it stands now: the changed one, else the proposed one. */
  readonly mapping: FileMapping | null;
  /** The table was chosen by a person. */
  readonly tableChosen: boolean;
  readonly error: unknown;
  /** The preview is being asked again for the latest change. */
  readonly checking: boolean;
  readonly retry: () => void;
};

export type Draft = {
  readonly files: readonly DraftFile[];
  readonly chooseTable: (grant: string, table: TableName) => void;
  readonly edit: (grant: string, mapping: FileMapping) => void;
  readonly forget: (grants: readonly string[]) => void;
};

/** The latest preview of a file under whichever mapping, so that its card stays while a changed mapping is checked. */
function lastAnswer(queries: QueryClient, queryKey: readonly unknown[]): FilePreview[] | undefined {
  const answered = queries.getQueriesData<FilePreview[]>({ queryKey });
  const updatedAt = (key: readonly unknown[]) => queries.getQueryState(key)?.dataUpdatedAt ?? 0;
  return answered.filter(([, data]) => data !== undefined).sort(([a], [b]) => updatedAt(b) - updatedAt(a))[0]?.[1];
}

/** The files that are about to be imported, each with its preview; every decision is checked again by the engine. */
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
    queries: grants.map((grant) => {
      const { table, mapping } = settled[grant] ?? {};
      return api.imports.preview.queryOptions({
        input: {
          grants: [grant],
          mappings: mapping === undefined ? {} : { [grant]: mapping },
          tables: table === undefined ? {} : { [grant]: table },
        },
        placeholderData: () => lastAnswer(queries, api.imports.preview.key({ input: { grants: [grant] } })),
        retry: false,
      });
    }),
  });
  const files = grants.map((grant, index): DraftFile => {
    const query = previews[index];
    const decision = decisions[grant];
    const checking = (query?.isFetching ?? false) || decision !== settled[grant];
    const preview = query?.data?.[0];
    // After a change of table the old proposal no longer speaks for the file.
    const proposed =
      decision?.table !== undefined && preview?.mapping?.table !== decision.table ? null : (preview?.mapping ?? null);
    return {
      grant,
      preview,
      mapping: decision?.mapping ?? proposed,
      tableChosen: decision?.table !== undefined,
      error: query?.error ?? null,
      checking,
      retry: () => void query?.refetch(),
    };
  });
  const actions = useMemo(() => {
    const change = (update: (old: Decisions) => Decisions) => {
      queries.setQueryData(draftKey, (old: Decisions | undefined) => update(old ?? noDecisions));
    };
    return {
      chooseTable: (grant: string, table: TableName) => change((old) => ({ ...old, [grant]: { table } })),
      edit: (grant: string, mapping: FileMapping) => change((old) => ({ ...old, [grant]: { ...old[grant], mapping } })),
      forget: (gone: readonly string[]) =>
        change((old) => Object.fromEntries(Object.entries(old).filter(([grant]) => !gone.includes(grant)))),
    };
  }, [queries]);
  return { files, ...actions };
}
