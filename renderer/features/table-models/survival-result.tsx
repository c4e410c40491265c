import { Text } from '@mantine/core';
import { useCallback } from 'react';
import type { TableCurve, TableStudy } from '../../../shared/contract/index.ts';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { FigureTable } from './figure-table.tsx';
import { Section } from './section.tsx';
import { studyMessages } from './study-messages.ts';

type Survival = Extract<TableStudy, { about: 'survival' }>;

/** The curves of a table, with what their groups and covariates tell. */
export function SurvivalResult({ study }: { readonly study: Survival }) {
  const t = useMessages(studyMessages);
  const format = useFormat();
  const { curves, logRank, cox } = study;
  const between = (low: number | null, high: number | null, write: (value: number) => string): string =>
    low === null && high === null
      ? nothing
      : t('to', { low: low === null ? nothing : write(low), high: high === null ? nothing : write(high) });
  const plain = (value: number): string => format.plain(value, 2);
  return (
    <>
      <Section title={t('curves')}>
        <CurvesChart study={study} />
        <FigureTable
          label={t('curves')}
          columns={[t('groupName'), t('rows'), t('left'), t('median'), t('interval')]}
          rows={curves.map(({ group, subjects, events, median, medianLower, medianUpper }) => [
            group ?? t('all'),
            format.integer(subjects),
            format.integer(events),
            median === null ? nothing : plain(median),
            between(medianLower, medianUpper, plain),
          ])}
        />
        <Text size="xs" c="dimmed">
          {t('medianHint')}
        </Text>
        {logRank === null ? null : (
          <Text size="sm" mt="xs" maw={760}>
            {t('logRank', {
              chiSquared: format.decimal(logRank.chiSquared, 2),
              degrees: format.integer(logRank.degrees),
              p: format.plain(Number(logRank.p.toPrecision(3)), 6),
            })}
          </Text>
        )}
      </Section>
      {cox === null ? null : (
        <Section title={t('cox')}>
          <Text size="sm" c="dimmed" mb="xs">
            {t('coxHint', { concordance: format.decimal(cox.concordance, 3) })}
          </Text>
          <FigureTable
            label={t('cox')}
            columns={[t('covariate'), t('ratio'), t('interval'), t('p'), t('proportional')]}
            rows={cox.covariates.map(({ name, ratio, lower, upper, p, proportionalP }) => [
              name,
              format.decimal(ratio, 3),
              between(lower, upper, (value) => format.decimal(value, 3)),
              format.decimal(p, 4),
              format.decimal(proportionalP, 4),
            ])}
          />
        </Section>
      )}
    </>
  );
}

type Pair = readonly [time: number, share: number];

/** A curve begins with everybody. */
const withStart = ({ points }: TableCurve): Pair[] => [
  [0, 1],
  ...points.filter(({ time }) => time > 0).map(({ time, survival }): Pair => [time, survival]),
];

function CurvesChart({ study: { curves, duration } }: { readonly study: Survival }) {
  const t = useMessages(studyMessages);
  const format = useFormat();
  const shown = curves.length === 1 ? curves : curves.slice(1);
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => ({
      grid: { left: 56, right: 16, top: shown.length === 1 ? 12 : 36, bottom: 44 },
      ...(shown.length === 1 ? {} : { legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } } }),
      xAxis: {
        ...axisStyle(tokens),
        type: 'value',
        name: duration,
        nameLocation: 'middle',
        nameGap: 28,
        min: 0,
        axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => format.plain(value, 1) },
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
        valueFormatter: (value: unknown) => (typeof value === 'number' ? format.percent(value) : ''),
      },
      series: shown.map((curve, index) => ({
        type: 'line',
        step: 'end',
        showSymbol: false,
        name: curve.group ?? t('all'),
        color: tokens.series[index % tokens.series.length] ?? tokens.text,
        lineStyle: { width: 2, type: index < tokens.series.length ? ('solid' as const) : ('dashed' as const) },
        data: withStart(curve).map((pair) => [...pair]),
      })),
    }),
    [shown, duration, t, format],
  );
  return (
    <Chart
      label={t('chart')}
      option={option}
      height={300}
      table={{
        columns: [t('groupName'), duration, t('atRisk'), t('stillThere'), t('interval')],
        rows: shown.flatMap((curve) =>
          curve.points.map(({ time, atRisk, survival, lower, upper }) => [
            curve.group ?? t('all'),
            format.plain(time, 2),
            format.integer(atRisk),
            format.percent(survival),
            t('to', { low: format.percent(lower ?? survival), high: format.percent(upper ?? survival) }),
          ]),
        ),
      }}
    />
  );
}
