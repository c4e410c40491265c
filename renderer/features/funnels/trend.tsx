import { Select, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { periodName } from '../../../shared/contract/index.ts';
import type { ContractOutputs, FunnelQuestion, PeriodName } from '../../../shared/contract/index.ts';
import { AnswerView } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import { linesTooltip, periodAxis, periodLine, usePeriodNames } from '../../ui/chart-periods.ts';
import type { PeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import type { Format } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { messages } from './messages.ts';

export type TrendAnswer = ContractOutputs['funnels']['trend'];

const periodText = {
  day: 'periodDay',
  week: 'periodWeek',
  month: 'periodMonth',
  quarter: 'periodQuarter',
  year: 'periodYear',
} as const satisfies Record<PeriodName, string>;

export function useTrend(question: FunnelQuestion, period: PeriodName, isShown: boolean) {
  const options = useApi().funnels.trend.queryOptions({
    input: { ...question, period },
    enabled: isShown && question.steps.length > 0,
    placeholderData: keepPreviousData,
  });
  return { query: useQuery(options), queryKey: options.queryKey };
}

type TrendProps = {
  readonly period: PeriodName;
  readonly answer: ReturnType<typeof useTrend>;
  readonly onPeriod: (period: PeriodName) => void;
};

/** The share that converts, by the period of entry; periods that are not complete are dashed. */
export function Trend({ period, answer, onPeriod }: TrendProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const names = usePeriodNames(answer.query.data?.periods ?? none);
  return (
    <AnswerView
      {...answer}
      isEmpty={({ periods }) => periods.length === 0}
      empty={<Empty title={t('nobodyTitle')} text={t('nobodyText')} />}
    >
      {({ periods }) => (
        <>
          <Chart
            label={t('trendLabel')}
            height={260}
            option={(tokens) =>
              trendOption(tokens, periods, names, { share: t('converted'), entered: t('entered') }, format)
            }
            table={{
              columns: [t('period'), t('entered'), t('convertedCount'), t('converted'), t('interval')],
              rows: periods.map((row, place) => [
                names[place]?.long ?? '',
                format.integer(row.entered),
                format.integer(row.converted),
                format.percent(row.share),
                row.interval === null
                  ? nothing
                  : t('between', { low: format.percent(row.interval.low), high: format.percent(row.interval.high) }),
              ]),
            }}
            controls={
              <Select
                label={t('period')}
                size="xs"
                w={150}
                allowDeselect={false}
                value={period}
                data={periodName.options.map((name) => ({ value: name, label: t(periodText[name]) }))}
                onChange={(value) => onPeriod(periodName.catch('month').parse(value))}
              />
            }
          />
          <Text size="xs" c="dimmed">
            {t('trendNote')}
          </Text>
        </>
      )}
    </AnswerView>
  );
}

const none: TrendAnswer['periods'] = [];

function trendOption(
  tokens: ChartTokens,
  periods: TrendAnswer['periods'],
  names: readonly PeriodNames[],
  words: { share: string; entered: string },
  format: Format,
): ChartOption {
  const axis = axisStyle(tokens);
  const share = (value: number): string => format.percent(value, 0);
  return {
    grid: { left: 48, right: 56, top: 32, bottom: 32 },
    legend: { top: 0, textStyle: { color: tokens.text } },
    tooltip: linesTooltip((value, name) => (name === words.share ? format.percent(value) : format.integer(value))),
    xAxis: periodAxis(tokens, names),
    yAxis: [
      { type: 'value', min: 0, ...axis, axisLabel: { ...axis.axisLabel, formatter: share } },
      { type: 'value', min: 0, ...axis, splitLine: { show: false } },
    ],
    series: [
      {
        type: 'bar',
        name: words.entered,
        yAxisIndex: 1,
        barMaxWidth: 32,
        color: tokens.line,
        data: periods.map(({ entered }) => entered),
      },
      ...periodLine(
        tokens,
        { name: words.share, color: tokens.series[0] },
        periods.map((row) => row.share),
        periods.map((row) => row.complete),
      ),
    ],
  };
}
