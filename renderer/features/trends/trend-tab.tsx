import { ActionIcon, Alert, Button, Group, NumberInput, Paper, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { mostTrendMeasures } from '../../../shared/contract/index.ts';
import type { AccountSet, TrendAnswer, TrendQuestion } from '../../../shared/contract/index.ts';
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
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { BreakdownInput } from './breakdown-input.tsx';
import { MeasureInput } from './measure-input.tsx';
import { messages } from './messages.ts';
import { firstMeasure, isBreakdownWrong, question as questionSchema, view as viewSchema } from './question.ts';
import type { TrendView } from './question.ts';
import { chartsOf, periodsOf, trendOption, trendSheet } from './trend-chart.ts';
import { useWords } from './use-words.ts';

const closing = ['series', 'at'] as const;
const periods = questionSchema.shape.period.unwrap().options;

export function TrendTab() {
  const t = useMessages(messages);
  const words = useWords();
  const analysis = useAnalysis({ kind: 'trend', question: questionSchema, view: viewSchema, closes: closing });
  const { question, view, setQuestion, setView } = analysis;
  const isWrong = isBreakdownWrong(question);
  const options = useApi().trends.run.queryOptions({
    input: question,
    enabled: !isRangeWrong(question) && !isWrong,
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const names = useTrendNames(answer);
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('tab.trend')}
        lead={t('lead.trend')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={() =>
          answer === undefined || answer.series.length === 0
            ? null
            : {
                name: t('tab.trend'),
                sheets: [
                  trendSheet(
                    answer,
                    chartsOf(answer, answered.measures, answered.breakdown !== null, words).flatMap(
                      ({ series }) => series,
                    ),
                    names,
                    { name: t('tab.trend'), period: t('period'), total: t('total') },
                  ),
                ],
              }
        }
      />
      <Controls question={question} onChange={setQuestion} />
      {isWrong ? (
        <Alert color="orange" variant="light" role="status">
          {t('onlyEvents')}
        </Alert>
      ) : (
        <AnswerView
          query={query}
          queryKey={options.queryKey}
          isEmpty={({ series }) => series.length === 0}
          empty={<Empty title={t('emptyTitle')} text={t('emptyText')} />}
        >
          {(data) => <Answer answer={data} question={answered} view={view} setView={setView} />}
        </AnswerView>
      )}
    </Stack>
  );
}

type ControlsProps = {
  readonly question: TrendQuestion;
  readonly onChange: (patch: Partial<TrendQuestion>) => void;
};

function Controls({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  const { measures } = question;
  return (
    <Stack gap="sm" role="group" aria-label={t('controls')}>
      {measures.map((measure, index) => (
        <Group key={index} gap="xs" align="flex-start" wrap="nowrap">
          <MeasureInput
            value={measure}
            {...(measures.length === 1 ? {} : { number: index + 1 })}
            onChange={(next) => onChange({ measures: measures.with(index, next) })}
          />
          {measures.length === 1 ? null : (
            <Tooltip label={t('removeMeasure', { number: index + 1 })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                mt={27}
                aria-label={t('removeMeasure', { number: index + 1 })}
                onClick={() => onChange({ measures: measures.toSpliced(index, 1) })}
              >
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          {index < measures.length - 1 || measures.length >= mostTrendMeasures ? null : (
            <Button
              variant="default"
              size="xs"
              mt={28}
              leftSection={<IconPlus size={14} />}
              onClick={() => onChange({ measures: [...measures, firstMeasure] })}
            >
              {t('addMeasure')}
            </Button>
          )}
        </Group>
      ))}
      <Group align="flex-start" gap="sm">
        <Select
          label={t('period')}
          data={periods.map((name) => ({ value: name, label: t(name) }))}
          value={question.period}
          onChange={(chosen) => {
            const period = periods.find((name) => name === chosen);
            if (period !== undefined) onChange({ period });
          }}
          allowDeselect={false}
          w={120}
        />
        <BreakdownInput value={question.breakdown} onChange={(breakdown) => onChange({ breakdown })} />
        {question.breakdown === null ? null : (
          <NumberInput
            label={t('groups')}
            value={question.groups}
            min={1}
            max={50}
            clampBehavior="strict"
            allowDecimal={false}
            onChange={(groups) => typeof groups === 'number' && groups >= 1 && onChange({ groups })}
            w={80}
          />
        )}
        <ScopeInput value={question} onChange={onChange} />
      </Group>
    </Stack>
  );
}

type AnswerProps = {
  readonly answer: TrendAnswer;
  readonly question: TrendQuestion;
  readonly view: TrendView;
  readonly setView: (change: Partial<TrendView>, options?: { readonly push?: boolean }) => void;
};

function Answer({ answer, question, view, setView }: AnswerProps) {
  const t = useMessages(messages);
  const words = useWords();
  const { currency } = answer;
  const isDivided = question.breakdown !== null;
  const charts = chartsOf(answer, question.measures, isDivided, words);
  const all = charts.flatMap(({ series }) => series);
  const names = useTrendNames(answer);
  const newestFirst = answer.periods.map((_, place) => place).toReversed();
  const open = (series: number, place: number): void => {
    const at = answer.periods[place];
    if (at !== undefined) setView({ series, at }, { push: true });
  };
  const opened = view.series === undefined ? undefined : all.find(({ place }) => place === view.series);
  const set = useMemo(() => openedSet(answer, question, view), [answer, question, view]);
  const tableOf = (series: typeof all) => ({
    columns: [t('period'), ...series.map(({ name }) => name)],
    rows: [
      ...newestFirst.map((place) => [
        names[place]?.long ?? '',
        ...series.map(({ values, unit }) => words.figure(values[place] ?? null, unit, currency)),
      ]),
    ],
  });
  return (
    <Stack gap="md">
      {charts.map((chart) => {
        const drawn = chart.series.map(({ name }) => name).join(', ');
        return (
          <Paper key={chart.unit} withBorder bg="var(--holdfast-surface)" p="md">
            <Chart
              label={t('chartLabel', { names: drawn })}
              height={charts.length > 2 ? 200 : 270}
              option={(tokens) => trendOption(tokens, answer, chart, names, words)}
              table={tableOf(chart.series)}
              onClick={({ seriesIndex, dataIndex }) => {
                const series = chart.series[(seriesIndex ?? -1) >> 1];
                if (series !== undefined && canOpen(series.values[dataIndex] ?? null)) open(series.place, dataIndex);
              }}
              controls={
                chart.series.length > 1 ? null : (
                  <Text size="sm" fw={500}>
                    {drawn}
                  </Text>
                )
              }
            />
          </Paper>
        );
      })}
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <FiguresTable
          label={t('tab.trend')}
          columns={[t('period'), ...all.map(({ name }) => name)]}
          rows={[
            ...newestFirst.map((place) => ({
              head: names[place]?.long ?? '',
              figures: all.map(({ values, unit, name, place: series }) => ({
                text: words.figure(values[place] ?? null, unit, currency),
                label: t('setTitle', { name, period: names[place]?.long }),
                onOpen: canOpen(values[place] ?? null) ? () => open(series, place) : undefined,
              })),
            })),
            {
              head: t('total'),
              figures: all.map(({ total, unit }) => ({ text: words.figure(total, unit, currency) })),
            },
          ]}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t('openHint')} {t('chartNote')}
        </Text>
      </Paper>
      <AccountSetDrawer
        set={set}
        title={
          opened === undefined
            ? ''
            : t('setTitle', { name: opened.name, period: names[answer.periods.indexOf(view.at ?? '')]?.long ?? '' })
        }
        onClose={() => setView({ series: undefined, at: undefined })}
      />
    </Stack>
  );
}

function useTrendNames(answer: TrendAnswer | undefined) {
  return usePeriodNames(useMemo(() => (answer === undefined ? [] : periodsOf(answer)), [answer]));
}

/** The accounts behind the figure that the address says. */
function openedSet(
  { series }: TrendAnswer,
  question: TrendQuestion,
  { series: place, at }: TrendView,
): AccountSet | null {
  const opened = place === undefined ? undefined : series[place];
  if (opened === undefined || at === undefined) return null;
  const { measure, value, rest } = opened;
  const group = question.breakdown === null ? {} : rest ? { rest } : { group: value };
  return { of: 'trend', question, measure, period: at, ...group };
}

const canOpen = (value: number | null): boolean => value !== null && value !== 0;
