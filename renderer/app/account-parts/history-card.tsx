import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { scoreHistory } from '../../../shared/contract/index.ts';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import { accountsMessages } from './messages.ts';
import { accountPageMessages } from './page-messages.ts';
import { SectionCard } from './section-card.tsx';

type Point = z.infer<typeof scoreHistory>['points'][number];

/** What the models said of the account, run by run; a mark where another model took over. */
export function HistoryCard({ id }: { readonly id: string }) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const history = useQuery(useApi().accounts.history.queryOptions({ input: { id } }));
  return (
    <SectionCard title={page('page.history')}>
      <QueryView
        query={history}
        skeleton="lines"
        isEmpty={({ points }) => points.length < 2}
        empty={
          <Text size="sm" c="dimmed">
            {history.data?.points.length === 0 ? t('page.notScored') : page('history.one')}
          </Text>
        }
      >
        {({ points }) => <HistoryChart points={points} />}
      </QueryView>
    </SectionCard>
  );
}

function HistoryChart({ points }: { readonly points: readonly Point[] }) {
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  const [first, last] = [points[0], points.at(-1)];
  const label = page('history.label', { from: format.day(first?.asOf ?? null), to: format.day(last?.asOf ?? null) });
  const changes = points.filter((point, index) => index > 0 && point.modelId !== points[index - 1]?.modelId);
  const option = (tokens: ChartTokens): ChartOption => ({
    grid: { left: 44, right: 12, top: 14, bottom: 22 },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => format.percent(typeof value === 'number' ? value : null),
    },
    xAxis: { type: 'category', data: points.map((point) => format.day(point.asOf)), ...axisStyle(tokens) },
    yAxis: {
      type: 'value',
      min: 0,
      ...axisStyle(tokens),
      axisLabel: { color: tokens.muted, fontSize: 11, formatter: (value: number) => format.percent(value, 0) },
    },
    series: [
      {
        name: page('history.risk'),
        type: 'line',
        symbolSize: 6,
        itemStyle: { color: tokens.series[0] },
        data: points.map((point) => point.probability),
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { color: tokens.muted, type: 'dashed' },
          data: changes.map((point) => ({
            xAxis: format.day(point.asOf),
            label: { formatter: point.modelName, color: tokens.muted, fontSize: 10 },
          })),
        },
      },
      {
        name: page('history.base'),
        type: 'line',
        symbol: 'none',
        lineStyle: { type: 'dotted', width: 1.5, color: tokens.muted },
        itemStyle: { color: tokens.muted },
        data: points.map((point) => point.base),
      },
    ],
  });
  const table = {
    columns: [page('history.day'), page('history.risk'), page('history.base'), page('history.model')],
    rows: points.map((point) => [
      format.day(point.asOf),
      format.percent(point.probability),
      format.percent(point.base),
      point.modelName,
    ]),
  };
  return <Chart label={label} option={option} table={table} height={150} />;
}
