import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ContractOutputs, HealthMeasure, HealthScale } from '../../../shared/contract/index.ts';
import { bandColours } from '../../app/account-parts/health-band.tsx';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { pointsAt } from './points.ts';

type Distribution = ContractOutputs['healthScores']['distribution'];
type SpreadProps = { readonly measure: HealthMeasure; readonly scale: HealthScale };

/** The book's values behind the borders: each part in the colour of the points that it earns. */
export function Spread({ measure, scale }: SpreadProps) {
  const query = useQuery(
    useApi().healthScores.distribution.queryOptions({ input: { measure: measure.id }, staleTime: Infinity }),
  );
  return (
    <QueryView query={query} skeleton="lines">
      {(data) => <SpreadChart measure={measure} scale={scale} data={data} />}
    </QueryView>
  );
}

function SpreadChart({ measure, scale, data }: SpreadProps & { readonly data: Distribution }) {
  const t = useMessages(messages);
  const format = useFormat();
  const label = t('distribution', { name: useLanguageText()(measure.words) });
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const colours = bandColours(tokens);
      const axis = axisStyle(tokens);
      const colourOf = (from: number, to: number): string => {
        const points = pointsAt(scale, (from + to) / 2);
        return points < 100 / 3 ? colours.red : points < 200 / 3 ? colours.amber : colours.green;
      };
      return {
        grid: { left: 40, right: 10, top: 8, bottom: 22 },
        xAxis: {
          type: 'category',
          data: data.bins.map(({ from }) => format.plain(from)),
          ...axis,
          splitLine: { show: false },
        },
        yAxis: { type: 'value', splitNumber: 2, minInterval: 1, ...axis },
        tooltip: { trigger: 'axis' },
        series: [
          {
            type: 'bar',
            name: t('customers'),
            barCategoryGap: '8%',
            data: data.bins.map(({ from, to, count }) => ({ value: count, itemStyle: { color: colourOf(from, to) } })),
          },
        ],
      };
    },
    [data, scale, format, t],
  );
  return (
    <div>
      <Chart
        label={label}
        option={option}
        height={96}
        controls={
          <Text size="xs" c="dimmed">
            {label}
          </Text>
        }
        table={{
          columns: [t('values'), t('customers'), t('points')],
          rows: data.bins.map(({ from, to, count }) => [
            `${format.plain(from)} – ${format.plain(to)}`,
            format.integer(count),
            format.decimal(pointsAt(scale, (from + to) / 2), 0),
          ]),
        }}
      />
      {data.missing === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t('missingCount', { count: format.integer(data.missing) })}
        </Text>
      )}
    </div>
  );
}
