import { Group, NumberInput, Paper, SimpleGrid, Slider, Stack, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import type { Capacity, MetricWithInterval, ModelTarget } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { validationMessages } from './validation-messages.ts';

type CapacityPanelProps = {
  readonly target: ModelTarget;
  readonly capacity: Capacity;
  /** As many accounts as were chosen; undefined: about a tenth of a month's customers. */
  readonly top: number | undefined;
  readonly onTop: (top: number) => void;
};

/** The place of the point nearest to what was asked for. */
export function nearestPoint(capacity: Capacity, top: number | undefined): number {
  const wanted = top ?? capacity.accounts / 10;
  return capacity.points.reduce(
    (best, point, index) =>
      Math.abs(point.top - wanted) < Math.abs(capacity.points[best]!.top - wanted) ? index : best,
    0,
  );
}

/** What a team that can look at so many accounts a month would have found. */
export function CapacityPanel({ target, capacity, top, onTop }: CapacityPanelProps) {
  const t = useMessages(validationMessages);
  const format = useFormat();
  const place = nearestPoint(capacity, top);
  const point = capacity.points[place];
  if (point === undefined) return null;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('capacity')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('capacityText', {
          months: format.integer(capacity.months),
          accounts: format.integer(Math.round(capacity.accounts)),
        })}
      </Text>
      <Group align="flex-end" gap="lg" mb="md" wrap="nowrap">
        <NumberInput
          label={t('top')}
          w={150}
          min={1}
          max={capacity.points.at(-1)?.top ?? 1}
          allowDecimal={false}
          value={point.top}
          onChange={(value) => {
            if (typeof value !== 'number' || value === point.top) return;
            // An arrow goes to the next number that was measured, whatever it is.
            const step =
              Math.abs(value - point.top) === 1 ? capacity.points[place + Math.sign(value - point.top)] : null;
            onTop(step?.top ?? value);
          }}
        />
        <Slider
          flex={1}
          mb={10}
          thumbLabel={t('top')}
          min={0}
          max={capacity.points.length - 1}
          step={1}
          value={place}
          label={() => format.integer(point.top)}
          onChange={(next) => onTop(capacity.points[next]!.top)}
        />
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 3 }} mb="md">
        <Figure name={t(`recall_${target}`)} metric={point.recall} text={t('recallText')} />
        <Figure name={t('precision')} metric={point.precision} text={t(`precisionText_${target}`)} />
        <Figure
          name={t(`revenue_${target}`)}
          metric={point.revenue}
          text={point.revenue === null ? t('noRevenue') : t('revenueText')}
        />
      </SimpleGrid>
      <CapacityChart target={target} capacity={capacity} chosen={point.top} />
    </Paper>
  );
}

function Figure({ name, metric, text }: { name: string; metric: MetricWithInterval | null; text: string }) {
  const t = useMessages(validationMessages);
  const format = useFormat();
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text fz={26} fw={650} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {format.percent(metric?.value ?? null, 0)}
      </Text>
      <Text size="xs" c="dimmed">
        {metric === null || metric.low === null || metric.high === null
          ? ''
          : `${t('interval', { low: format.percent(metric.low, 0), high: format.percent(metric.high, 0) })} · `}
        {text}
      </Text>
    </Stack>
  );
}

type CapacityChartProps = {
  readonly target: ModelTarget;
  readonly capacity: Capacity;
  readonly chosen: number;
};

function CapacityChart({ target, capacity, chosen }: CapacityChartProps) {
  const t = useMessages(validationMessages);
  const format = useFormat();
  const { points } = capacity;
  const names = [t(`recall_${target}`), t('precision'), t(`revenue_${target}`)];
  const hasRevenue = points.some((point) => point.revenue !== null);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const base = axisStyle(tokens);
      const line = (index: number, values: (number | null)[]) => ({
        type: 'line',
        name: names[index],
        data: values.map((value, place) => [points[place]!.top, value]),
        showSymbol: false,
        lineStyle: { width: 2.5, color: tokens.series[index] },
        itemStyle: { color: tokens.series[index] },
        ...(index === 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false },
                lineStyle: { color: tokens.neutral, type: 'dashed' },
                data: [{ xAxis: chosen }],
              },
            }
          : {}),
      });
      return {
        grid: { left: 62, right: 18, top: 34, bottom: 46 },
        legend: { top: 0, textStyle: { color: tokens.text } },
        xAxis: {
          ...base,
          type: 'log',
          min: points[0]?.top ?? 1,
          max: points.at(-1)?.top ?? 1,
          name: t('lookedAt'),
          nameLocation: 'middle',
          nameGap: 28,
          axisLabel: { ...base.axisLabel, formatter: (value: number) => format.integer(value) },
        },
        yAxis: {
          ...base,
          type: 'value',
          min: 0,
          max: 1,
          axisLabel: { ...base.axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        tooltip: {
          trigger: 'axis',
          formatter: (items: { value: [number, number | null]; seriesName: string }[]) =>
            [
              `${t('top')}: ${format.integer(items[0]?.value[0] ?? null)}`,
              ...items.map(({ value, seriesName }) => `${seriesName}: ${format.percent(value[1], 0)}`),
            ].join('\n'),
        },
        series: [
          line(
            0,
            points.map(({ recall }) => recall.value),
          ),
          line(
            1,
            points.map(({ precision }) => precision.value),
          ),
          ...(hasRevenue
            ? [
                line(
                  2,
                  points.map(({ revenue }) => revenue?.value ?? null),
                ),
              ]
            : []),
        ],
      };
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the names follow from t
    [points, chosen, hasRevenue, format, t],
  );
  const written = ({ value, low, high }: MetricWithInterval): string =>
    low === null || high === null
      ? format.percent(value, 0)
      : t('of', { value: format.percent(value, 0), low: format.percent(low, 0), high: format.percent(high, 0) });
  const table = {
    columns: [t('top'), ...names],
    rows: points.map(({ top, recall, precision, revenue }) => [
      format.integer(top),
      written(recall),
      written(precision),
      revenue === null ? format.percent(null) : written(revenue),
    ]),
  };
  return <Chart label={t('capacity')} option={option} table={table} height={260} />;
}
