import { Badge, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { FindButton, FindNews, useFind } from './find-bar.tsx';
import { History } from './history.tsx';
import { LastDecision } from './last-decision.tsx';
import { MergeAll } from './merge-all.tsx';
import { messages } from './messages.ts';
import { Proposals } from './proposals.tsx';
import { firstKind, kinds, validateSearch } from './search.ts';
import type { Kind } from './search.ts';
import { useDecisions } from './use-decisions.ts';
import { usePageKeys } from './use-page-keys.ts';

export { validateSearch } from './search.ts';

/** Accounts that may be one: proposed by the engine, decided here, undone here. */
export function DuplicatesPage() {
  const t = useMessages(messages);
  const [view, setView] = useUrlState(validateSearch);
  const find = useFind();
  const counts = useCounts();
  const decisions = useDecisions();
  const foundAt = counts.data?.foundAt ?? null;
  usePageKeys({
    u: () => {
      if (decisions.last !== null && 'pairs' in decisions.last && !decisions.isPending)
        decisions.takeBack(decisions.last);
    },
  });
  // The list that was opened first stays open when its last pair is decided.
  const [first, setFirst] = useState<Kind | null>(null);
  const totals = counts.data?.totals;
  if (first === null && totals !== undefined && kinds.some((kind) => totals[kind] > 0)) {
    setFirst(firstKind(totals));
  }
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        {counts.data === undefined || foundAt === null ? null : <FindButton find={find} isFirst={false} />}
      </Group>
      <FindNews find={find} foundAt={foundAt} isOutdated={counts.data?.isOutdated ?? false} />
      <QueryView
        query={counts}
        skeleton="page"
        isEmpty={({ foundAt: at, merges }) => at === null && merges === 0}
        empty={
          <Empty
            icon={<IconArrowsJoin size={26} stroke={1.6} />}
            title={t('neverTitle')}
            text={t('neverText')}
            action={<FindButton find={find} isFirst />}
          />
        }
      >
        {({ totals, merges }) => (
          <Tabs
            value={view.tab ?? first ?? 'exact'}
            onChange={(next) => setView({ tab: validateSearch.shape.tab.parse(next ?? undefined) })}
            keepMounted={false}
          >
            <Group justify="space-between" align="flex-end" wrap="nowrap" mb="sm">
              <Tabs.List aria-label={t('tabs')} flex={1}>
                {kinds.map((kind) => (
                  <Tabs.Tab key={kind} value={kind} rightSection={<Count count={totals[kind]} />}>
                    {t(`tab_${kind}`)}
                  </Tabs.Tab>
                ))}
                <Tabs.Tab value="history" rightSection={<Count count={merges} />}>
                  {t('tab_history')}
                </Tabs.Tab>
              </Tabs.List>
              <MergeAll total={totals.exact} decisions={decisions} />
            </Group>
            {kinds.map((kind) => (
              <Tabs.Panel key={kind} value={kind}>
                <Proposals kind={kind} decisions={decisions} />
              </Tabs.Panel>
            ))}
            <Tabs.Panel value="history">
              <History decisions={decisions} />
            </Tabs.Panel>
          </Tabs>
        )}
      </QueryView>
      <LastDecision decisions={decisions} />
    </Stack>
  );
}

/** How many wait in each list, and what is known of the last search. */
function useCounts() {
  const { identity } = useApi();
  const first = { cursor: null, limit: 1 } as const;
  return useQueries({
    queries: [
      identity.proposals.queryOptions({ input: { kind: 'exact', ...first } }),
      identity.proposals.queryOptions({ input: { kind: 'likely', ...first } }),
      identity.proposals.queryOptions({ input: { kind: 'possible', ...first } }),
      identity.merges.queryOptions({ input: first }),
    ],
    combine: ([exact, likely, possible, merges]) => {
      const all = [exact, likely, possible, merges];
      return {
        data:
          exact.data && likely.data && possible.data && merges.data
            ? {
                totals: {
                  exact: exact.data.total,
                  likely: likely.data.total,
                  possible: possible.data.total,
                } satisfies Record<Kind, number>,
                merges: merges.data.total,
                foundAt: exact.data.foundAt,
                isOutdated: exact.data.isOutdated,
              }
            : undefined,
        error: all.find(({ error }) => error !== null)?.error ?? null,
        isPending: all.some(({ isPending }) => isPending),
        refetch: () => Promise.all(all.map((query) => query.refetch())),
      };
    },
  });
}

function Count({ count }: { readonly count: number }) {
  const format = useFormat();
  return (
    <Badge size="sm" variant="light" color="gray">
      {format.integer(count)}
    </Badge>
  );
}
