import { Alert, Group, Paper, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  AccountSetDrawer,
  AnalysisBar,
  AnalysisEmpty,
  AnswerView,
  AttributeSelect,
  isRangeWrong,
  ScopeInput,
  useAnalysis,
  useAnsweredQuestion,
} from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { CurveChart } from './curve-chart.tsx';
import { useCurveName } from './curve-name.ts';
import { messages } from './messages.ts';
import { curveQuestion, curveView, openSet } from './question.ts';
import type { CurveAnswer, OpenList } from './question.ts';

const closing = ['curve', 'which', 'day'] as const;
const sure = 0.05;

export function CurveTab() {
  const t = useMessages(messages);
  const format = useFormat();
  const nameOf = useCurveName();
  const analysis = useAnalysis({ kind: 'survival', question: curveQuestion, view: curveView, closes: closing });
  const { question, view, setQuestion, setView } = analysis;
  const options = useApi().survival.curve.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const open = useCallback((list: OpenList) => setView({ day: undefined, ...list }, { push: true }), [setView]);
  const opened = view.curve === undefined ? undefined : answer?.curves[view.curve];
  const which =
    view.day === undefined || view.which === 'all'
      ? t(`which.${view.which}`)
      : t(view.which === 'left' ? 'leftBy' : 'thereAfter', { days: format.integer(view.day) });

  const exportOf = () =>
    answer === undefined || answer.curves.length === 0
      ? null
      : {
          name: t('fileName'),
          sheets: [
            {
              name: t('sheetCurve'),
              columns: [t('group'), t('days'), t('atRisk'), t('stillThere'), t('lower'), t('upper')],
              rows: answer.curves.flatMap((curve, place) =>
                curve.points.map((point) => [
                  nameOf(curve, place),
                  point.day,
                  point.atRisk,
                  point.survival,
                  point.lower,
                  point.upper,
                ]),
              ),
            },
            {
              name: t('sheetGroups'),
              columns: [t('group'), t('accounts'), t('left'), t('median')],
              rows: answer.curves.map((curve, place) => [
                nameOf(curve, place),
                curve.accounts,
                curve.left,
                curve.median,
              ]),
            },
          ],
        };
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('title')}
        lead={t('lead')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={exportOf}
      />
      <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
        <Choice
          label={t('start')}
          value={question.start}
          data={[
            { value: 'customer', label: t('startCustomer') },
            { value: 'first-event', label: t('startEvent') },
          ]}
          onChange={(start) => setQuestion({ start })}
        />
        <AttributeSelect
          label={t('by')}
          value={question.by}
          onChange={(by) => setQuestion({ by })}
          allowNone={t('byNone')}
        />
        <ScopeInput value={question} onChange={setQuestion} fromLabel={t('fromStart')} toLabel={t('toStart')} />
        <Switch
          label={t('lateEntry')}
          checked={question.lateEntry}
          onChange={(event) => setQuestion({ lateEntry: event.currentTarget.checked })}
        />
      </Group>
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        isEmpty={({ curves }) => curves.length === 0}
        empty={<AnalysisEmpty title={t('emptyTitle')} text={t('emptyText')} />}
      >
        {(data) => <Answer answer={data} onOpen={open} />}
      </AnswerView>
      <AccountSetDrawer
        set={answer === undefined ? null : openSet(answered, answer.curves, view)}
        title={opened === undefined ? '' : t('listTitle', { group: nameOf(opened, view.curve ?? 0), which })}
        subtitle={
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('which')}
            value={view.which}
            onChange={(next) => setView({ which: curveView.shape.which.parse(next) })}
            data={(['all', 'left', 'there'] as const).map((value) => ({ value, label: t(`which.${value}`) }))}
          />
        }
        onClose={() => setView({ curve: undefined, which: 'all', day: undefined })}
      />
    </Stack>
  );
}

function Answer({ answer, onOpen }: { readonly answer: CurveAnswer; readonly onOpen: (list: OpenList) => void }) {
  const t = useMessages(messages);
  const format = useFormat();
  const nameOf = useCurveName();
  const { curves, logRank, watchedFrom } = answer;
  const days = [...new Set(curves.flatMap(({ milestones }) => milestones.map(({ day }) => day)))].sort((a, b) => a - b);
  return (
    <Stack gap="md">
      {watchedFrom === null ? null : (
        <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />} py={8}>
          <Text size="sm">{t('watched', { day: format.day(watchedFrom) })}</Text>
        </Alert>
      )}
      <CurveChart curves={curves} />
      {logRank === null ? null : (
        <Text size="sm">
          {t(logRank.p < sure ? 'logRank' : 'logRankNot', {
            chi: format.decimal(logRank.chiSquared, 2),
            degrees: format.integer(logRank.degrees),
            p: logRank.p < 0.0001 ? `< ${format.decimal(0.0001, 4)}` : format.plain(logRank.p, 4),
          })}
        </Text>
      )}
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="xs">
          {t('milestones')}
        </Title>
        <FiguresTable
          label={t('milestones')}
          columns={[
            t('group'),
            t('accounts'),
            t('left'),
            t('median'),
            ...days.map((day) => t('afterDays', { days: format.integer(day) })),
          ]}
          rows={curves.map((curve, place) => ({
            head: nameOf(curve, place),
            figures: [
              {
                text: format.integer(curve.accounts),
                onOpen: () => onOpen({ curve: place, which: 'all' }),
                label: t('accounts'),
              },
              {
                text: format.integer(curve.left),
                onOpen: curve.left === 0 ? undefined : () => onOpen({ curve: place, which: 'left' }),
                label: t('left'),
              },
              {
                text:
                  curve.median === null ? t('medianNotYet') : t('medianDays', { days: format.integer(curve.median) }),
              },
              ...days.map((day) => {
                const point = curve.milestones.find((milestone) => milestone.day === day);
                return point === undefined
                  ? { text: '–' }
                  : {
                      text: format.percent(point.survival),
                      onOpen: () => onOpen({ curve: place, which: 'there', day }),
                      label: t('afterDays', { days: format.integer(day) }),
                    };
              }),
            ],
          }))}
        />
      </Paper>
    </Stack>
  );
}
