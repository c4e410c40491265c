import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { intervalQuestion, longestGap } from '../../../shared/contract/index.ts';
import type { IntervalAnswer, IntervalQuestion } from '../../../shared/contract/index.ts';
import {
  AccountSetDrawer,
  AnalysisBar,
  AnswerView,
  isRangeWrong,
  ScopeInput,
  useAnalysis,
  useAnsweredQuestion,
} from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { axisStyle, Chart } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { ActivityInput } from './controls.tsx';
import { FigureCard } from './figure-card.tsx';
import { messages } from './messages.ts';
import { intervalView } from './question.ts';

const closing = ['gap'] as const;

export function IntervalTab() {
  const t = useMessages(messages);
  const gapName = useGapName();
  const analysis = useAnalysis({ kind: 'interval', question: intervalQuestion, view: intervalView, closes: closing });
  const { question, view, setQuestion, setView } = analysis;
  const options = useApi().engagement.interval.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const set = useMemo(
    () => (view.gap === undefined ? null : ({ of: 'interval', question: answered, days: view.gap } as const)),
    [answered, view.gap],
  );
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('tab.interval')}
        lead={t('lead.interval')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={() =>
          answer === undefined || answer.gaps.length === 0
            ? null
            : {
                name: t('tab.interval'),
                sheets: [
                  {
                    name: t('tab.interval'),
                    columns: [t('gapDays'), t('gapAccounts'), t('gapUpTo'), t('gaps')],
                    rows: barsOf(answer).map(({ days, accounts, upTo, count }) => [days, accounts, upTo, count]),
                  },
                ],
              }
        }
      />
      <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
        <ActivityInput value={question.activity} onChange={(activity) => setQuestion({ activity })} />
        <ScopeInput value={question} onChange={setQuestion} />
      </Group>
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ accounts }) => accounts === 0}
        empty={<Empty title={t('noGapsTitle')} text={t('noGapsText')} />}
      >
        {(data) => <Answer answer={data} question={answered} onOpen={(gap) => setView({ gap }, { push: true })} />}
      </AnswerView>
      <AccountSetDrawer
        set={set}
        title={t('gapSet', { days: gapName(view.gap ?? 1) })}
        onClose={() => setView({ gap: undefined })}
      />
    </Stack>
  );
}

/** Lengths that any account or gap has, with the share of accounts that usually come back within them. */
function barsOf({ gaps, accounts }: IntervalAnswer) {
  let sum = 0;
  return gaps
    .filter((bar) => bar.count > 0 || bar.accounts > 0)
    .map((bar) => {
      sum += bar.accounts;
      return { ...bar, upTo: accounts === 0 ? null : sum / accounts };
    });
}

function useGapName(): (days: number) => string {
  const t = useMessages(messages);
  return (days) => {
    const words = t('daysCount', { count: days });
    return days >= longestGap ? t('longest', { days: words }) : words;
  };
}

type AnswerProps = {
  readonly answer: IntervalAnswer;
  readonly question: IntervalQuestion;
  readonly onOpen: (days: number) => void;
};

function Answer({ answer, question, onOpen }: AnswerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const gapName = useGapName();
  const { gaps, medianDays, p80Days, suggestion, onceOnly } = answer;
  const dayCount = (days: number | null): string => (days === null ? nothing : t('daysCount', { count: days }));
  // Beyond the last account there are only stray gaps, which would press the bars together.
  const drawn = useMemo(() => gaps.slice(0, gaps.findLastIndex(({ accounts }) => accounts > 0) + 1), [gaps]);
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 56, right: 12, top: 10, bottom: 24 },
      xAxis: { type: 'category', data: drawn.map(({ days }) => String(days)), ...axisStyle(tokens) },
      yAxis: { type: 'value', minInterval: 1, ...axisStyle(tokens) },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      series: [
        {
          type: 'bar',
          name: t('gapAccounts'),
          barMaxWidth: 32,
          color: tokens.series[0],
          data: drawn.map(({ accounts }) => accounts),
        },
      ],
    }),
    [drawn, t],
  );
  const bars = barsOf(answer);
  const columns = [t('gapDays'), t('gapAccounts'), t('gapUpTo'), t('gaps')];
  return (
    <Stack gap="md">
      <Group gap="sm" align="stretch">
        <FigureCard name={t('median')} figure={dayCount(medianDays)} />
        <FigureCard name={t('p80')} figure={dayCount(p80Days)} />
        <FigureCard
          name={t('suggestion')}
          figure={suggestion === null ? t('suggestion.none') : t(suggestion)}
          help={t('suggestionHelp')}
          action={
            suggestion === null ? null : (
              <Anchor size="xs" component={Link} {...retentionLink(question, suggestion)}>
                {t('useSuggestion')}
              </Anchor>
            )
          }
        />
      </Group>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Chart
          label={t('gapBars')}
          height={220}
          option={option}
          table={{
            columns,
            rows: bars.map(({ days, accounts, upTo, count }) => [
              gapName(days),
              format.integer(accounts),
              format.percent(upTo),
              format.integer(count),
            ]),
          }}
          onClick={({ dataIndex }) => {
            const bar = drawn[dataIndex];
            if (bar !== undefined && bar.accounts > 0) onOpen(bar.days);
          }}
          controls={
            <Text size="sm" fw={500}>
              {t('gapBars')}
            </Text>
          }
        />
        <FiguresTable
          label={t('gapBars')}
          height={240}
          columns={columns}
          rows={bars.map(({ days, accounts, upTo, count }) => ({
            head: gapName(days),
            figures: [
              {
                text: format.integer(accounts),
                label: t('gapSet', { days: gapName(days) }),
                onOpen: accounts === 0 ? undefined : () => onOpen(days),
              },
              { text: format.percent(upTo) },
              { text: format.integer(count) },
            ],
          }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t('openHint')} {onceOnly === 0 ? '' : t('onceOnly', { count: onceOnly })}
        </Text>
      </Paper>
    </Stack>
  );
}

/** The same activity, days and segment as a retention table of the suggested period. */
function retentionLink({ activity, from, to, segment }: IntervalQuestion, period: string) {
  const q = {
    ...(period === 'month' ? {} : { period }),
    ...(activity.events.length + activity.where.length === 0 ? {} : { start: activity, return: activity }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(segment === null ? {} : { segment }),
  };
  return { to: '/retention', search: Object.keys(q).length === 0 ? {} : { q } } as never as { to: '/retention' };
}
