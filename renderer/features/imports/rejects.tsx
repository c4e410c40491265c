import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import styles from './imports.module.css';
import { useReasonText } from './reason-text.ts';
import { resultMessages } from './result-messages.ts';

type Reject = ContractOutputs['imports']['rejects']['rows'][number];

/** The rows that were not stored, each with its place and reason. */
export function Rejects({ id }: { readonly id: number }) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const reasonText = useReasonText();
  const api = useApi();
  const host = useHost();
  const query = useInfiniteQuery({
    queryKey: [...api.imports.rejects.key({ input: { id } }), 'pages'],
    queryFn: ({ pageParam, signal }) => host.client.imports.rejects({ id, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const save = useMutation({
    mutationFn: async () => {
      const file = await host.client.imports.exportRejects({ id });
      await host.saveExport(file.grant, file.name);
    },
  });
  const columns = useMemo<Column<Reject>[]>(
    () => [
      {
        id: 'file',
        header: t('rejectFile'),
        width: 180,
        cell: (row) => (
          <Text size="sm" truncate title={row.file}>
            {row.file}
          </Text>
        ),
      },
      { id: 'row', header: t('rejectRow'), width: 80, grow: 0, align: 'end', cell: (row) => format.integer(row.row) },
      { id: 'column', header: t('rejectColumn'), width: 120, cell: (row) => row.column ?? nothing },
      {
        id: 'reason',
        header: t('rejectReason'),
        width: 220,
        grow: 2,
        cell: (row) => {
          const { text, language } = reasonText(row.reason, row.code);
          return (
            <span lang={language} title={text}>
              {text}
            </span>
          );
        },
      },
      {
        id: 'raw',
        header: t('rejectRaw'),
        width: 220,
        grow: 2,
        cell: (row) => (
          <Text className={styles.raw} truncate title={row.raw}>
            {row.raw}
          </Text>
        ),
      },
    ],
    // The reasons follow the language, as the translator does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, format],
  );
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={(data) => data.pages[0]?.total === 0}
      empty={<Text c="dimmed">{t('rejectsNone')}</Text>}
    >
      {(data) => {
        const rows = data.pages.flatMap((page) => page.rows);
        const total = data.pages[0]?.total ?? rows.length;
        return (
          <Stack gap="xs">
            <Group justify="flex-end">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDownload size={15} />}
                loading={save.isPending}
                onClick={() => save.mutate()}
              >
                {t('rejectsExport')}
              </Button>
            </Group>
            {save.error === null ? null : <ErrorState error={save.error} />}
            <DataTable
              label={t('rejectsTitle')}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.file}:${row.row}:${row.column ?? ''}`}
              rowHeight={36}
              height={400}
              total={total}
            />
            <ShowMore
              shown={t('rejectsShown', { shown: format.integer(rows.length), total: format.integer(total) })}
              more={t('rejectsMore')}
              query={query}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}
