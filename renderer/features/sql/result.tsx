import { Alert, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { cellText, timeText } from './cells.ts';
import type { SqlAnswer } from './drawing.ts';
import { messages } from './messages.ts';
import { ResultChart } from './result-chart.tsx';
import type { SqlView } from './search.ts';
import styles from './sql.module.css';

type ResultProps = {
  readonly answer: SqlAnswer;
  /** The statement in the editor is another one by now. */
  readonly isOld: boolean;
  readonly view: SqlView;
  readonly onView: (patch: Partial<SqlView>) => void;
};

/** The rows of an answer as a table or a chart, with what has to be known about them. */
export function Result({ answer, isOld, view, onView }: ResultProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const rows = t('rows', { count: answer.rows.length, formatted: format.integer(answer.rows.length) });
  return (
    <Stack gap="xs" role="region" aria-label={t('result')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" role="status">
          {t('figures', { rows, time: timeText(answer.milliseconds, format.integer, format.duration) })}
          {isOld ? (
            <Text span size="sm" c="dimmed">
              {' · '}
              {t('changedSince')}
            </Text>
          ) : null}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('show')}
          value={view.show}
          onChange={(show) => onView({ show: show === 'chart' ? 'chart' : 'table' })}
          data={[
            { value: 'table', label: t('showTable') },
            { value: 'chart', label: t('showChart') },
          ]}
        />
      </Group>
      {answer.stoppedBy === null ? null : (
        <Alert color="orange" variant="light" py={6}>
          <Text size="sm">{t(answer.stoppedBy === 'limit' ? 'stoppedByLimit' : 'stoppedBySize', { rows })}</Text>
        </Alert>
      )}
      {answer.rows.length === 0 ? (
        <Empty title={t('noRowsTitle')} text={t('noRowsText')} />
      ) : view.show === 'chart' ? (
        <ResultChart answer={answer} view={view} onView={onView} />
      ) : (
        <ResultTable answer={answer} />
      )}
    </Stack>
  );
}

type ResultRow = { readonly index: number; readonly cells: SqlAnswer['rows'][number] };

function ResultTable({ answer }: { readonly answer: SqlAnswer }) {
  const t = useMessages(messages);
  const rows = useMemo(() => answer.rows.map((cells, index): ResultRow => ({ index, cells })), [answer]);
  const columns = useMemo(() => columnsOf(answer), [answer]);
  return (
    <DataTable
      key={answer.columns.map(({ name }) => name).join('\n')}
      label={t('result')}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.index)}
      rowHeight={30}
      height="max(240px, calc(var(--holdfast-page-height) - 410px))"
    />
  );
}

/** Wide enough for what stands in the first rows, within reason. */
function columnsOf({ columns, rows }: SqlAnswer): Column<ResultRow>[] {
  const sample = rows.slice(0, 50);
  return columns.map(({ name, type }, index) => {
    const longest = Math.max(name.length + 3, ...sample.map((row) => cellText(row[index] ?? null).length));
    return {
      id: `${index} ${name}`,
      header: name,
      width: Math.min(360, Math.max(90, 26 + longest * 8)),
      align: type === 'number' ? 'end' : 'start',
      value: (row) => row.cells[index] ?? null,
      cell: (row) => <CellText value={row.cells[index] ?? null} />,
    };
  });
}

function CellText({ value }: { readonly value: string | number | null }) {
  const text = cellText(value);
  return (
    <span
      className={value === null ? `${styles.cell} ${styles.missing}` : styles.cell}
      title={text.length > 30 ? text : undefined}
    >
      {text}
    </span>
  );
}
