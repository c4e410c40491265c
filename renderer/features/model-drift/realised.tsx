import { Card, Table, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import type { MetricWithInterval, RealisedAnswer, RealisedFigures } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { Definition } from '../../ui/definition.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './drift.module.css';
import { messages } from './messages.ts';

type DrawApi = { value: (dimension: number) => number; coord: (point: readonly [number, number]) => [number, number] };

type Cell = { readonly text: string; readonly interval?: string };

/** Month by month: what the scores said, and what came. */
export function Realised({ answer }: { readonly answer: RealisedAnswer }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const { runs, together } = answer;
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const axis = axisStyle(tokens);
      return {
        grid: { left: 52, right: 14, top: 30, bottom: 30 },
        legend: { top: 0, textStyle: { color: tokens.muted }, data: [t('observed'), t('expected')] },
        xAxis: { ...axis, type: 'category', data: runs.map(({ asOf }) => format.day(asOf)) },
        yAxis: {
          ...axis,
          type: 'value',
          axisLabel: { ...axis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        tooltip: {
          trigger: 'axis',
          formatter: (items: { dataIndex: number }[]) => {
            const run = runs[items[0]?.dataIndex ?? 0];
            return run === undefined
              ? ''
              : [
                  format.day(run.asOf),
                  `${t('observed')}: ${percentOf(run.rate)}`,
                  `${t('expected')}: ${format.percent(run.meanProbability)}`,
                ].join('\n');
          },
        },
        series: [
          {
            type: 'custom',
            silent: true,
            encode: { x: 0, y: [1, 2] },
            data: runs.map(({ rate }, index) => [index, rate.low ?? rate.value ?? 0, rate.high ?? rate.value ?? 0]),
            renderItem: (_: unknown, api: DrawApi) => {
              const [x, low] = api.coord([api.value(0), api.value(1)]);
              const [, high] = api.coord([api.value(0), api.value(2)]);
              return {
                type: 'line',
                shape: { x1: x, y1: low, x2: x, y2: high },
                style: { stroke: tokens.series[0], lineWidth: 1.5 },
              };
            },
          },
          {
            type: 'line',
            name: t('observed'),
            data: runs.map(({ rate }) => rate.value),
            symbolSize: 8,
            lineStyle: { width: 0 },
            itemStyle: { color: tokens.series[0] },
          },
          {
            type: 'line',
            name: t('expected'),
            data: runs.map(({ meanProbability }) => meanProbability),
            symbolSize: 5,
            lineStyle: { type: 'dashed', width: 1.5, color: tokens.series[1] },
            itemStyle: { color: tokens.series[1] },
          },
        ],
      };
      function percentOf({ value, low, high }: MetricWithInterval): string {
        return `${format.percent(value)} (${format.percent(low)} – ${format.percent(high)})`;
      }
    },
    [runs, format, t],
  );
  const cells = (figures: RealisedFigures): readonly Cell[] => [
    { text: format.integer(figures.accounts) },
    { text: format.integer(figures.observed) },
    { text: format.decimal(figures.expected, 1) },
    figures.ratio === null ? { text: nothing } : within(figures.ratio, 2),
    within(figures.auc, 3),
    { text: format.decimal(figures.brier, 4) },
    { text: format.decimal(figures.brierSkill, 3) },
    within(figures.intercept, 2),
    within(figures.slope, 2),
  ];
  const within = ({ value, low, high }: MetricWithInterval, digits: number): Cell => ({
    text: format.decimal(value, digits),
    ...(low === null || high === null
      ? {}
      : { interval: t('intervalOf', { low: format.decimal(low, digits), high: format.decimal(high, digits) }) }),
  });
  const columns = [
    'accounts',
    'observedCount',
    'expectedCount',
    'ratio',
    'auc',
    'brier',
    'skill',
    'intercept',
    'slope',
  ] as const;
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h4">
        {t('byMonth')} <Definition title={t('byMonth')} rule={say(answer.rule)} width={480} />
      </Title>
      <Text size="sm" c="dimmed" maw={860}>
        {t('byMonthText')}
      </Text>
      <Chart
        label={t('byMonthLabel')}
        option={option}
        height={220}
        table={{
          columns: [t('asOf'), t('observed'), t('low'), t('high'), t('expected')],
          rows: runs.map(({ asOf, rate, meanProbability }) => [
            format.day(asOf),
            format.percent(rate.value),
            format.percent(rate.low),
            format.percent(rate.high),
            format.percent(meanProbability),
          ]),
        }}
      />
      <div className={styles.scroll}>
        <Table fz="sm" verticalSpacing={4} className={styles.figures} aria-label={t('byMonth')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('asOf')}</Table.Th>
              {columns.map((key) => (
                <Table.Th key={key} scope="col" ta="right" title={t(`${key}Text`)}>
                  {t(key)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[
              ...runs.map((run) => ({ head: format.day(run.asOf), figures: run })),
              ...(together === null || runs.length < 2 ? [] : [{ head: t('together'), figures: together }]),
            ].map(({ head, figures }) => (
              <Table.Tr key={head}>
                <Table.Th scope="row" fw={figures === together ? 600 : 400} style={{ whiteSpace: 'nowrap' }}>
                  {head}
                </Table.Th>
                {cells(figures).map(({ text, interval }, index) => (
                  <Table.Td key={columns[index]} ta="right">
                    {text}
                    {interval === undefined ? null : (
                      <Text size="xs" c="dimmed">
                        {interval}
                      </Text>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  );
}
