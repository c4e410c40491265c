import { Group, Select, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ContractOutputs, FunnelQuestion } from '../../../shared/contract/index.ts';
import { AnswerView, useAnsweredQuestion } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { useDurationWords } from './words.ts';

export type CurveAnswer = ContractOutputs['funnels']['curve'];

export function useCurve(question: FunnelQuestion, step: number, isShown: boolean) {
  const options = useApi().funnels.curve.queryOptions({
    input: { ...question, step },
    enabled: isShown && step >= 1 && step < question.steps.length,
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  return { query, queryKey: options.queryKey, step: useAnsweredQuestion(step, query) };
}

type CurveProps = {
  readonly question: FunnelQuestion;
  readonly step: number;
  readonly answer: ReturnType<typeof useCurve>;
  readonly onStep: (step: number) => void;
};

/** How the share that converted grows with the time since the first step. */
export function Curve({ question, step, answer, onStep }: CurveProps) {
  const t = useMessages(messages);
  const format = useFormat();
  // The charts of this page draw percents, not shares.
  const percent = (value: number): string => format.percent(value / 100, Number.isInteger(value) ? 0 : 1);
  const durationWords = useDurationWords();
  const unit =
    question.windowSeconds >= 3 * 86_400 ? 'days' : question.windowSeconds >= 3 * 3_600 ? 'hours' : 'minutes';
  const seconds = { days: 86_400, hours: 3_600, minutes: 60 }[unit];
  const axisName = t({ days: 'axisDays', hours: 'axisHours', minutes: 'axisMinutes' }[unit] as 'axisDays');
  return (
    <AnswerView
      {...answer}
      isEmpty={({ points }) => points.length === 0}
      empty={<Empty title={t('nobodyTitle')} text={t('nobodyText')} />}
    >
      {({ points, medianSeconds }) => (
        <Chart
          label={t('curveLabel', { number: answer.step + 1 })}
          height={260}
          option={(tokens) => curveOption(tokens, points, seconds, axisName, percent)}
          table={{
            columns: [t('timeSince'), t('converted'), t('interval'), t('atRisk')],
            rows: points.map((point) => [
              durationWords(point.seconds),
              format.percent(point.converted),
              point.low === null || point.high === null
                ? nothing
                : t('between', { low: format.percent(point.low), high: format.percent(point.high) }),
              format.integer(point.atRisk),
            ]),
          }}
          controls={
            <Group gap="md" align="flex-end">
              <Select
                label={t('curveUntil')}
                size="xs"
                w={150}
                allowDeselect={false}
                value={String(step)}
                data={question.steps
                  .map((_, index) => ({ value: String(index), label: t('stepN', { number: index + 1 }) }))
                  .slice(1)}
                onChange={(value) => onStep(Number(value))}
              />
              <Text size="sm">
                {medianSeconds === null
                  ? t('medianNotReached')
                  : t('medianReached', { duration: durationWords(medianSeconds) })}
              </Text>
            </Group>
          }
        />
      )}
    </AnswerView>
  );
}

function curveOption(
  tokens: ChartTokens,
  points: CurveAnswer['points'],
  unit: number,
  name: string,
  percent: (value: number) => string,
): ChartOption {
  const axis = axisStyle(tokens);
  const at = (value: (point: CurveAnswer['points'][number]) => number | null) => [
    [0, 0],
    ...points.map((point) => {
      const share = value(point);
      return [point.seconds / unit, share === null ? null : Math.round(share * 10_000) / 100];
    }),
  ];
  const bound = {
    type: 'line',
    step: 'end',
    showSymbol: false,
    lineStyle: { type: 'dashed', width: 1 },
    color: tokens.neutral,
    silent: true,
  };
  return {
    grid: { left: 48, right: 20, top: 12, bottom: 40 },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? percent(value) : '–'),
    },
    xAxis: { type: 'value', name, nameLocation: 'middle', nameGap: 26, min: 0, ...axis },
    yAxis: { type: 'value', min: 0, ...axis, axisLabel: { ...axis.axisLabel, formatter: percent } },
    series: [
      {
        type: 'line',
        step: 'end',
        showSymbol: false,
        data: at(({ converted }) => converted),
        areaStyle: { opacity: 0.12 },
      },
      { ...bound, data: at(({ low }) => low) },
      { ...bound, data: at(({ high }) => high) },
    ],
  };
}
