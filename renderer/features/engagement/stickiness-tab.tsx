import { Group, NumberInput, Paper, Stack, Switch, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { stickinessQuestion } from '../../../shared/contract/index.ts';
import type { StickinessAnswer, StickinessQuestion } from '../../../shared/contract/index.ts';
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
import { FigureCard } from './figure-card.tsx';
import { messages } from './messages.ts';
import { stickinessView } from './question.ts';
import { barsOption, intervalsOf, ratioOption, stickinessSheets } from './stickiness-charts.ts';

const { interval: intervalShape, window: windowShape } = stickinessQuestion.shape;
const intervals = intervalShape.unwrap().options;
const manyOf = { day: 'days', week: 'weeks', month: 'months' } as const;
const closing = ['k'] as const;

/** `day` and `days` in the language of the page, for the middle of a sentence. */
function useIntervalWords({ interval }: Pick<StickinessQuestion, 'interval'>) {
  const t = useMessages(messages);
  return { one: t(interval).toLocaleLowerCase(), many: t(manyOf[interval]) };
}

function useWindowWords() {
  const t = useMessages(messages);
  const format = useFormat();
  return ({ from, to }: NonNullable<StickinessAnswer['window']>): string =>
    t('windowDays', { from: format.period(from), to: format.period(to) });
}

export function StickinessTab() {
  const t = useMessages(messages);
  const windowWords = useWindowWords();
  const analysis = useAnalysis({
    kind: 'stickiness',
    question: stickinessQuestion,
    view: stickinessView,
    closes: closing,
  });
  const { question, view, setQuestion, setView } = analysis;
  const options = useApi().engagement.stickiness.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const words = useIntervalWords(answered);
  const set = useMemo(
    () => (view.k === undefined ? null : ({ of: 'stickiness', question: answered, intervals: view.k } as const)),
    [answered, view.k],
  );
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('tab.stickiness')}
        lead={t('lead.stickiness')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={() =>
          answer === undefined || answer.series.length === 0
            ? null
            : {
                name: t('tab.stickiness'),
                sheets: stickinessSheets(answer, {
                  bars: t('tab.stickiness'),
                  series: t('sheetSeries'),
                  active: t('activeIntervals', { intervals: words.many }),
                  accounts: t('accounts'),
                  share: t('share'),
                  interval: t(answered.interval),
                  activeIn: t('activeIn', { interval: words.one }),
                  trailing: t('activeInWindow'),
                  ratio: t('ratio'),
                  complete: t('complete'),
                }),
              }
        }
      />
      <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
        <ActivityInput value={question.activity} onChange={(activity) => setQuestion({ activity })} />
        <PeriodSelect
          label={t('interval')}
          options={intervals}
          value={question.interval}
          onChange={(interval) => setQuestion({ interval, window: usualWindow[interval] })}
        />
        <WindowInput value={question.window} onChange={(window) => setQuestion({ window })} />
        <Switch
          label={t('cumulative')}
          checked={question.cumulative}
          onChange={(event) => setQuestion({ cumulative: event.currentTarget.checked })}
          mt={30}
        />
        <ScopeInput value={question} onChange={setQuestion} />
      </Group>
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ series }) => series.length === 0}
        empty={<Empty title={t('emptyTitle')} text={t('emptyText')} />}
      >
        {(data) => <Answer answer={data} question={answered} onOpen={(k) => setView({ k }, { push: true })} />}
      </AnswerView>
      <AccountSetDrawer
        set={set}
        title={t(answered.cumulative ? 'withAtLeastK' : 'withK', { count: view.k ?? 0, intervals: words.many })}
        subtitle={answer?.window ? windowWords(answer.window) : undefined}
        onClose={() => setView({ k: undefined })}
      />
    </Stack>
  );
}

/** A month of days, a quarter of weeks, a year of months. */
const usualWindow = { day: 28, week: 13, month: 12 } as const;

/** While a number is being typed it may be none, or too small: only what fits is asked. */
function WindowInput({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const t = useMessages(messages);
  const [typed, setTyped] = useState<number | string | null>(null);
  return (
    <NumberInput
      label={t('window')}
      value={typed ?? value}
      min={2}
      max={366}
      clampBehavior="blur"
      allowDecimal={false}
      onChange={(next) => {
        const asked = windowShape.unwrap().safeParse(next);
        setTyped(asked.success ? null : next);
        if (asked.success) onChange(asked.data);
      }}
      onBlur={() => setTyped(null)}
      w={90}
    />
  );
}

type AnswerProps = {
  readonly answer: StickinessAnswer;
  readonly question: StickinessQuestion;
  readonly onOpen: (k: number) => void;
};

function Answer({ answer, question, onOpen }: AnswerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const words = useIntervalWords(question);
  const windowWords = useWindowWords();
  const { counts, active, window, series } = answer;
  const intervalNames = usePeriodNames(useMemo(() => intervalsOf(answer), [answer]));
  const barsLabel = t(question.cumulative ? 'barsAtLeast' : 'barsExactly', { intervals: words.many });
  const names = {
    activeIn: t('activeIn', { interval: words.one }),
    trailing: t('activeInWindow'),
    ratio: t('ratio'),
  };
  const drawBars = useCallback(
    (tokens: ChartTokens) => barsOption(tokens, counts, { accounts: t('accounts'), figure: format.integer }),
    [counts, format, t],
  );
  const drawSeries = useCallback(
    (tokens: ChartTokens) => ratioOption(tokens, answer, intervalNames, { ratio: t('ratio'), percent: format.percent }),
    [answer, intervalNames, format, t],
  );
  const shareOf = (count: number): string => format.percent(active === null || active === 0 ? null : count / active);
  return (
    <Stack gap="md">
      <Group gap="sm" align="stretch">
        <FigureCard
          name={t('meanRatio')}
          figure={format.percent(answer.ratio)}
          help={t('meanRatioHelp', { interval: words.one, window: question.window, intervals: words.many })}
        />
        <FigureCard
          name={t('inWindow')}
          figure={format.integer(active)}
          help={window === null ? '' : windowWords(window)}
        />
      </Group>
      {window === null ? (
        <Empty title={t('emptyTitle')} text={t('noWindow', { window: question.window, intervals: words.many })} />
      ) : (
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <Chart
            label={barsLabel}
            height={220}
            option={drawBars}
            table={{
              columns: [t('activeIntervals', { intervals: words.many }), t('accounts'), t('share')],
              rows: counts.map((count, index) => [String(index + 1), format.integer(count), shareOf(count)]),
            }}
            onClick={({ dataIndex }) => {
              if ((counts[dataIndex] ?? 0) > 0) onOpen(dataIndex + 1);
            }}
            controls={
              <Text size="sm" fw={500}>
                {barsLabel}
              </Text>
            }
          />
          <FiguresTable
            label={barsLabel}
            height={200}
            columns={[t('activeIntervals', { intervals: words.many }), t('accounts'), t('share')]}
            rows={counts.map((count, index) => ({
              head: String(index + 1),
              figures: [
                {
                  text: format.integer(count),
                  label: t('withK', { count: index + 1, intervals: words.many }),
                  onOpen: count === 0 ? undefined : () => onOpen(index + 1),
                },
                { text: shareOf(count) },
              ],
            }))}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {t('openHint')}
          </Text>
        </Paper>
      )}
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Chart
          label={t('seriesLabel')}
          height={240}
          option={drawSeries}
          table={{
            columns: [t(question.interval), names.activeIn, names.trailing, names.ratio],
            rows: series
              .map((row, place) => [
                intervalNames[place]?.long ?? '',
                format.integer(row.active),
                format.integer(row.trailing),
                format.percent(row.ratio),
              ])
              .toReversed(),
          }}
          controls={
            <Text size="sm" fw={500}>
              {t('seriesLabel')}
            </Text>
          }
        />
        <Text size="xs" c="dimmed">
          {t('seriesNote', { interval: words.one })}
        </Text>
      </Paper>
    </Stack>
  );
}
