import { Card, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import type { DriftFigures } from '../../../shared/contract/index.ts';
import { Chart, axisStyle } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type SpreadCardProps = {
  readonly name: string;
  /** Values are shares, drawn as percentages. */
  readonly isShare: boolean;
  readonly figures: DriftFigures;
  readonly importance: number | null;
  /** What it is held against, where that is not the time learned from. */
  readonly against?: string;
  readonly height?: number;
};

/** How one feature, or the scores, are divided: when the model learned, and now. */
export function SpreadCard({ name, isShare, figures, importance, against, height = 230 }: SpreadCardProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const bins = useBinNames(figures, isShare);
  const { then, now, missing } = figures;
  const before = against === undefined ? t('then') : t('first');
  const option = useCallback(
    (tokens: ChartTokens): ChartOption => {
      const axis = axisStyle(tokens);
      const percent = (value: number): string => format.percent(value, 0);
      const series = (label: string, shares: readonly number[], color: string) => ({
        type: 'bar',
        name: label,
        data: [...shares],
        itemStyle: { color },
        barGap: '10%',
      });
      return {
        grid: { left: 44, right: 8, top: 30, bottom: 40 },
        legend: { top: 0, textStyle: { color: tokens.muted } },
        xAxis: {
          ...axis,
          type: 'category',
          data: [...bins],
          axisLabel: { ...axis.axisLabel, rotate: bins.length > 4 ? 35 : 0, fontSize: 10 },
        },
        yAxis: { ...axis, type: 'value', axisLabel: { ...axis.axisLabel, formatter: percent } },
        tooltip: {
          trigger: 'axis',
          formatter: (items: { seriesName: string; value: number; name: string }[]) =>
            [items[0]?.name ?? '', ...items.map((item) => `${item.seriesName}: ${format.percent(item.value)}`)].join(
              '\n',
            ),
        },
        series: [series(before, then, tokens.neutral), series(t('now'), now, tokens.series[0]!)],
      };
    },
    [bins, before, then, now, format, t],
  );
  const facts = [
    t('psiOf', { psi: format.decimal(figures.psi, 3), edge: format.decimal(figures.edge, 3) }),
    ...(figures.verdict === 'within'
      ? []
      : [
          t('corrected', {
            share:
              figures.corrected < 0.001 ? t('below', { n: format.percent(0.001) }) : format.percent(figures.corrected),
          }),
        ]),
    ...(figures.usual === null ? [] : [t('usualOf', { usual: format.decimal(figures.usual, 3) })]),
    ...(importance === null ? [] : [t('importanceOf', { share: format.percent(importance) })]),
    ...(missing.then === 0 && missing.now === 0
      ? []
      : [t('missingOf', { then: format.percent(missing.then), now: format.percent(missing.now) })]),
    ...(figures.unseen === null ? [] : [t('unseen', { count: figures.unseen, n: format.integer(figures.unseen) })]),
  ];
  return (
    <Card withBorder padding="md" component="section" mb="md">
      <Title order={2} size="h4">
        {name}
      </Title>
      <Text size="sm" c="dimmed">
        {t(`verdictText_${figures.verdict}`)} {against}
      </Text>
      <Chart
        label={t('spreadLabel', { name })}
        option={option}
        height={height}
        table={{
          columns: [t('bin'), before, t('now')],
          rows: bins.map((bin, index) => [
            bin,
            format.percent(then[index] ?? null),
            format.percent(now[index] ?? null),
          ]),
        }}
      />
      <Text size="xs" c="dimmed">
        {facts.join(' · ')}
      </Text>
    </Card>
  );
}

/** Bins in words: below, from to, from on; missing; of a category its place by frequency. */
function useBinNames({ edges, then, hasMissing, unseen }: DriftFigures, isShare: boolean): readonly string[] {
  const t = useMessages(messages);
  const format = useFormat();
  const value = (edge: number): string => (isShare ? format.percent(edge, edge < 0.01 ? 2 : 1) : format.plain(edge));
  const known = hasMissing ? then.length - 1 : then.length;
  return then.map((_, bin) => {
    if (bin === known) return t('missing');
    if (unseen !== null) return bin === known - 1 ? t('rareOrNew') : t('category', { n: bin + 1 });
    const from = edges[bin - 1];
    const to = edges[bin];
    if (from === undefined) return to === undefined ? t('anyValue') : t('belowValue', { to: value(to) });
    return to === undefined
      ? t('fromValue', { from: value(from) })
      : t('between', { from: value(from), to: value(to) });
  });
}
