import { Badge, Button, Group, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconDatabaseImport, IconHeartbeat } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { Coverage } from './coverage.tsx';
import { Figures } from './figures.tsx';
import { Findings } from './findings.tsx';
import { messages } from './messages.ts';
import { Needs } from './needs.tsx';
import { validateSearch } from './search.ts';
import { Sources } from './sources.tsx';

export { validateSearch } from './search.ts';

/** How complete, how fresh and how free of contradiction the book is. */
export function DataHealthPage() {
  const t = useMessages(messages);
  const health = useHealth();
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <Button
          component={Link}
          to="/import"
          variant="default"
          leftSection={<IconDatabaseImport size={16} />}
          miw="max-content"
        >
          {t('import')}
        </Button>
      </Group>
      <QueryView
        query={health}
        skeleton="page"
        isEmpty={({ tables }) => tables.every(({ rows }) => rows === 0)}
        empty={
          <Empty
            icon={<IconHeartbeat size={26} stroke={1.6} />}
            title={t('emptyTitle')}
            text={t('emptyText')}
            action={
              <Button component={Link} to="/import">
                {t('import')}
              </Button>
            }
          />
        }
      >
        {(data) => <Health data={data} />}
      </QueryView>
    </Stack>
  );
}

/** The answers that the page's figures are made of, as one: they are drawn together or not at all. */
function useHealth() {
  const { dataHealth } = useApi();
  const counts = { limit: 1 } as const;
  return useQueries({
    queries: [
      dataHealth.tables.queryOptions(),
      dataHealth.sources.queryOptions(),
      dataHealth.needs.queryOptions(),
      dataHealth.findings.queryOptions({ input: { accepted: false, ...counts } }),
      dataHealth.findings.queryOptions({ input: { accepted: true, ...counts } }),
    ],
    combine: ([tables, sources, needs, open, accepted]) => ({
      data:
        tables.data && sources.data && needs.data && open.data && accepted.data
          ? {
              tables: tables.data,
              sources: sources.data,
              needs: needs.data,
              open: open.data.total,
              accepted: accepted.data.total,
            }
          : undefined,
      error: [tables, sources, needs, open, accepted].find(({ error }) => error !== null)?.error ?? null,
      isPending: [tables, sources, needs, open, accepted].some(({ isPending }) => isPending),
      refetch: () => Promise.all([tables, sources, needs, open, accepted].map((query) => query.refetch())),
    }),
  });
}

type HealthData = NonNullable<ReturnType<typeof useHealth>['data']>;

function Health({ data }: { readonly data: HealthData }) {
  const t = useMessages(messages);
  const [view, setView] = useUrlState(validateSearch);
  const { tables, sources, needs, open } = data;
  const stale = sources.filter(({ state }) => state !== 'fresh').length;
  const missing = needs.filter(({ sentence }) => sentence !== null).length;
  return (
    <Stack gap="md">
      <Figures {...data} setView={setView} />
      <Tabs
        value={view.tab}
        onChange={(tab) => setView({ tab: validateSearch.shape.tab.parse(tab ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('tabs')} mb="md">
          <Tabs.Tab value="coverage">{t('tabCoverage')}</Tabs.Tab>
          <Tabs.Tab value="sources" rightSection={countBadge(stale)}>
            {t('tabSources')}
          </Tabs.Tab>
          <Tabs.Tab value="findings" rightSection={countBadge(open)}>
            {t('tabFindings')}
          </Tabs.Tab>
          <Tabs.Tab value="needs" rightSection={countBadge(missing)}>
            {t('tabNeeds')}
          </Tabs.Tab>
        </Tabs.List>
        <Panel value="coverage">
          <Coverage tables={tables} view={view} setView={setView} />
        </Panel>
        <Panel value="sources">
          <Sources sources={sources} />
        </Panel>
        <Panel value="findings">
          <Findings view={view} setView={setView} />
        </Panel>
        <Tabs.Panel value="needs">
          <Needs needs={needs} sources={sources} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Panel({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  return (
    <Tabs.Panel value={value}>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        {children}
      </Paper>
    </Tabs.Panel>
  );
}

/** Nothing where nothing asks for attention: a tab keeps no room for it then. */
function countBadge(count: number): ReactNode {
  return count === 0 ? null : (
    <Badge size="sm" circle={count < 10} color="orange" variant="light">
      {count}
    </Badge>
  );
}
