import { Paper, SegmentedControl, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartOption } from '../../ui/chart.tsx';
import { linesTooltip, periodAxis, periodLine, usePeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { drawnGroups, figuresOverTime, mostDrawnPeriods, movementBehind } from './group-rates.ts';
import { messages } from './messages.ts';
import { rateNames } from './question.ts';
import type { Movements, OpenMovement, RateName, Whose } from './question.ts';
import type { Words } from './words.ts';

type GroupsOverTimeProps = {
  readonly answer: Movements;
  /** What the groups are told apart by. */
  readonly by: string;
  readonly rate: RateName;
  readonly words: Words;
  readonly onRate: (rate: RateName) => void;
  readonly onOpen: (movement: OpenMovement, period: string, whose: Whose) => void;
};

/** What stays of each group, period by period: a line for each of the largest, and the table for all of them. */
export function GroupsOverTime({ answer, by, rate, words, onRate, onOpen }: GroupsOverTimeProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { periods, groups } = answer;
  const names = usePeriodNames(periods);
  const { drawn, others } = useMemo(() => drawnGroups(groups), [groups]);
  const figures = useMemo(
    () => new Map(groups.map((group) => [group, figuresOverTime(group, periods)])),
    [groups, periods],
  );
  const first = Math.max(0, periods.length - mostDrawnPeriods);
  const opener = (group: (typeof groups)[number] | undefined, place: number): (() => void) | null => {
    const at = group === undefined ? null : figures.get(group)?.[place];
    const period = periods[place]?.period;
    const movement = at ? movementBehind(at, rate) : null;
    if (group === undefined || period === undefined || movement === null) return null;
    return () => onOpen(movement, period, group);
  };
  const option = (tokens: ChartTokens): ChartOption => ({
    grid: { left: 58, right: 24, top: 34, bottom: 28 },
    legend: { top: 0, type: 'scroll', textStyle: { color: tokens.text } },
    xAxis: { ...periodAxis(tokens, names.slice(first)), boundaryGap: false },
    yAxis: {
      ...axisStyle(tokens),
      type: 'value',
      scale: rate !== 'logoChurn',
      axisLabel: { ...axisStyle(tokens).axisLabel, formatter: (value: number) => words.share(value) },
    },
    tooltip: linesTooltip(words.share),
    series: drawn.flatMap((group, index) =>
      periodLine(
        tokens,
        {
          name: words.group(group),
          color: group.rest ? tokens.neutral : tokens.series[index],
          symbolSize: 5,
          lineStyle: { width: 2, ...(group.rest ? { type: 'dotted' } : {}) },
        },
        (figures.get(group) ?? []).slice(first).map((at) => at?.rates[rate] ?? null),
        periods.slice(first).map(({ complete }) => complete),
      ),
    ),
  });
  const title = t('groupsOverTime', { rate: t(rate), by });
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed">
        {t(rate === 'logoChurn' ? 'groupsChurnText' : 'groupsRatesText')}
      </Text>
      <Chart
        label={title}
        option={option}
        height={290}
        onClick={({ seriesIndex, dataIndex }) => opener(drawn[(seriesIndex ?? -1) >> 1], first + dataIndex)?.()}
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t('rate')}
            value={rate}
            onChange={(value) => onRate(rateNames.find((name) => name === value) ?? 'nrr')}
            data={rateNames.map((name) => ({ value: name, label: t(name) }))}
          />
        }
        table={{
          columns: [t('period'), ...groups.map((group) => words.group(group))],
          rows: periods.map((_, place) => [
            names[place]?.long ?? '',
            ...groups.map((group) => words.share(figures.get(group)?.[place]?.rates[rate] ?? null)),
          ]),
          open: (row, column) => (column === 0 ? null : opener(groups[column - 1], row)),
        }}
      />
      {first === 0 && others.length === 0 ? null : (
        <Text size="xs" c="dimmed" lineClamp={3}>
          {first === 0 ? null : t('periodsNotDrawn', { count: mostDrawnPeriods })}{' '}
          {others.length === 0
            ? null
            : t('groupsNotDrawn', {
                count: drawn.length,
                names: format.list(others.map((group) => words.group(group))),
              })}
        </Text>
      )}
    </Paper>
  );
}
