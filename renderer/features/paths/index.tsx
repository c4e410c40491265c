import { Button, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  AccountSetDrawer,
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
import { Controls } from './controls.tsx';
import { Flow, useNodeName, useStepName } from './flow.tsx';
import type { PathAnswer, PathNode } from './flow.tsx';
import { messages } from './messages.ts';
import { openSet, question as questionSchema, view as viewSchema } from './question.ts';

const closing = ['step', 'event', 'kind'] as const;

export function PathsPage() {
  const t = useMessages(messages);
  const api = useApi();
  const analysis = useAnalysis({ kind: 'paths', question: questionSchema, view: viewSchema, closes: closing });
  const { question, view, setQuestion, setView } = analysis;
  const isAsked = question.anchor.events.length > 0 && !isRangeWrong(question);
  const options = api.paths.run.queryOptions({
    input: question,
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answered = useAnsweredQuestion(question, query);
  const nodeName = useNodeName();
  const stepName = useStepName();
  const answer = isAsked ? query.data : undefined;
  const set = isAsked ? openSet(answered, view) : null;

  const exportOf = () => {
    if (answer === undefined) return null;
    return {
      name: t('fileName'),
      sheets: [
        {
          name: t('chartLabel').slice(0, 31),
          columns: [t('stepN', { step: '' }).trim(), t('event'), t('count'), t('share')],
          rows: answer.nodes.map((node) => [
            stepName(node.step, answered.direction),
            nodeName(node),
            node.count,
            answer.entered === 0 ? null : node.count / answer.entered,
          ]),
        },
        {
          name: t('top').slice(0, 31),
          columns: [t('path'), t('count'), t('share')],
          rows: answer.top.map(({ events, count, share }) => [events.join(' → ') || t('nothingMore'), count, share]),
        },
      ],
    };
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
      <WithEvents>
        <Controls question={question} onChange={setQuestion} />
        {isAsked ? (
          <AnswerView
            query={query}
            queryKey={options.queryKey}
            isEmpty={(data) => data.entered === 0}
            empty={<Empty title={t('noneTitle')} text={t('noneText')} />}
          >
            {(data) => (
              <Answered
                answer={data}
                direction={answered.direction}
                steps={answered.steps}
                unit={answered.unit}
                onOpen={({ step, event, kind }) => setView({ step, event: event ?? undefined, kind }, { push: true })}
              />
            )}
          </AnswerView>
        ) : (
          <NotAsked onSuggest={(event) => setQuestion({ anchor: { events: [event], where: [] } })} />
        )}
        <AccountSetDrawer
          set={set}
          title={
            view.step === undefined
              ? ''
              : t('accountsTitle', {
                  step: view.step,
                  event: nodeName({ event: view.event ?? null, kind: view.kind }),
                })
          }
          subtitle={answered.unit === 'contact' ? t('accountsOfContacts') : undefined}
          onClose={() => setView({ step: undefined, event: undefined, kind: 'event' })}
        />
      </WithEvents>
    </Stack>
  );
}

type AnsweredProps = {
  readonly answer: PathAnswer;
  readonly direction: 'after' | 'before';
  readonly steps: number;
  readonly unit: 'account' | 'contact';
  readonly onOpen: (node: PathNode) => void;
};

function Answered({ answer, direction, steps, unit, onOpen }: AnsweredProps) {
  const t = useMessages(messages);
  const format = useFormat();
  return (
    <Stack gap="md">
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Text size="sm" fw={600}>
          {t(`entered_${unit}`, { count: format.integer(answer.entered) })}
        </Text>
        <Flow answer={answer} direction={direction} steps={steps} onOpen={onOpen} />
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2}>{t('top')}</Title>
        <Table fz="sm" verticalSpacing={4} aria-label={t('top')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('path')}</Table.Th>
              <Table.Th scope="col" ta="right" w={100}>
                {t('count')}
              </Table.Th>
              <Table.Th scope="col" ta="right" w={100}>
                {t('share')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.top.map(({ events, count, share }) => (
              <Table.Tr key={events.join(' → ')}>
                <Table.Td>
                  {events.length === 0 ? t('nothingMore') : events.join(direction === 'after' ? ' → ' : ' ← ')}
                </Table.Td>
                <Table.Td ta="right">{format.integer(count)}</Table.Td>
                <Table.Td ta="right">{format.percent(share)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </Stack>
  );
}

function NotAsked({ onSuggest }: { readonly onSuggest: (event: string) => void }) {
  const t = useMessages(messages);
  const names = useQuery(useApi().events.names.queryOptions());
  const first = names.data?.names[0]?.name;
  return (
    <Empty
      icon={<IconRoute size={26} stroke={1.6} />}
      title={t('emptyTitle')}
      text={t('emptyText')}
      action={first === undefined ? null : <Button onClick={() => onSuggest(first)}>{t('suggest')}</Button>}
    />
  );
}
