import { Paper, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import { linesTooltip, periodAxis, periodLine, usePeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useMessages } from '../../ui/messages.ts';
import { movementBehind } from './group-rates.ts';
import { messages } from './messages.ts';
import { rateNames } from './question.ts';
import type { Movements, OpenMovement, RateName } from './question.ts';
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
  const opener = (movement: Moving | undefined, place: number): (() => void) | null => {
    const period = periods[place];
    if (movement === undefined || period === undefined || period.customers[movement] === 0) return null;
    return () => onOpen(movement, period.period);
  };
  const names = usePeriodNames(periods);
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
        xAxis: { ...periodAxis(tokens, names), axisLine: { show: false } },
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
        onClick={({ dataIndex, seriesIndex }) => opener(moving[seriesIndex ?? -1], dataIndex)?.()}
        table={{
          columns: [t('period'), ...moving.map((movement) => t(movement))],
          rows: periods.map(({ bridge }, index) => [
            names[index]?.long ?? '',
            ...moving.map((movement) => words.exact(signedAmount(bridge, movement))),
          ]),
          open: (row, column) => opener(moving[column - 1], row),
        }}
      />
    </Paper>
  );
}

/** How much stays, period by period: revenue on the left axis, customers lost on the right one. */
export function RatesChart({ periods, words, onOpen }: MovementsChartProps) {
  const t = useMessages(messages);
  const opener = (rate: RateName | undefined, place: number): (() => void) | null => {
    const period = periods[place];
    const movement = period === undefined || rate === undefined ? null : movementBehind(period, rate);
    return period === undefined || movement === null ? null : () => onOpen(movement, period.period);
  };
  const names = usePeriodNames(periods);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const shares = { ...axisStyle(tokens).axisLabel, formatter: (value: number) => words.share(value) };
      const line = (rate: RateName, color: string | undefined) =>
        periodLine(
          tokens,
          {
            name: t(rate),
            color,
            yAxisIndex: rate === 'logoChurn' ? 1 : 0,
            showSymbol: periods.length <= 60,
            symbolSize: 4,
            lineStyle: { width: 2, ...(rate === 'logoChurn' ? { type: 'dotted' } : {}) },
          },
          periods.map(({ rates }) => rates[rate]),
          periods.map(({ complete }) => complete),
        );
      return {
        grid: { left: 58, right: 54, top: 34, bottom: 28 },
        legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } },
        xAxis: periodAxis(tokens, names),
        yAxis: [
          { ...axisStyle(tokens), type: 'value', scale: true, axisLabel: shares },
          { ...axisStyle(tokens), type: 'value', min: 0, splitLine: { show: false }, axisLabel: shares },
        ],
        tooltip: linesTooltip(words.share),
        series: [
          ...line('nrr', tokens.series[0]),
          ...line('grr', tokens.series[2]),
          ...line('logoChurn', tokens.series[1]),
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
          columns: [t('period'), ...rateNames.map((rate) => t(rate))],
          rows: periods.map(({ rates }, index) => [
            names[index]?.long ?? '',
            ...rateNames.map((rate) => words.share(rates[rate])),
          ]),
          open: (row, column) => opener(rateNames[column - 1], row),
        }}
        onClick={({ seriesIndex, dataIndex }) => opener(rateNames[(seriesIndex ?? -1) >> 1], dataIndex)?.()}
      />
    </Paper>
  );
}
