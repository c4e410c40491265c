import { Group, MultiSelect, SegmentedControl, Select, Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { Chart } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { cellText } from './cells.ts';
import { chosenColumns, mostPoints, numberColumns, optionOf, tableOf } from './drawing.ts';
import type { SqlAnswer } from './drawing.ts';
import { messages } from './messages.ts';
import { chartKinds, mostSeries } from './search.ts';
import type { SqlView } from './search.ts';

type ResultChartProps = {
  readonly answer: SqlAnswer;
  readonly view: SqlView;
  readonly onView: (patch: Partial<SqlView>) => void;
};

export function ResultChart({ answer, view, onView }: ResultChartProps) {
  const t = useMessages(messages);
  const { chart, x, y } = view;
  const drawn = useMemo(() => chosenColumns(answer, chart, { x, y }), [answer, chart, x, y]);
  const noValue = t('noValue');
  const table = useMemo(
    () => (drawn === null ? null : tableOf(answer, drawn, { noValue, number: cellText })),
    [answer, drawn, noValue],
  );
  const option = useCallback(
    (tokens: ChartTokens) => (drawn === null ? {} : optionOf(answer, chart, drawn, { noValue }, tokens)),
    [answer, chart, drawn, noValue],
  );
  if (drawn === null || table === null)
    return (
      <Text c="dimmed" size="sm" py="md">
        {t('noNumbers')}
      </Text>
    );
  const numbers = new Set(numberColumns(answer));
  const choice = (columns: readonly number[]) =>
    columns.map((column) => ({ value: String(column), label: answer.columns[column]?.name ?? '' }));
  const all = answer.columns.map((_, column) => column);
  const [along = '', ...values] = table.columns;
  const controls = (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        size="xs"
        aria-label={t('chartKind')}
        value={chart}
        onChange={(next) => onView({ chart: chartKinds.find((kind) => kind === next) ?? 'bar' })}
        data={chartKinds.map((kind) => ({ value: kind, label: t(kind) }))}
      />
      <Select
        size="xs"
        w={200}
        label={t('xColumn')}
        allowDeselect={false}
        data={choice(chart === 'scatter' ? [...numbers] : all)}
        value={String(drawn.x)}
        onChange={(next) => onView({ x: Number(next) })}
      />
      <MultiSelect
        size="xs"
        miw={220}
        maw={420}
        label={t('yColumns')}
        maxValues={mostSeries}
        data={choice([...numbers])}
        value={drawn.y.map(String)}
        onChange={(next) => onView({ y: next.length === 0 ? undefined : next.map(Number) })}
      />
      {answer.rows.length > mostPoints ? (
        <Text size="xs" c="dimmed">
          {t('onlyFirst', { rows: mostPoints })}
        </Text>
      ) : null}
    </Group>
  );
  return (
    <Chart
      label={t('chartLabel', { x: along, y: values.join(', ') })}
      option={option}
      table={table}
      height={300}
      controls={controls}
    />
  );
}
