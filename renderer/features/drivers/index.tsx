import { Alert, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AccountSet } from '../../../shared/contract/index.ts';
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
import { BehavioursTable, surely } from './behaviours-table.tsx';
import type { Behaviour, Side } from './behaviours-table.tsx';
import { Controls } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { messages } from './messages.ts';
import { openSet, question as questionSchema, view as viewSchema } from './question.ts';

const closing = ['event', 'atLeast', 'side', 'which'] as const;
type Invited = Extract<AccountSet, { of: 'driver' }>;

export function DriversPage() {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const analysis = useAnalysis({ kind: 'drivers', question: questionSchema, view: viewSchema, closes: closing });
  const { question, view, setQuestion, setView } = analysis;
  const isAsked = !isRangeWrong(question);
  const options = api.drivers.run.queryOptions({
    input: question,
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const query = useQuery(options);
  const answered = useAnsweredQuestion(question, query);
  const [invited, setInvited] = useState<Invited | null>(null);
  const answer = query.data;

  const open = useCallback(
    ({ event, atLeast }: Behaviour, side: Side) => setView({ event, atLeast, side, which: 'all' }, { push: true }),
    [setView],
  );
  const invite = useCallback(
    ({ event, atLeast }: Behaviour) =>
      setInvited({ of: 'driver', question: answered, event, atLeast, side: 'did-not', which: 'all' }),
    [answered],
  );
  const exportOf = () => {
    if (answer === undefined) return null;
    const columns = ['behaviour', 'did', 'didNot', 'difference', 'low', 'high', 'adjusted', 'q'] as const;
    return {
      name: t('fileName'),
      sheets: [
        {
          name: t('title'),
          columns: columns.map((key) => t(key, { days: answered.behaviourDays })),
          rows: answer.behaviours.map((row) => [
            t('atLeast', { event: row.event, count: row.atLeast }),
            row.did.retained / row.did.accounts,
            row.didNot.retained / row.didNot.accounts,
            row.difference,
            row.low,
            row.high,
            row.adjusted,
            t(row.q < surely ? 'apart' : 'notApart', { q: format.plain(row.q, 4) }),
          ]),
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
        <AnswerView
          query={query}
          queryKey={options.queryKey}
          skeleton="table"
          isEmpty={(data) => data.behaviours.length === 0}
          empty={<Empty title={t('noneTitle')} text={t('noneText')} />}
        >
          {(data) => (
            <Stack gap="sm">
              <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />} py={8}>
                <Text size="sm">{t('caution')}</Text>
              </Alert>
              <Text size="sm">
                {t('summary', {
                  accounts: format.integer(data.accounts),
                  retained: format.integer(data.retained),
                  share: format.percent(data.accounts === 0 ? null : data.retained / data.accounts),
                  tested: format.integer(data.tested),
                })}{' '}
                <Text span size="sm" c="dimmed">
                  {t('leftOut', {
                    tooYoung: format.integer(data.leftOut.tooYoung),
                    goneBefore: format.integer(data.leftOut.goneBefore),
                    noEntry: format.integer(data.leftOut.noEntry),
                  })}
                  {data.omittedEvents === 0 ? '' : ` ${t('omitted', { count: format.integer(data.omittedEvents) })}`}
                </Text>
              </Text>
              <Paper withBorder bg="var(--holdfast-surface)">
                <BehavioursTable
                  behaviours={data.behaviours}
                  days={answered.behaviourDays}
                  onOpen={open}
                  onExperiment={invite}
                />
              </Paper>
            </Stack>
          )}
        </AnswerView>
        <AccountSetDrawer
          set={openSet(answered, view)}
          title={
            view.event === undefined
              ? ''
              : t(view.side === 'did' ? 'accountsTitle_did' : 'accountsTitle_did_not', {
                  event: view.event,
                  count: view.atLeast,
                })
          }
          subtitle={
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label={t('which')}
              value={view.which}
              onChange={(which) => setView({ which: viewSchema.shape.which.parse(which) })}
              data={[
                { value: 'all', label: t('whichAll') },
                { value: 'retained', label: t('whichRetained') },
                { value: 'lost', label: t('whichLost') },
              ]}
            />
          }
          onClose={() => setView({ event: undefined, atLeast: 1, side: 'did', which: 'all' })}
        />
        <Experiment set={invited} onClose={() => setInvited(null)} />
      </WithEvents>
    </Stack>
  );
}
