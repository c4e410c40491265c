import { Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { lifecycleQuestion, lifecycleStates } from '../../../shared/contract/index.ts';
import type { LifecycleAnswer, LifecycleQuestion, LifecycleState } from '../../../shared/contract/index.ts';
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
import { Chart } from '../../ui/chart.tsx';
import { usePeriodNames } from '../../ui/chart-periods.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { ActivityInput, PeriodSelect } from './controls.tsx';
import { drawnOrder, figureOf, lifecycleOption, lifecycleSheet } from './lifecycle-chart.ts';
import { messages } from './messages.ts';
import { lifecycleView } from './question.ts';
import type { LifecycleView } from './question.ts';

const periods = lifecycleQuestion.shape.period.unwrap().options;
const closing = ['at', 'state'] as const;
const none: LifecycleAnswer['periods'] = [];

export function LifecycleTab() {
  const t = useMessages(messages);
  const analysis = useAnalysis({
    kind: 'lifecycle',
    question: lifecycleQuestion,
    view: lifecycleView,
    closes: closing,
  });
  const { question, view, setQuestion, setView } = analysis;
  const options = useApi().engagement.lifecycle.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const names = usePeriodNames(answer?.periods ?? none);
  const stateName = (state: LifecycleState): string => t(state);
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('tab.lifecycle')}
        lead={t('lead.lifecycle')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={() =>
          answer === undefined || answer.periods.length === 0
            ? null
            : {
                name: t('tab.lifecycle'),
                sheets: [
                  lifecycleSheet(answer, view.show, names, {
                    name: t('tab.lifecycle'),
                    period: t('period'),
                    state: stateName,
                  }),
                ],
              }
        }
      />
      <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
        <ActivityInput value={question.activity} onChange={(activity) => setQuestion({ activity })} />
        <PeriodSelect
          label={t('period')}
          options={periods}
          value={question.period}
          onChange={(period) => setQuestion({ period })}
        />
        <ScopeInput value={question} onChange={setQuestion} />
      </Group>
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ periods: rows }) => rows.length === 0}
        empty={<Empty title={t('emptyTitle')} text={t('emptyText')} />}
      >
        {(data) => <Answer answer={data} question={answered} view={view} setView={setView} />}
      </AnswerView>
    </Stack>
  );
}

type AnswerProps = {
  readonly answer: LifecycleAnswer;
  readonly question: LifecycleQuestion;
  readonly view: LifecycleView;
  readonly setView: (change: Partial<LifecycleView>, options?: { readonly push?: boolean }) => void;
};

function Answer({ answer, question, view, setView }: AnswerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { currency } = answer;
  const show = currency === null ? 'accounts' : view.show;
  const figure = useCallback(
    (value: number | null): string =>
      show === 'revenue' && value !== null && currency !== null
        ? format.money({ minor: value, currency })
        : format.integer(value),
    [show, currency, format],
  );
  const open = (at: string, state: LifecycleState): void => setView({ at, state }, { push: true });
  const names = usePeriodNames(answer.periods);
  const newestFirst = answer.periods.map((row, place) => ({ row, name: names[place]?.long ?? '' })).toReversed();
  const option = useCallback(
    (tokens: ChartTokens) => lifecycleOption(tokens, answer, show, names, { state: (state) => t(state), figure }),
    [answer, show, names, figure, t],
  );
  const set = useMemo(
    () =>
      view.at === undefined || view.state === undefined
        ? null
        : ({ of: 'lifecycle', question, period: view.at, state: view.state } as const),
    [question, view.at, view.state],
  );
  const label = t(show === 'revenue' ? 'lifecycleRevenueLabel' : 'lifecycleLabel');
  return (
    <Stack gap="md">
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Chart
          label={label}
          height={280}
          option={option}
          table={{
            columns: [t('period'), ...lifecycleStates.map((state) => t(state))],
            rows: newestFirst.map(({ row, name }) => [
              name,
              ...lifecycleStates.map((state) => figure(figureOf(row, state, show))),
            ]),
          }}
          onClick={({ seriesIndex, dataIndex }) => {
            const row = answer.periods[dataIndex];
            const state = drawnOrder[seriesIndex ?? -1];
            if (row !== undefined && state !== undefined && row[state] !== null) open(row.period, state);
          }}
          controls={
            currency === null ? (
              <Text size="xs" c="dimmed">
                {t('noRevenue')}
              </Text>
            ) : (
              <SegmentedControl
                size="xs"
                aria-label={t('show')}
                value={show}
                onChange={(value) => setView({ show: value === 'revenue' ? 'revenue' : 'accounts' })}
                data={[
                  { value: 'accounts', label: t('showAccounts') },
                  { value: 'revenue', label: t('showRevenue') },
                ]}
              />
            )
          }
        />
        <Text size="xs" c="dimmed">
          {t('lifecycleNote')}
        </Text>
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <FiguresTable
          label={label}
          columns={[t('period'), ...lifecycleStates.map((state) => t(state))]}
          rows={newestFirst.map(({ row, name }) => ({
            head: name,
            figures: lifecycleStates.map((state) => ({
              text: figure(figureOf(row, state, show)),
              label: t('accountsOf', { state: t(state), period: name }),
              onOpen: row[state] === null || row[state] === 0 ? undefined : () => open(row.period, state),
            })),
          }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t('openHint')}
        </Text>
      </Paper>
      <AccountSetDrawer
        set={set}
        title={set === null ? '' : t('accountsOf', { state: t(set.state), period: format.period(set.period) })}
        onClose={() => setView({ at: undefined, state: undefined })}
      />
    </Stack>
  );
}
