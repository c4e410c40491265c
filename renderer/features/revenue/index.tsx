import { Select, Stack } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import {
  AnalysisBar,
  AnalysisEmpty,
  AnswerView,
  BarButton,
  isRangeWrong,
  useAnalysis,
  useAnsweredQuestion,
  useAttributeName,
} from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { usePeriodNames } from '../../ui/chart-periods.ts';
import type { ChartPeriod } from '../../ui/chart-periods.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { AccountsDrawer } from './accounts-drawer.tsx';
import { Bridge } from './bridge.tsx';
import { Controls } from './controls.tsx';
import { Families } from './families.tsx';
import { groupRatesSheet } from './group-rates.ts';
import { Groups } from './groups.tsx';
import { GroupsOverTime } from './groups-over-time.tsx';
import { Headline } from './headline.tsx';
import { messages } from './messages.ts';
import { Notes } from './notes.tsx';
import { MovementsChart, RatesChart } from './over-time.tsx';
import { Periods } from './periods.tsx';
import { closes, openView, question as questionSchema, spanOf, trailing, view as viewSchema } from './question.ts';
import type { Movements, OpenMovement, RevenueView, Whose } from './question.ts';
import { RatesDrawer } from './rates-drawer.tsx';
import styles from './revenue.module.css';
import { sheetsOf } from './sheets.ts';
import { useWords } from './words.ts';

export function RevenuePage() {
  const t = useMessages(messages);
  const api = useApi();
  const analysis = useAnalysis({ kind: 'revenue', question: questionSchema, view: viewSchema, closes });
  const { question, view, setQuestion, setView } = analysis;
  const options = api.revenue.movements.queryOptions({
    input: question,
    enabled: !isRangeWrong(question),
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const words = useWords(answer?.currency ?? 'XXX', answered.breakdown === 'cohort');
  const names = usePeriodNames(answer?.periods ?? none);
  const isNarrowed = answered.segment !== null || answered.from !== undefined || answered.to !== undefined;
  const openRates = () => setView({ rates: true }, { push: true });
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('title')}
        lead={t('lead')}
        analysis={analysis}
        definition={answer?.definition}
        actions={
          <BarButton icon={<IconCoins size={15} stroke={1.7} />} onClick={openRates}>
            {t('currencies')}
          </BarButton>
        }
        exportOf={() =>
          answer === undefined || answer.trailing === null
            ? null
            : {
                name: t('title'),
                sheets: [
                  ...sheetsOf(answer, spanOf(answer, view.span)?.label ?? trailing, {
                    movements: t('sheetMovements'),
                    groups: t('sheetGroups'),
                    period: t('period'),
                    group: t('group'),
                    from: t('from'),
                    to: t('to'),
                    complete: t('complete'),
                    yes: t('yes'),
                    no: t('no'),
                    customers: t('customers'),
                    wonAndLost: t('won-and-lost'),
                    returned: t('returned'),
                    logoChurn: t('logoChurn'),
                    due: t('due'),
                    renewed: t('renewed'),
                    target: t('target'),
                    gross: t('grossDue'),
                    net: t('netDue'),
                    step: (step) => t(step),
                    span: words.span,
                    groupName: words.group,
                  }),
                  ...(answer.groups.length === 0
                    ? []
                    : [
                        groupRatesSheet(answer, view.rate, {
                          sheet: t(view.rate),
                          period: t('period'),
                          periods: names.map(({ long }) => long),
                          group: words.group,
                        }),
                      ]),
                ],
              }
        }
      />
      <Controls question={question} onChange={setQuestion} />
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        skeleton="page"
        isEmpty={({ periods }) => periods.length === 0}
        empty={
          <>
            <Notes notes={answer?.notes ?? []} onState={isLeftOut(answer) ? openRates : null} />
            {isNarrowed ? (
              <Empty title={t('noneTitle')} text={t(answered.segment === null ? 'noneText' : 'noneInSegment')} />
            ) : (
              <AnalysisEmpty title={t('noneTitle')} text={t('noneText')} />
            )}
          </>
        }
      >
        {(shown) => (
          <Answer
            answer={shown}
            question={answered}
            view={view}
            setView={setView}
            onGroups={(groups) => setQuestion({ groups })}
            onState={isLeftOut(shown) ? openRates : null}
          />
        )}
      </AnswerView>
      <RatesDrawer isOpen={view.rates} onClose={() => setView({ rates: false })} />
    </Stack>
  );
}

const none: readonly ChartPeriod[] = [];

const isLeftOut = (answer: Movements | undefined): boolean => (answer?.leftOut.currencies.length ?? 0) > 0;

type AnswerProps = {
  readonly answer: Movements;
  readonly question: RevenueQuestion;
  readonly view: RevenueView;
  readonly setView: (change: Partial<RevenueView>, options?: { readonly push?: boolean }) => void;
  readonly onGroups: (groups: number) => void;
  readonly onState: (() => void) | null;
};

function Answer({ answer, question, view, setView, onGroups, onState }: AnswerProps) {
  const t = useMessages(messages);
  const words = useWords(answer.currency, question.breakdown === 'cohort');
  const by = useGroupsName(question.breakdown);
  const names = usePeriodNames(answer.periods);
  const figures = spanOf(answer, view.span);
  const { periods, trailing: twelve } = answer;
  if (figures === null || twelve === null) return null;
  const open = (movement: OpenMovement, of: string, whose: Whose = null): void =>
    setView(openView(movement, of, whose), { push: true });
  return (
    <Stack gap="md">
      <Notes notes={answer.notes} onState={onState} />
      <Select
        aria-label={t('look')}
        data={[
          { value: trailing, label: t('trailingDays', { from: words.day(twelve.from), to: words.day(twelve.to) }) },
          ...periods.map(({ period }, place) => ({ value: period, label: names[place]?.long ?? '' })).reverse(),
        ]}
        value={figures.label}
        onChange={(span) => setView({ span: span ?? trailing })}
        allowDeselect={false}
        searchable
        w={360}
      />
      <Headline figures={figures} words={words} />
      <div className={styles.layout}>
        <Bridge figures={figures} words={words} onOpen={(movement) => open(movement, figures.label)} />
        <Families figures={figures} words={words} onOpen={(movement) => open(movement, figures.label)} />
      </div>
      {answer.groups.length === 0 ? null : (
        <>
          <Groups
            answer={answer}
            by={by}
            asked={question.breakdown === 'segments' ? null : question.groups}
            words={words}
            label={figures.label}
            onGroups={onGroups}
            onOpen={(movement, whose) => open(movement, figures.label, whose)}
          />
          <GroupsOverTime
            answer={answer}
            by={by}
            rate={view.rate}
            words={words}
            onRate={(rate) => setView({ rate })}
            onOpen={open}
          />
        </>
      )}
      <div className={styles.half}>
        <MovementsChart periods={periods} words={words} onOpen={open} />
        <RatesChart periods={periods} words={words} onOpen={open} />
      </div>
      <Periods
        answer={answer}
        names={names}
        words={words}
        label={figures.label}
        onSpan={(span) => setView({ span })}
        onOpen={open}
      />
      <AccountsDrawer
        answer={answer}
        question={question}
        view={view}
        words={words}
        onChange={(movement) => setView({ movement })}
        onClose={() => setView({ movement: undefined, of: undefined, group: undefined, which: undefined })}
      />
    </Stack>
  );
}

/** What the groups are told apart by, as people read it. */
function useGroupsName(breakdown: RevenueQuestion['breakdown']): string {
  const t = useMessages(messages);
  const attributeName = useAttributeName();
  if (breakdown === 'segments') return t('savedSegments');
  return breakdown === 'cohort' ? t('cohort') : attributeName(breakdown ?? '');
}
