import { Alert, Anchor, Button, Group, List, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { IconCoins, IconInfoCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import {
  AnalysisBar,
  AnalysisEmpty,
  AnswerView,
  BarButton,
  isRangeWrong,
  useAnalysis,
  useAttributeName,
  useLanguageText,
} from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { AccountsDrawer } from './accounts-drawer.tsx';
import { Bridge } from './bridge.tsx';
import { Controls } from './controls.tsx';
import { Families } from './families.tsx';
import { FiguresTable } from './figures-table.tsx';
import { Headline } from './headline.tsx';
import { messages } from './messages.ts';
import { MovementsChart, RatesChart } from './over-time.tsx';
import {
  closes,
  groupFigures,
  openView,
  question as questionSchema,
  spanOf,
  trailing,
  view as viewSchema,
} from './question.ts';
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
  const words = useWords(answer?.currency ?? 'XXX', question.breakdown === 'cohort');
  const isNarrowed = question.segment !== null || question.from !== undefined || question.to !== undefined;
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
                sheets: sheetsOf(answer, spanOf(answer, view.span)?.label ?? trailing, {
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
              <Empty title={t('noneTitle')} text={t(question.segment === null ? 'noneText' : 'noneInSegment')} />
            ) : (
              <AnalysisEmpty title={t('noneTitle')} text={t('noneText')} />
            )}
          </>
        }
      >
        {(shown) => (
          <Answer
            answer={shown}
            question={question}
            view={view}
            setView={setView}
            onState={isLeftOut(shown) ? openRates : null}
          />
        )}
      </AnswerView>
      <RatesDrawer isOpen={view.rates} onClose={() => setView({ rates: false })} />
    </Stack>
  );
}

const isLeftOut = (answer: Movements | undefined): boolean => (answer?.leftOut.currencies.length ?? 0) > 0;

type AnswerProps = {
  readonly answer: Movements;
  readonly question: RevenueQuestion;
  readonly view: RevenueView;
  readonly setView: (change: Partial<RevenueView>, options?: { readonly push?: boolean }) => void;
  readonly onState: (() => void) | null;
};

function Answer({ answer, question, view, setView, onState }: AnswerProps) {
  const t = useMessages(messages);
  const words = useWords(answer.currency, question.breakdown === 'cohort');
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
          ...[...periods].reverse().map(({ period, complete }) => ({
            value: period,
            label: complete ? words.span(period) : t('notOver', { period: words.span(period) }),
          })),
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
        <Groups
          answer={answer}
          question={question}
          label={figures.label}
          onOpen={(movement, whose) => open(movement, figures.label, whose)}
        />
      )}
      <div className={styles.half}>
        <MovementsChart periods={periods} words={words} onOpen={open} />
        <RatesChart periods={periods} words={words} />
      </div>
      <Periods
        answer={answer}
        label={figures.label}
        onSpan={(span) => setView({ span })}
        onOpen={open}
        question={question}
      />
      <AccountsDrawer
        answer={answer}
        question={question}
        view={view}
        words={words}
        onClose={() => setView({ movement: undefined, of: undefined, group: undefined, which: undefined })}
      />
    </Stack>
  );
}

type GroupsProps = Pick<AnswerProps, 'answer' | 'question'> & {
  readonly label: string;
  readonly onOpen: (movement: OpenMovement, whose: Whose) => void;
};

function Groups({ answer, question, label, onOpen }: GroupsProps) {
  const t = useMessages(messages);
  const attributeName = useAttributeName();
  const words = useWords(answer.currency, question.breakdown === 'cohort');
  const title = t('groupsTable', { span: words.span(label) });
  const by = question.breakdown === 'cohort' ? t('cohort') : attributeName(question.breakdown ?? '');
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="xs">
        {title}
      </Title>
      <FiguresTable
        label={title}
        head={by}
        words={words}
        rows={answer.groups.flatMap((group, index) => {
          const figures = groupFigures(group, label);
          const name = words.group(group);
          if (figures === null) return [];
          const head = (
            <Text inherit truncate maw={170} title={name} fs={group.value === null ? 'italic' : undefined}>
              {name}
            </Text>
          );
          return [{ key: String(index), name, head, figures, onOpen: (movement) => onOpen(movement, group) }];
        })}
      />
    </Paper>
  );
}

type PeriodsProps = Pick<AnswerProps, 'answer' | 'question'> & {
  readonly label: string;
  readonly onSpan: (label: string) => void;
  readonly onOpen: (movement: OpenMovement, period: string) => void;
};

const shownAtFirst = 24;

function Periods({ answer, question, label, onSpan, onOpen }: PeriodsProps) {
  const t = useMessages(messages);
  const [isAll, setIsAll] = useState(false);
  const words = useWords(answer.currency, question.breakdown === 'cohort');
  const newestFirst = [...answer.periods].reverse();
  const shown = isAll ? newestFirst : newestFirst.slice(0, shownAtFirst);
  const hidden = newestFirst.length - shown.length;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="xs">
        {t('periodsTable')}
      </Title>
      <FiguresTable
        label={t('periodsTable')}
        head={t('period')}
        words={words}
        rows={shown.map((period) => {
          const name = words.span(period.period);
          return {
            key: period.period,
            name,
            head: (
              <Anchor component="button" type="button" inherit onClick={() => onSpan(period.period)}>
                {period.complete ? name : t('notOver', { period: name })}
              </Anchor>
            ),
            figures: period,
            isCurrent: period.period === label,
            onOpen: (movement) => onOpen(movement, period.period),
          };
        })}
      />
      {hidden > 0 ? (
        <Button size="xs" variant="default" mt="xs" onClick={() => setIsAll(true)}>
          {t('showAll', { count: hidden })}
        </Button>
      ) : null}
    </Paper>
  );
}

type NotesProps = { readonly notes: Movements['notes']; readonly onState: (() => void) | null };

/** What the reader should know of the data behind the figures. */
function Notes({ notes, onState }: NotesProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  if (notes.length === 0) return null;
  return (
    <Alert icon={<IconInfoCircle size={18} />} color="orange" variant="light" py="xs" aria-label={t('notes')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <List size="sm">
          {notes.map((note) => (
            <List.Item key={note.en}>{say(note)}</List.Item>
          ))}
        </List>
        {onState === null ? null : (
          <Button size="compact-sm" variant="default" onClick={onState}>
            {t('toState')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
