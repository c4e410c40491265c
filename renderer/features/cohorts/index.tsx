import { Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import {
  AnalysisBar,
  AnswerView,
  isRangeWrong,
  useAnalysis,
  useAnsweredQuestion,
  WithEvents,
} from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { AccountsDrawer } from './accounts-drawer.tsx';
import { useCellWords } from './cell-words.ts';
import { Controls } from './controls.tsx';
import { RetentionCurve } from './curve.tsx';
import { hasIncomplete, hasSuppressed, isShareMeasure } from './grid.ts';
import { HeatMap, Legend } from './heat-map.tsx';
import { messages } from './messages.ts';
import { useHeatMapPicture } from './picture.ts';
import { closes, question as questionSchema, view as viewSchema } from './search.ts';
import type { RetentionView } from './search.ts';
import { sheetsOf } from './sheets.ts';

export function RetentionPage() {
  const t = useMessages(messages);
  const api = useApi();
  const analysis = useAnalysis({ kind: 'retention', question: questionSchema, view: viewSchema, closes });
  const { question, view, setQuestion, setView } = analysis;
  const options = api.cohorts.retention.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const grid = query.data;
  const answered = useAnsweredQuestion(question, query);
  const words = useCellWords(grid ?? nothing, answered, view.show);
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('title')}
        lead={t('lead')}
        analysis={analysis}
        definition={grid?.definition}
        exportOf={() =>
          grid === undefined || grid.cohorts.length === 0
            ? null
            : {
                name: t('title'),
                sheets: sheetsOf(grid, answered, view.show, words, {
                  cohort: t('cohort'),
                  size: t('size'),
                  average: t('average'),
                  shown: t('title'),
                  counts: answered.measure === 'revenue' ? t('measure_revenue') : t('size'),
                  of: t('sheetOf'),
                  low: t('sheetLow'),
                  high: t('sheetHigh'),
                }),
              }
        }
      />
      <WithEvents>
        <Controls
          question={question}
          onChange={setQuestion}
          isMoreOpen={view.more}
          onMore={(more) => setView({ more })}
        />
        <AnswerView
          query={query}
          queryKey={options.queryKey}
          skeleton="table"
          isEmpty={({ cohorts }) => cohorts.length === 0}
          empty={<Empty title={t('noneTitle')} text={t(answered.segment === null ? 'noneText' : 'noneInSegment')} />}
        >
          {(answer) => <Answer grid={answer} question={answered} view={view} setView={setView} />}
        </AnswerView>
      </WithEvents>
    </Stack>
  );
}

const nothing: RetentionGrid = {
  cohorts: [],
  average: [],
  averageOf: [],
  columns: [],
  omitted: 0,
  currency: null,
  definition: { key: 'retention', values: {}, words: { en: '', es: '' }, sample: 0, dataVersion: 0, asOf: null },
};

type AnswerProps = {
  readonly grid: RetentionGrid;
  readonly question: RetentionQuestion;
  readonly view: RetentionView;
  readonly setView: (change: Partial<RetentionView>, options?: { readonly push?: boolean }) => void;
};

function Answer({ grid, question, view, setView }: AnswerProps) {
  const t = useMessages(messages);
  const words = useCellWords(grid, question, view.show);
  const place = useRef<HTMLDivElement>(null);
  useHeatMapPicture({
    grid,
    question,
    words,
    label: t('tableLabel'),
    averageName: t('average'),
    place,
  });
  const selected =
    view.cohort === undefined || view.index === undefined ? null : { cohort: view.cohort, index: view.index };
  return (
    <Stack gap="md">
      <Group gap="sm">
        {isShareMeasure(question.measure) ? (
          <SegmentedControl
            size="xs"
            aria-label={t('show')}
            value={view.show}
            onChange={(show) => setView({ show: viewSchema.shape.show.parse(show) })}
            data={[
              { value: 'share', label: t('showPercent') },
              { value: 'count', label: t(question.measure === 'revenue' ? 'showRevenue' : 'showCount') },
            ]}
          />
        ) : null}
        <Legend measure={question.measure} grid={grid} words={words} />
      </Group>
      <div ref={place}>
        <HeatMap
          grid={grid}
          question={question}
          words={words}
          selected={selected}
          onOpen={(cohort, index) => setView({ cohort, index, which: 'retained' }, { push: true })}
        />
      </div>
      <Notes grid={grid} question={question} />
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2}>{t('curve')}</Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('curveText')}
        </Text>
        <RetentionCurve grid={grid} question={question} />
      </Paper>
      <AccountsDrawer
        grid={grid}
        question={question}
        words={words}
        view={view}
        onChange={setView}
        onClose={() => setView({ cohort: undefined, index: undefined, which: 'retained' })}
      />
    </Stack>
  );
}

/** What the signs in the table mean, as far as there are any. */
function Notes({ grid, question }: { readonly grid: RetentionGrid; readonly question: RetentionQuestion }) {
  const t = useMessages(messages);
  const format = useFormat();
  const { asOf } = grid.definition;
  const star = (): string => {
    if (question.cohortBy !== null) return t('incompleteNobody');
    return asOf === null ? t('incompleteNoDate') : t('incomplete', { day: format.instantDay(asOf) });
  };
  const notes = [
    t('tableHelp'),
    hasIncomplete(grid) ? `${star()} ${t('incompleteAverage')}` : '',
    hasSuppressed(grid) ? t('suppressed', { least: question.suppressBelow }) : '',
    grid.omitted > 0 ? t('omitted', { count: grid.omitted }) : '',
  ];
  return (
    <Text size="xs" c="dimmed" id="retention-help">
      {notes.filter((note) => note !== '').join(' ')}
    </Text>
  );
}
