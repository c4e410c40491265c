import { Anchor, Badge, Button, Group, Stack, Text, TextInput, Title, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Segment } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { RenameSegment } from './rename.tsx';
import { RowActions } from './row-actions.tsx';
import { useRemoveSegment } from './use-remove-segment.tsx';

type SegmentListProps = {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onEdit: (id: number | 'new') => void;
};

/** The saved segments, each with how many accounts belong to it now. */
export function SegmentList({ search, onSearch, onEdit }: SegmentListProps) {
  const t = useMessages(messages);
  const query = useQuery(useApi().segments.list.queryOptions());
  const build = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => onEdit('new')}>
      {t('new')}
    </Button>
  );
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        {(query.data?.length ?? 0) === 0 ? null : (
          <Group gap="xs">
            <TextInput
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={15} />}
              value={search}
              onChange={(event) => onSearch(event.currentTarget.value)}
              w={220}
            />
            {build}
          </Group>
        )}
      </Group>
      <QueryView
        query={query}
        isEmpty={(segments) => segments.length === 0}
        empty={
          <Empty
            icon={<IconUsersGroup size={26} stroke={1.6} />}
            title={t('emptyTitle')}
            text={t('emptyText')}
            action={build}
          />
        }
      >
        {(segments) => <Segments segments={segments} search={search} onEdit={onEdit} />}
      </QueryView>
    </Stack>
  );
}

type SegmentsProps = Pick<SegmentListProps, 'search' | 'onEdit'> & { readonly segments: readonly Segment[] };

function Segments({ segments, search, onEdit }: SegmentsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const counts = useQuery(useApi().segments.counts.queryOptions());
  const [renamed, setRenamed] = useState<Segment | null>(null);
  const { mutate: remove } = useRemoveSegment();
  const wanted = search.trim().toLocaleLowerCase();
  const rows = useMemo(
    () => segments.filter(({ name }) => name.toLocaleLowerCase().includes(wanted)),
    [segments, wanted],
  );
  const byId = useMemo(() => new Map(counts.data?.map((count) => [count.id, count])), [counts.data]);
  const columns = useMemo<Column<Segment>[]>(
    () => [
      {
        id: 'name',
        header: t('name'),
        width: 260,
        grow: 3,
        value: (row) => row.name,
        cell: (row) => (
          <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onEdit(row.id)}>
            {row.name}
          </Anchor>
        ),
      },
      {
        id: 'kind',
        header: t('kind'),
        width: 110,
        grow: 0,
        value: (row) => row.kind,
        cell: (row) => (
          <Tooltip label={t(`kindHelp_${row.kind}`)}>
            <Badge variant="light" color={row.kind === 'live' ? 'harbour' : 'gray'}>
              {t(`kind_${row.kind}`)}
            </Badge>
          </Tooltip>
        ),
      },
      {
        id: 'accounts',
        header: t('accounts'),
        width: 150,
        grow: 0,
        align: 'end',
        value: (row) => byId.get(row.id)?.members ?? row.members,
        cell: (row) => <Count count={byId.get(row.id)} last={row.members} />,
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
        width: 130,
        grow: 0,
        cell: (row) => (
          <RowActions
            segment={row}
            onEdit={() => onEdit(row.id)}
            onRename={() => setRenamed(row)}
            onRemove={() => remove(row)}
          />
        ),
      },
    ],
    [t, format, byId, onEdit, remove],
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
          sort={{ id: 'name', descending: false }}
          rowHeight={42}
          height="calc(var(--holdfast-page-height) - 90px)"
          onOpen={(row) => onEdit(row.id)}
          pageKeys
        />
      )}
      <RenameSegment key={renamed?.id ?? 0} segment={renamed} onClose={() => setRenamed(null)} />
    </>
  );
}

type Counted = { readonly members: number | null; readonly problem: string | null };

/** The number of the last time stands there, greyed, until the one of now is known. */
function Count({ count, last }: { readonly count: Counted | undefined; readonly last: number | null }) {
  const t = useMessages(messages);
  const format = useFormat();
  if (count === undefined)
    return (
      <Text span size="sm" c="dimmed">
        {last === null ? nothing : format.integer(last)}
      </Text>
    );
  if (count.problem === null) return <>{format.integer(count.members)}</>;
  return (
    <Tooltip label={<span lang="en">{count.problem}</span>} multiline maw={360}>
      <Badge variant="light" color="orange" tabIndex={0}>
        {t('problem')}
      </Badge>
    </Tooltip>
  );
}
