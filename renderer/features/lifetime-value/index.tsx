import { Alert, Button, Drawer, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LifetimeEstimate, LifetimeQuestion } from '../../../shared/contract/index.ts';
import {
  AnalysisBar,
  AnalysisEmpty,
  AnswerView,
  SaveFileMenu,
  useAnalysis,
  useAnsweredQuestion,
  useAttributeName,
  useLanguageText,
} from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { AccountsTable } from './accounts-table.tsx';
import { Choose } from './choose.tsx';
import { Controls } from './controls.tsx';
import { Fit } from './fit.tsx';
import { messages } from './messages.ts';
import { Parameters } from './parameters.tsx';
import { question as questionSchema, view as viewSchema } from './question.ts';
import type { LifetimeAnswer } from './question.ts';
import { sheetsOf } from './sheets.ts';

const closing = ['group'] as const;
const everyone = -1;

export function LifetimePage() {
  const t = useMessages(messages);
  const say = useLanguageText();
  const { client } = useHost();
  const analysis = useAnalysis({ kind: 'lifetime', question: questionSchema, view: viewSchema, closes: closing });
  const { question, view, setQuestion, setView } = analysis;
  const options = useApi().lifetimeValue.run.queryOptions({ input: question, placeholderData: keepPreviousData });
  const query = useQuery(options);
  const answer = query.data;
  const answered = useAnsweredQuestion(question, query);
  const nameOf = useGroupName(answer);
  const opened = view.group === undefined ? undefined : answer?.groups[view.group];
  const behind = opened === undefined ? {} : opened.rest ? { rest: true } : { group: opened.value };
  return (
    <Stack gap="md">
      <AnalysisBar
        title={t('title')}
        lead={t('lead')}
        analysis={analysis}
        definition={answer?.definition}
        exportOf={() =>
          answer?.answer === undefined || answer.answer === null
            ? null
            : { name: t('fileName'), sheets: sheetsOf(answer, answer.answer, t, nameOf) }
        }
        actions={
          answer?.answer === undefined || answer.answer === null ? undefined : (
            <SaveFileMenu
              label={t('saveAll')}
              make={(format) => client.lifetimeValue.export({ question: answered, format })}
            />
          )
        }
      />
      {question.family === null ? null : <Controls question={question} onChange={setQuestion} />}
      <AnswerView
        query={query}
        queryKey={options.queryKey}
        skeleton="page"
        isEmpty={({ book }) => book.suits === null}
        empty={<AnalysisEmpty title={t('emptyTitle')} text={t('emptyText')} />}
      >
        {(data) =>
          data.refused !== null ? (
            <Alert color="orange" variant="light" title={t('refusedTitle')} icon={<IconInfoCircle size={18} />}>
              <Text size="sm">{say(data.refused)}</Text>
              <Text size="sm" mt={6} c="dimmed">
                {say(data.book.why)}
              </Text>
              {data.book.suits === null ? null : (
                <Button size="xs" mt="sm" variant="default" onClick={() => setQuestion({ family: data.book.suits })}>
                  {t('takeOther')}: {t(data.book.suits)}
                </Button>
              )}
            </Alert>
          ) : data.answer === null ? (
            <Choose book={data.book} onChoose={(family) => setQuestion({ family }, { push: true })} />
          ) : (
            <Answer
              answer={data}
              question={answered}
              nameOf={nameOf}
              onOpen={(group) => setView({ group }, { push: true })}
            />
          )
        }
      </AnswerView>
      <Drawer
        opened={view.group !== undefined && answer?.answer !== undefined && answer.answer !== null}
        onClose={() => setView({ group: undefined })}
        position="right"
        size={820}
        closeButtonProps={{ 'aria-label': t('close') }}
        title={t('accountsTitle', { group: view.group === undefined ? '' : nameOf(view.group) })}
      >
        {view.group === undefined ? null : (
          <AccountsTable question={answered} behind={behind} label={nameOf(view.group)} />
        )}
      </Drawer>
    </Stack>
  );
}

/** The name of a group as people read it; −1 = all accounts. */
function useGroupName(answer: LifetimeAnswer | undefined) {
  const t = useMessages(messages);
  return (place: number): string => {
    const group = answer?.groups[place];
    return group === undefined ? t('all') : group.rest ? t('rest') : (group.value ?? t('none'));
  };
}

type AnswerProps = {
  readonly answer: LifetimeAnswer;
  readonly question: LifetimeQuestion;
  readonly nameOf: (place: number) => string;
  readonly onOpen: (group: number) => void;
};

function Answer({ answer, question, nameOf, onOpen }: AnswerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const attributeName = useAttributeName();
  const { currency, total, accounts, groups, meaning, notes } = answer;
  const amount = (minor: number | null | undefined): string =>
    minor === null || minor === undefined ? nothing : format.money({ minor, currency });
  const figures = (place: number, count: number, value: LifetimeEstimate | null) => [
    { text: format.integer(count), onOpen: () => onOpen(place), label: t('accounts') },
    { text: amount(value?.value) },
    {
      text:
        value?.lower === undefined || value.lower === null
          ? nothing
          : `${amount(value.lower)} – ${amount(value.upper)}`,
    },
  ];
  return (
    <Stack gap="md">
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2}>{t('total', { months: format.integer(question.horizonMonths) })}</Title>
        <Text fz={30} fw={650} lh={1.3}>
          {total === null ? nothing : amount(total.value)}
        </Text>
        <Text size="sm" c="dimmed">
          {total === null
            ? t('noTotal')
            : total.lower === null
              ? t('totalPlain', { accounts: format.integer(accounts) })
              : t('totalText', {
                  accounts: format.integer(accounts),
                  lower: amount(total.lower),
                  upper: amount(total.upper),
                })}
        </Text>
        <Button size="xs" variant="light" mt="xs" onClick={() => onOpen(everyone)}>
          {t('open')}
        </Button>
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb={4}>
          {t('model')}
        </Title>
        <List size="sm" spacing={4}>
          {meaning.map((text) => (
            <List.Item key={text.en}>{say(text)}</List.Item>
          ))}
        </List>
        {notes.length === 0 ? null : (
          <>
            <Title order={3} size="h5" mt="sm" mb={4}>
              {t('notesTitle')}
            </Title>
            <List size="sm" spacing={4}>
              {notes.map((text) => (
                <List.Item key={text.en}>{say(text)}</List.Item>
              ))}
            </List>
          </>
        )}
      </Paper>
      {answer.answer === null ? null : <Fit answer={answer.answer} />}
      {groups.length === 0 || question.by === null ? null : (
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <Title order={2} mb="xs">
            {t('groups', { by: attributeName(question.by) })}
          </Title>
          <FiguresTable
            label={t('groups', { by: attributeName(question.by) })}
            columns={[t('group'), t('accounts'), t('value'), t('interval')]}
            rows={[
              { head: t('all'), figures: figures(everyone, accounts, total) },
              ...groups.map((group, place) => ({
                head: nameOf(place),
                figures: figures(place, group.accounts, group.total),
              })),
            ]}
          />
        </Paper>
      )}
      {answer.answer === null ? null : <Parameters answer={answer.answer} />}
    </Stack>
  );
}
