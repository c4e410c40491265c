import { Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { ContractsAnswer, PurchasesAnswer } from './question.ts';

/** What the model says beside what was seen. */
export function Fit({ answer }: { readonly answer: PurchasesAnswer | ContractsAnswer }) {
  const t = useMessages(messages);
  if (answer.family === 'contracts') {
    const fitted = answer.terms.flatMap(({ months, fit }) => (fit === null ? [] : [{ months, fit }]));
    return fitted.length === 0 ? null : (
      <SimpleGrid cols={{ base: 1, md: fitted.length === 1 ? 1 : 2 }} spacing="md">
        {fitted.map(({ months, fit }) => (
          <Retention key={months} months={months} fit={fit} />
        ))}
      </SimpleGrid>
    );
  }
  return answer.check === null ? (
    <Text size="sm" c="dimmed">
      {t('checkNone')}
    </Text>
  ) : (
    <Check check={answer.check} />
  );
}

type TermFit = NonNullable<ContractsAnswer['terms'][number]['fit']>;

function Retention({ months, fit }: { readonly months: number; readonly fit: TermFit }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { curve } = fit;
  const title = t('retentionTitle', { months: format.integer(months), count: months });
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 52, right: 16, top: 34, bottom: 42 },
      legend: { top: 0, textStyle: { color: tokens.text } },
      xAxis: {
        ...axisStyle(tokens),
        type: 'category',
        name: t('renewal'),
        nameLocation: 'middle',
        nameGap: 26,
        data: curve.map(({ renewal }) => String(renewal)),
      },
      yAxis: {
        ...axisStyle(tokens),
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.percent(value, 0) },
      },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (typeof value === 'number' ? format.percent(value) : nothing),
      },
      series: [
        {
          type: 'line',
          name: t('actual'),
          color: tokens.series[0],
          symbolSize: 6,
          data: curve.map(({ actual }) => actual),
        },
        {
          type: 'line',
          name: t('fitted'),
          color: tokens.series[1],
          showSymbol: false,
          lineStyle: { width: 2, type: 'dashed' },
          data: curve.map(({ fitted }) => fitted),
        },
      ],
    }),
    [curve, t, format],
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" miw={0}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed">
        {t(`model.${fit.model}`)}
      </Text>
      <Chart
        label={`${title}. ${t('retention')}`}
        option={option}
        height={240}
        table={{
          columns: [t('renewal'), t('atRisk'), t('actual'), t('interval'), t('fitted')],
          rows: curve.map(({ renewal, atRisk, actual, lower, upper, fitted }) => [
            format.integer(renewal),
            format.integer(atRisk),
            format.percent(actual),
            lower === null ? nothing : `${format.percent(lower)} – ${format.percent(upper)}`,
            format.percent(fitted),
          ]),
        }}
      />
    </Paper>
  );
}

function Check({ check }: { readonly check: NonNullable<PurchasesAnswer['check']> }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { overTime, byFrequency, cut } = check;
  const last = byFrequency.at(-1)?.frequency;
  const frequencyWords = (count: number): string =>
    count === last ? t('orMore', { count: format.integer(count) }) : format.integer(count);
  const amounts = useCallback(
    (tokens: ChartTokens) => ({
      ...axisStyle(tokens),
      type: 'value' as const,
      axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.plain(value, 1) },
    }),
    [format],
  );
  const time = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 60, right: 16, top: 34, bottom: 28 },
      legend: { top: 0, textStyle: { color: tokens.text } },
      xAxis: {
        ...axisStyle(tokens),
        type: 'category',
        data: overTime.map(({ day }) => format.day(day)),
      },
      yAxis: amounts(tokens),
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (typeof value === 'number' ? format.decimal(value, 0) : nothing),
      },
      series: (['made', 'expected'] as const).map((key, index) => ({
        type: 'line',
        name: t(key),
        color: tokens.series[index],
        showSymbol: false,
        lineStyle: { width: 2, type: key === 'expected' ? 'dashed' : 'solid' },
        data: overTime.map((point) => (key === 'made' ? point.actual : point.expected)),
        ...(key === 'made'
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: tokens.muted },
                label: { formatter: t('cut'), color: tokens.muted },
                data: [{ xAxis: overTime.findIndex(({ day }) => day >= cut) }],
              },
            }
          : {}),
      })),
    }),
    [overTime, cut, amounts, t, format],
  );
  const frequency = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 44, right: 12, top: 34, bottom: 42 },
      legend: { top: 0, textStyle: { color: tokens.text } },
      xAxis: {
        ...axisStyle(tokens),
        type: 'category',
        name: t('frequency'),
        nameLocation: 'middle',
        nameGap: 26,
        data: byFrequency.map((group) => (group.frequency === last ? `${last}+` : String(group.frequency))),
      },
      yAxis: amounts(tokens),
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: unknown) => (typeof value === 'number' ? format.decimal(value, 2) : nothing),
      },
      series: (['made', 'expected'] as const).map((key, index) => ({
        type: 'bar',
        name: t(key),
        color: tokens.series[index],
        data: byFrequency.map((group) => (key === 'made' ? group.actual : group.expected)),
      })),
    }),
    [byFrequency, last, amounts, t, format],
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('check')}</Title>
      <Text size="sm" mb="xs">
        {t('checkText', {
          cut: format.day(cut),
          customers: format.integer(check.customers),
          expected: format.decimal(check.expected, 0),
          actual: format.integer(check.actual),
        })}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <div style={{ minWidth: 0 }}>
          <Chart
            label={t('overTime')}
            option={time}
            height={240}
            controls={<Text size="sm">{t('overTime')}</Text>}
            table={{
              columns: [t('day'), t('expected'), t('made')],
              rows: overTime.map(({ day, expected, actual }) => [
                format.day(day),
                format.decimal(expected, 1),
                format.integer(actual),
              ]),
            }}
          />
        </div>
        <div style={{ minWidth: 0 }}>
          <Chart
            label={t('byFrequency')}
            option={frequency}
            height={240}
            controls={<Text size="sm">{t('byFrequency')}</Text>}
            table={{
              columns: [t('frequency'), t('customers'), t('expected'), t('made')],
              rows: byFrequency.map((group) => [
                frequencyWords(group.frequency),
                format.integer(group.customers),
                format.decimal(group.expected, 2),
                format.decimal(group.actual, 2),
              ]),
            }}
          />
        </div>
      </SimpleGrid>
    </Paper>
  );
}
