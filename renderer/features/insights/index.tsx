import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconBookmark, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { Insight } from '../../../shared/contract/index.ts';
import { insightLink } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { appMessages } from '../../app/messages.ts';
import { kindText } from '../../app/places.ts';
import { useUrlState } from '../../app/search.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { RenameInsight } from './rename.tsx';
import { RowActions } from './row-actions.tsx';
import { useRemoveInsight } from './use-remove-insight.tsx';

const view = z.object({ search: z.coerce.string().default('') });

/** Questions that were given a name; each is asked anew when it is opened. */
export function InsightsPage() {
  const t = useMessages(messages);
  const [{ search }, setView] = useUrlState(view);
  const query = useQuery(useApi().insights.list.queryOptions());
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        {(query.data?.length ?? 0) === 0 ? null : (
          <TextInput
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={15} />}
            value={search}
            onChange={(event) => setView({ search: event.currentTarget.value })}
            w={260}
          />
        )}
      </Group>
      <QueryView
        query={query}
        isEmpty={(insights) => insights.length === 0}
        empty={
          <Empty
            icon={<IconBookmark size={26} stroke={1.6} />}
            title={t('emptyTitle')}
            text={t('emptyText')}
            action={
              <Button component={Link} to="/retention">
                {t('emptyAction')}
              </Button>
            }
          />
        }
      >
        {(insights) => <Insights insights={insights} search={search} />}
      </QueryView>
    </Stack>
  );
}

function Insights({ insights, search }: { readonly insights: readonly Insight[]; readonly search: string }) {
  const t = useMessages(messages);
  const words = useMessages(appMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const remove = useRemoveInsight();
  const [renamed, setRenamed] = useState<Insight | null>(null);
  const wanted = search.trim().toLocaleLowerCase();
  const rows = useMemo(
    () => insights.filter(({ name, kind }) => `${name} ${words(kindText[kind])}`.toLocaleLowerCase().includes(wanted)),
    [insights, wanted, words],
  );
  const { mutate } = remove;
  const columns = useMemo<Column<Insight>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        width: 260,
        grow: 3,
        value: (row) => row.name,
        cell: (row) => (
          <Anchor
            component={Link}
            {...(insightLink(row) as object)}
            size="sm"
            truncate
            display="block"
            title={row.name}
          >
            {row.name}
          </Anchor>
        ),
      },
      {
        id: 'kind',
        header: t('kind'),
        width: 150,
        value: (row) => words(kindText[row.kind]),
        cell: (row) => words(kindText[row.kind]),
      },
      {
        id: 'changed',
        header: t('changed'),
        width: 190,
        grow: 0,
        value: (row) => row.updatedAt,
        firstSort: 'descending',
        cell: (row) => format.instant(row.updatedAt),
      },
      {
        id: 'actions',
        header: t('actions'),
        width: 110,
        grow: 0,
        cell: (row) => <RowActions name={row.name} onRename={() => setRenamed(row)} onRemove={() => mutate(row)} />,
      },
    ],
    [t, words, format, mutate],
  );
  return (
    <>
      {rows.length === 0 ? (
        <Empty title={t('noneTitle')} text={t('noneText')} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={(row) => String(row.id)}
          sort={{ id: 'changed', descending: true }}
          rowHeight={42}
          height="calc(var(--holdfast-page-height) - 90px)"
          onOpen={(row) => void navigate(insightLink(row) as never)}
          pageKeys
        />
      )}
      <RenameInsight key={renamed?.id ?? 0} insight={renamed} onClose={() => setRenamed(null)} />
    </>
  );
}
