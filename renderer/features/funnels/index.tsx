import { Button, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FunnelQuestion, FunnelResult } from '../../../shared/contract/index.ts';
import {
  AnalysisBar,
  AnswerView,
  isRangeWrong,
  useAnalysis,
  useAnsweredQuestion,
  WithEvents,
} from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { usePeriodNames } from '../../ui/chart-periods.ts';
import type { ChartPeriod } from '../../ui/chart-periods.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { Bars } from './bars.tsx';
import { Controls } from './controls.tsx';
import { Curve, useCurve } from './curve.tsx';
import styles from './funnel.module.css';
import { GroupsTable, useTestWords } from './groups-table.tsx';
import { messages } from './messages.ts';
import { question as questionSchema, view as viewSchema } from './question.ts';
import type { FunnelView } from './question.ts';
import { SetDrawer } from './set-drawer.tsx';
import { curveSheet, funnelSheets, trendSheet } from './sheets.ts';
import { StepBuilder } from './step-builder.tsx';
import { fitTogether } from './steps.ts';
import { Trace } from './trace.tsx';
import { Trend, useTrend } from './trend.tsx';
import { useGroupName, useStepName } from './words.ts';

const closing = ['step', 'group', 'rest', 'which', 'until'] as const;
const none: readonly ChartPeriod[] = [];

export function FunnelPage() {
  const t = useMessages(messages);
  const api = useApi();
  const analysis = useAnalysis({ kind: 'funnel', question: questionSchema, view: viewSchema, closes: closing });
  const { question, view, setView } = analysis;
  const isAsked = question.steps.length > 0 && !isRangeWrong(question);
  const options = api.funnels.run.queryOptions({
    input: question,
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answered = useAnsweredQuestion(question, query);
  const until = Math.min(view.until ?? question.steps.length - 1, question.steps.length - 1);
  const hasTimes = isAsked && question.steps.length > 1;
  const curve = useCurve(question, until, hasTimes && view.beside === 'curve');
  const trend = useTrend(question, view.period, isAsked && (view.beside === 'trend' || !hasTimes));
  const sheetWords = { t, stepName: useStepName(), groupName: useGroupName(), testWords: useTestWords() };
  const trendNames = usePeriodNames(trend.query.data?.periods ?? none);
  const result = isAsked ? query.data : undefined;

  const exportOf = () => {
    if (result === undefined) return null;
    const beside =
      hasTimes && view.beside === 'curve'
        ? curve.query.data && curveSheet(curve.query.data, sheetWords)
        : trend.query.data && trendSheet(trend.query.data, trendNames, sheetWords);
    return { name: t('fileName'), sheets: [...funnelSheets(result, sheetWords), ...(beside ? [beside] : [])] };
  };
  const setQuestion = (patch: Partial<FunnelQuestion>) => {
    analysis.setQuestion({ ...patch, ...changedParts(question, fitTogether({ ...question, ...patch })) });
  };

  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('title')}
        lead={t('lead')}
        analysis={analysis}
        definition={result?.definition}
        exportOf={exportOf}
      />
      <WithEvents>
        <div className={styles.layout}>
          <Paper withBorder bg="var(--holdfast-surface)" p="md">
            <Stack gap="md">
              <StepBuilder steps={question.steps} order={question.order} onChange={(steps) => setQuestion({ steps })} />
              <Controls question={question} onChange={setQuestion} />
            </Stack>
          </Paper>
          {isAsked ? (
            <Stack gap="md" miw={0}>
              <Paper withBorder bg="var(--holdfast-surface)" p="md">
                <AnswerView query={query} queryKey={options.queryKey} skeleton="table">
                  {(answer) => <Answered answer={answer} question={answered} view={view} setView={setView} />}
                </AnswerView>
              </Paper>
              <Paper withBorder bg="var(--holdfast-surface)" p="md">
                <Stack gap="sm">
                  {hasTimes ? (
                    <SegmentedControl
                      size="xs"
                      aria-label={t('beside')}
                      value={view.beside}
                      onChange={(value) => setView({ beside: value === 'trend' ? 'trend' : 'curve' })}
                      data={[
                        { value: 'curve', label: t('besideCurve') },
                        { value: 'trend', label: t('besideTrend') },
                      ]}
                    />
                  ) : null}
                  {hasTimes && view.beside === 'curve' ? (
                    <Curve
                      question={question}
                      step={until}
                      answer={curve}
                      onStep={(step) => setView({ until: step })}
                    />
                  ) : (
                    <Trend period={view.period} answer={trend} onPeriod={(period) => setView({ period })} />
                  )}
                </Stack>
              </Paper>
              <Trace question={question} account={view.trace} onChange={(trace) => setView({ trace })} />
            </Stack>
          ) : (
            <NotAsked isWrong={isRangeWrong(question)} onSuggest={(steps) => setQuestion({ steps })} />
          )}
        </div>
      </WithEvents>
    </Stack>
  );
}

/** What of the question had to change so that its parts go together. */
function changedParts(before: FunnelQuestion, after: FunnelQuestion): Partial<FunnelQuestion> {
  const { steps, exclusions, graceSeconds, breakdown } = after;
  return {
    steps,
    ...(before.exclusions.length === 0 && exclusions.length === 0 ? {} : { exclusions }),
    ...(before.graceSeconds === graceSeconds ? {} : { graceSeconds }),
    ...(before.breakdown === breakdown ? {} : { breakdown }),
  };
}

type AnsweredProps = {
  readonly answer: FunnelResult;
  readonly question: FunnelQuestion;
  readonly view: FunnelView;
  readonly setView: (change: Partial<FunnelView>, options?: { readonly push?: boolean }) => void;
};

function Answered({ answer, question, view, setView }: AnsweredProps) {
  const t = useMessages(messages);
  return (
    <Stack gap="md">
      <div>
        <Bars
          result={answer}
          question={question}
          onOpen={(step, which) => setView({ step, which, group: undefined, rest: false }, { push: true })}
        />
        <Text size="xs" c="dimmed" mt="xs">
          {t(question.order === 'any' ? 'anyNote' : 'timeNote')}
        </Text>
      </div>
      {answer.groups.length === 0 ? null : (
        <div>
          <GroupsTable
            groups={answer.groups}
            onOpen={({ value, rest }, step) =>
              setView({ step, which: 'reached', group: rest ? undefined : value, rest }, { push: true })
            }
          />
          <Text size="xs" c="dimmed" mt="xs">
            {t('groupsNote')}
          </Text>
        </div>
      )}
      <SetDrawer question={question} result={answer} view={view} onChange={setView} />
    </Stack>
  );
}

type NotAskedProps = {
  readonly isWrong: boolean;
  readonly onSuggest: (steps: FunnelQuestion['steps']) => void;
};

function NotAsked({ isWrong, onSuggest }: NotAskedProps) {
  const t = useMessages(messages);
  const names = useQuery(useApi().events.names.queryOptions());
  const suggested = (names.data?.names ?? []).slice(0, 3);
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Empty
        icon={<IconFilter size={26} stroke={1.6} />}
        title={t(isWrong ? 'rangeWrong' : 'emptyTitle')}
        text={t(isWrong ? 'rangeWrongText' : 'emptyText')}
        action={
          isWrong ? null : (
            <Button
              variant="light"
              onClick={() => onSuggest(suggested.map(({ name }) => ({ events: [name], where: [], optional: false })))}
            >
              {t('suggest')}
            </Button>
          )
        }
      />
    </Paper>
  );
}
