import { Paper, Text, Title } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { OpenMovement, SpanFigures } from './question.ts';
import type { Words } from './words.ts';
import { barsOf, floorOf, steps } from './waterfall.ts';
import type { Step } from './waterfall.ts';

type BridgeProps = {
  readonly figures: SpanFigures;
  readonly words: Words;
  readonly onOpen: (movement: OpenMovement) => void;
};

const colorOf = (step: Step, tokens: ChartTokens): string => {
  if (step === 'start' || step === 'end') return tokens.neutral;
  return step === 'contraction' || step === 'churn' ? tokens.raises : tokens.lowers;
};

/** From the revenue at the start to that at the end, a movement a bar. */
export function Bridge({ figures, words, onOpen }: BridgeProps) {
  const t = useMessages(messages);
  const bars = useMemo(() => barsOf(figures.bridge), [figures]);
  const floor = floorOf(bars);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: floor > 0 ? 84 : 64, right: 12, top: 24, bottom: 28 },
      xAxis: {
        ...axisStyle(tokens),
        type: 'category',
        data: bars.map(({ step }) => t(step)),
        axisLabel: { ...axisStyle(tokens).axisLabel, interval: 0 },
      },
      yAxis: {
        ...axisStyle(tokens),
        type: 'value',
        min: floor,
        axisLabel: {
          ...axisStyle(tokens).axisLabel,
          formatter: (value: number) => (floor > 0 ? words.amount : words.compact)(value),
        },
      },
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const bar = bars[dataIndex];
          if (bar === undefined) return '';
          return `${t(bar.step)}: ${words.exact(bar.amount)}\n${t('count', { count: figures.customers[bar.step] })}`;
        },
      },
      series: [
        {
          type: 'bar',
          stack: 'bridge',
          silent: true,
          itemStyle: { color: 'transparent' },
          tooltip: { show: false },
          data: bars.map(({ low }) => low),
        },
        {
          type: 'bar',
          stack: 'bridge',
          barMaxWidth: 72,
          data: bars.map(({ step, low, high }) => ({
            value: high - low,
            itemStyle: { color: colorOf(step, tokens), borderRadius: 2 },
          })),
          label: {
            show: true,
            position: 'top',
            color: tokens.text,
            fontSize: 11,
            formatter: ({ dataIndex }: { dataIndex: number }) => words.compact(bars[dataIndex]?.amount ?? 0),
          },
        },
      ],
    }),
    [bars, floor, figures, words, t],
  );
  const title = t('bridge', { span: words.span(figures.label) });
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed">
        {t('bridgeText')} {floor > 0 ? t('axisCut', { amount: words.compact(floor) }) : null}
      </Text>
      <Chart
        label={title}
        option={option}
        height={500}
        onClick={({ dataIndex }) => {
          const step = steps[dataIndex];
          if (step !== undefined && figures.customers[step] > 0) onOpen(step);
        }}
        table={{
          columns: [t('step'), t('amount'), t('customers')],
          rows: bars.map(({ step, amount }) => [t(step), words.exact(amount), words.count(figures.customers[step])]),
        }}
      />
    </Paper>
  );
}
