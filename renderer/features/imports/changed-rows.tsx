import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChangedRow } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { resultMessages } from './result-messages.ts';

const rowsAtOnce = 100;

/** One field of one row: its value before and after. */
type Change = ChangedRow['fields'][number] & {
  readonly key: string;
  readonly place: string;
  /** The first of its row, which alone names the row. */
  readonly isFirst: boolean;
};

/** A line a changed field, so that old and new stand side by side. */
export function changesOf(rows: readonly ChangedRow[]): Change[] {
  return rows.flatMap((row) =>
    row.fields.map((field, index) => ({
      ...field,
      key: row.key,
      place: `${row.file}:${row.row}`,
      isFirst: index === 0,
    })),
  );
}

export function ChangedRows({ id, table }: { readonly id: number; readonly table: TableName }) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const labels = useLabels();
  const api = useApi();
  const { client } = useHost();
  const query = useInfiniteQuery({
    queryKey: [...api.imports.changes.key({ input: { id, table } }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.imports.changes({ id, table, cursor: pageParam, limit: rowsAtOnce }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const words = { blank: t('blank'), field: labels.field };
  const columns = useMemo<Column<Change>[]>(
    () => [
      { id: 'key', header: t('changeKey'), width: 150, cell: (row) => (row.isFirst ? row.key : '') },
      { id: 'field', header: t('changeField'), width: 150, cell: (row) => words.field(table, row.field) },
      {
        id: 'old',
        header: t('changeOld'),
        width: 180,
        cell: (row) => (
          <span className={styles.old} title={row.old ?? ''}>
            {row.old ?? words.blank}
          </span>
        ),
      },
      {
        id: 'new',
        header: t('changeNew'),
        width: 180,
        cell: (row) => (
          <span className={styles.new} title={row.new ?? ''}>
            {row.new ?? words.blank}
          </span>
        ),
      },
      { id: 'place', header: t('changePlace'), width: 170, cell: (row) => (row.isFirst ? row.place : '') },
    ],
    // The labels follow the language, as the translator does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, table],
  );
  return (
    <QueryView query={query} skeleton="table">
      {(data) => {
        const rows = data.pages.flatMap((page) => page.rows);
        const total = data.pages[0]?.total ?? rows.length;
        const lines = changesOf(rows);
        return (
          <Stack gap="xs">
            <DataTable
              label={t('changesTitle')}
              columns={columns}
              rows={lines}
              rowKey={(row) => `${row.key}·${row.place}·${row.field}`}
              rowHeight={36}
              height={420}
              resetKey={table}
            />
            <ShowMore
              shown={t('changesShown', { shown: format.integer(rows.length), total: format.integer(total) })}
              more={t('changesMore')}
              query={query}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}
