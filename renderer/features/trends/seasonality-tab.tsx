import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { SeasonalityAnswer } from '../../../shared/contract/index.ts';
import { AnalysisBar, AnswerView, isRangeWrong, ScopeInput, useAnalysis } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Chart } from '../../ui/chart.tsx';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { MeasureInput } from './measure-input.tsx';
import { messages } from './messages.ts';
import { seasonality, seasonalityView } from './question.ts';
import {
  bucketSheet,
  bucketsOption,
  decompositionOption,
  decompositionSheet,
  strengthWord,
} from './seasonality-charts.ts';
import type { Bucket, Decomposition } from './seasonality-charts.ts';
import { useWords } from './use-words.ts';

export function SeasonalityTab() {
  const t = useMessages(messages);
  const analysis = useAnalysis({ kind: 'seasonality', question: seasonality, view: seasonalityView });
  const { question, setQuestion } = analysis;
  const bucketsOf = useBuckets();
  const options = useApi().trends.seasonality.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const exportOf = () => {
    if (answer === undefined || answer.compared.days === 0) return null;
    const { weekdays, hours, months } = bucketsOf(answer);
    const sheet = (name: string, buckets: readonly Bucket[]) =>
      bucketSheet(name, [name, t('index'), t('mean')], buckets, answer);
    return {
      name: t('tab.seasonality'),
      sheets: [
        sheet(t('weekdays'), weekdays),
        ...(hours.length === 0 ? [] : [sheet(t('hours'), hours)]),
        sheet(t('months'), months),
        ...(answer.decomposition === null
          ? []
          : [
              decompositionSheet(
                t('decomposition'),
                ['', t('observed'), t('trend'), t('seasonal'), t('remainder')],
                answer.decomposition,
                answer,
              ),
            ]),
      ],
    };
  };
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('tab.seasonality')}
        lead={t('lead.seasonality')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={exportOf}
      />
      <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
        <MeasureInput value={question.measure} onChange={(measure) => setQuestion({ measure })} />
        <ScopeInput value={question} onChange={setQuestion} />
      </Group>
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ compared }) => compared.days === 0}
        empty={<Empty title={t('emptyTitle')} text={t('emptyText')} />}
      >
        {(data) => <Answer answer={data} />}
      </AnswerView>
    </Stack>
  );
}

/** Buckets with their names in the language of the page. */
function useBuckets() {
  const language = useLanguage();
  return useCallback(
    ({ weekdays, hours, months }: SeasonalityAnswer) => {
      // 2023-01-01 was a Sunday.
      const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
      const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
      return {
        weekdays: weekdays.map((one) => ({ ...one, name: weekday.format(Date.UTC(2023, 0, 1 + one.weekday)) })),
        hours: hours.map((one) => ({ ...one, name: String(one.hour).padStart(2, '0') })),
        months: months.map((one) => ({ ...one, name: month.format(Date.UTC(2023, one.month - 1, 1)) })),
      };
    },
    [language],
  );
}

function Answer({ answer }: { readonly answer: SeasonalityAnswer }) {
  const t = useMessages(messages);
  const { compared, decomposition } = answer;
  const { weekdays, hours, months } = useBuckets()(answer);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Rhythm
          title={t('weekdays')}
          text={t('weekdaysText', { count: compared.weeks })}
          buckets={compared.weeks === 0 ? [] : weekdays}
          without={t('tooFewWeeks')}
          answer={answer}
        />
        <Rhythm
          title={t('hours')}
          text={t('hoursText', { count: compared.days })}
          buckets={hours}
          without={t('noHours')}
          answer={answer}
        />
      </SimpleGrid>
      <Rhythm
        title={t('months')}
        text={t('monthsText', { count: compared.years })}
        buckets={compared.years === 0 ? [] : months}
        without={t('tooFewYears')}
        answer={answer}
      />
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} size="h4">
          {t('decomposition')}
        </Title>
        {decomposition === null ? (
          <Text size="sm" c="dimmed">
            {t('noDecomposition')}
          </Text>
        ) : (
          <Parts answer={answer} parts={decomposition} />
        )}
      </Paper>
    </Stack>
  );
}

type RhythmProps = {
  readonly title: string;
  readonly text: string;
  readonly buckets: readonly Bucket[];
  /** What is said where there are none. */
  readonly without: string;
  readonly answer: SeasonalityAnswer;
};

function Rhythm({ title, text, buckets, without, answer }: RhythmProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const words = useWords();
  const { unit, currency } = answer;
  // Of counts too, a mean has decimals.
  const meanUnit = unit === 'money' ? unit : 'number';
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} size="h4">
        {title}
      </Title>
      {buckets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {without}
        </Text>
      ) : (
        <Chart
          label={`${title}. ${text}`}
          height={170}
          option={(tokens: ChartTokens) =>
            bucketsOption(tokens, buckets, {
              index: t('index'),
              average: t('average'),
              figure: (value) => format.decimal(value, 2),
            })
          }
          table={{
            columns: [title, t('index'), t('mean')],
            rows: buckets.map(({ name, index, mean }) => [
              name,
              format.decimal(index, 3),
              words.figure(mean, meanUnit, currency),
            ]),
          }}
          controls={
            <Text size="xs" c="dimmed">
              {text}
            </Text>
          }
        />
      )}
    </Paper>
  );
}

function Parts({ answer, parts }: { readonly answer: SeasonalityAnswer; readonly parts: Decomposition }) {
  const t = useMessages(messages);
  const format = useFormat();
  const words = useWords();
  const unit = answer.unit === 'money' ? 'money' : 'number';
  const { currency } = answer;
  const figure = (value: number | null): string => words.figure(value, unit, currency);
  const strength = (value: number): string => `${format.decimal(value, 2)} (${t(`strength.${strengthWord(value)}`)})`;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('decompositionText')}
      </Text>
      <Group gap="xl" my={6}>
        <Text size="sm">
          {t('strengthSeasonal')}: <strong>{strength(parts.seasonalStrength)}</strong>
        </Text>
        <Text size="sm">
          {t('strengthTrend')}: <strong>{strength(parts.trendStrength)}</strong>
        </Text>
        <Text size="xs" c="dimmed">
          {t('strengthHelp')}
        </Text>
      </Group>
      <Chart
        label={t('decomposition')}
        height={420}
        option={(tokens: ChartTokens) =>
          decompositionOption(tokens, parts, {
            observed: t('observed'),
            trend: t('trend'),
            seasonal: t('seasonal'),
            remainder: t('remainder'),
            short: (value) => words.short(value, unit, currency),
            figure,
            day: format.day,
          })
        }
        table={{
          columns: ['', t('observed'), t('trend'), t('seasonal'), t('remainder')],
          rows: parts.days
            .map((day, i) => [
              format.day(day),
              figure(parts.observed[i] ?? null),
              figure(parts.trend[i] ?? null),
              figure(parts.seasonal[i] ?? null),
              figure(parts.remainder[i] ?? null),
            ])
            .toReversed(),
        }}
      />
    </>
  );
}
