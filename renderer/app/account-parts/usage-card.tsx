import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { usageSeries } from '../../../shared/contract/index.ts';
import { useApi } from '../client.tsx';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { AccountView } from './account-view.ts';
import { accountsMessages } from './messages.ts';
import { SectionCard } from './section-card.tsx';

type Usage = z.infer<typeof usageSeries>;
type UsageCardProps = {
  readonly id: string;
  readonly period: AccountView['period'];
  readonly onPeriod: (period: AccountView['period']) => void;
};

export function UsageCard({ id, period, onPeriod }: UsageCardProps) {
  const t = useMessages(accountsMessages);
  const usage = useQuery(useApi().accounts.usage.queryOptions({ input: { id, period } }));
  return (
    <SectionCard
      id="usage"
      title={t('page.usage')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('usage.period')}
          value={period}
          onChange={onPeriod}
          data={[
            { value: 'day', label: t('usage.day') },
            { value: 'week', label: t('usage.week') },
            { value: 'month', label: t('usage.month') },
          ]}
        />
      }
    >
      <QueryView
        query={usage}
        skeleton="chart"
        isEmpty={(data) => data.total === 0}
        empty={<Empty title={t('usage.none')} text={t('usage.noneText')} />}
      >
        {(data) => <UsageChart usage={data} />}
      </QueryView>
    </SectionCard>
  );
}

function UsageChart({ usage }: { readonly usage: Usage }) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const named = usage.series.map((series) => ({ name: series.event ?? t('usage.rest'), counts: series.counts }));
  const label = t('usage.label', { period: t(`usage.${usage.period}`).toLowerCase() });
  const periodWords = (day: string): string => (usage.period === 'month' ? format.month(day) : format.day(day));
  const option = (tokens: ChartTokens): ChartOption => ({
    grid: { left: 44, right: 8, top: 34, bottom: 24 },
    legend: {
      type: 'scroll',
      top: 0,
      left: 0,
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: tokens.muted, fontSize: 11 },
      pageTextStyle: { color: tokens.muted },
      pageIconColor: tokens.muted,
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => format.integer(typeof value === 'number' ? value : null),
    },
    xAxis: { type: 'category', data: usage.periods.map(periodWords), ...axisStyle(tokens) },
    yAxis: {
      type: 'value',
      minInterval: 1,
      ...axisStyle(tokens),
      axisLabel: { color: tokens.muted, fontSize: 11, formatter: (value: number) => format.compact(value) },
    },
    series: named.map(({ name, counts }, index) => ({
      name,
      type: 'bar',
      stack: 'usage',
      large: counts.length > 400,
      barCategoryGap: '12%',
      itemStyle: { color: tokens.series[index % tokens.series.length] },
      data: counts,
    })),
  });
  const table = {
    columns: [t('usage.from'), ...named.map(({ name }) => name)],
    rows: usage.periods.map((day, index) => [
      periodWords(day),
      ...named.map(({ counts }) => format.integer(counts[index] ?? 0)),
    ]),
  };
  return (
    <Chart
      label={label}
      option={option}
      table={table}
      height={230}
      controls={
        <Text size="xs" c="dimmed">
          {t('usage.total', { count: usage.total, total: format.integer(usage.total) })}
        </Text>
      }
    />
  );
}
