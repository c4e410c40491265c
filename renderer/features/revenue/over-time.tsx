import { Paper, Text, Title } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Movements, OpenMovement } from './question.ts';
import { signedAmount } from './waterfall.ts';
import type { Words } from './words.ts';

const moving = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const;
type Moving = (typeof moving)[number];

type MovementsChartProps = {
  readonly periods: Movements['periods'];
  readonly words: Words;
  readonly onOpen: (movement: OpenMovement, period: string) => void;
};

/** What came above the line, what went below it. */
export function MovementsChart({ periods, words, onOpen }: MovementsChartProps) {
  const t = useMessages(messages);
  const names = useNames(periods, words);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const colors: Record<Moving, string | undefined> = {
        new: tokens.series[0],
        reactivation: tokens.series[3],
        expansion: tokens.series[2],
        contraction: tokens.series[4],
        churn: tokens.series[1],
      };
      return {
        grid: { left: 64, right: 12, top: 34, bottom: 28 },
        legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } },
        xAxis: { ...axisStyle(tokens), type: 'category', data: names, axisLine: { show: false } },
        yAxis: {
          ...axisStyle(tokens),
          type: 'value',
          axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => words.compact(value) },
        },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow' },
          valueFormatter: (value: unknown) => (typeof value === 'number' ? words.exact(value) : ''),
        },
        series: moving.map((movement) => ({
          type: 'bar',
          stack: 'movements',
          name: t(movement),
          itemStyle: { color: colors[movement] },
          data: periods.map(({ bridge }) => signedAmount(bridge, movement)),
        })),
      };
    },
    [names, periods, words, t],
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('movements')}</Title>
      <Text size="sm" c="dimmed">
        {t('movementsText')}
      </Text>
      <Chart
        label={`${t('movements')}. ${t('movementsText')}`}
        option={option}
        height={250}
        onClick={({ dataIndex, seriesIndex }) => {
          const movement = moving[seriesIndex ?? -1];
          const period = periods[dataIndex];
          if (movement !== undefined && period !== undefined && period.customers[movement] > 0)
            onOpen(movement, period.period);
        }}
        table={{
          columns: [t('period'), ...moving.map((movement) => t(movement))],
          rows: periods.map(({ bridge }, index) => [
            names[index] ?? '',
            ...moving.map((movement) => words.exact(signedAmount(bridge, movement))),
          ]),
        }}
      />
    </Paper>
  );
}

/** How much stays, period by period: revenue on the left axis, customers lost on the right one. */
export function RatesChart({ periods, words }: Pick<MovementsChartProps, 'periods' | 'words'>) {
  const t = useMessages(messages);
  const names = useNames(periods, words);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const shares = { ...axisStyle(tokens).axisLabel, formatter: (value: number) => words.share(value) };
      const line = (name: string, color: string | undefined, data: readonly (number | null)[], right = false) => ({
        type: 'line',
        name,
        yAxisIndex: right ? 1 : 0,
        data,
        showSymbol: data.length < 3,
        symbolSize: 5,
        lineStyle: { width: 2, color, ...(right ? { type: 'dashed' } : {}) },
        itemStyle: { color },
      });
      return {
        grid: { left: 58, right: 54, top: 34, bottom: 28 },
        legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } },
        xAxis: { ...axisStyle(tokens), type: 'category', data: names },
        yAxis: [
          { ...axisStyle(tokens), type: 'value', scale: true, axisLabel: shares },
          { ...axisStyle(tokens), type: 'value', min: 0, splitLine: { show: false }, axisLabel: shares },
        ],
        tooltip: {
          trigger: 'axis',
          valueFormatter: (value: unknown) => words.share(typeof value === 'number' ? value : null),
        },
        series: [
          line(
            t('nrr'),
            tokens.series[0],
            periods.map(({ rates }) => rates.nrr),
          ),
          line(
            t('grr'),
            tokens.series[2],
            periods.map(({ rates }) => rates.grr),
          ),
          line(
            t('logoChurn'),
            tokens.series[1],
            periods.map(({ rates }) => rates.logoChurn),
            true,
          ),
        ],
      };
    },
    [names, periods, words, t],
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('rates')}</Title>
      <Text size="sm" c="dimmed">
        {t('ratesText')}
      </Text>
      <Chart
        label={`${t('rates')}. ${t('ratesText')}`}
        option={option}
        height={250}
        table={{
          columns: [t('period'), t('nrr'), t('grr'), t('logoChurn')],
          rows: periods.map(({ rates }, index) => [
            names[index] ?? '',
            words.share(rates.nrr),
            words.share(rates.grr),
            words.share(rates.logoChurn),
          ]),
        }}
      />
    </Paper>
  );
}

function useNames(periods: Movements['periods'], words: Words): string[] {
  const t = useMessages(messages);
  return useMemo(
    () =>
      periods.map(({ period, complete }) =>
        complete ? words.span(period) : t('notOver', { period: words.span(period) }),
      ),
    [periods, words, t],
  );
}
