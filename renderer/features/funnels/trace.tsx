import { Anchor, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import { useDurationWords } from './rule.tsx';
import type { FunnelQuestion } from './search.ts';

type TraceProps = {
  readonly question: FunnelQuestion;
  readonly account: string | undefined;
  readonly onChange: (account: string | undefined) => void;
};

const suggestions = 20;

/** For one account: which event matched which step, and when. */
export function Trace({ question, account, onChange }: TraceProps) {
  const t = useMessages(messages);
  const api = useApi();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const found = useQuery(
    api.accounts.queue.queryOptions({
      input: { sort: 'name', descending: false, filter: { search, includeChurned: true }, limit: suggestions },
      placeholderData: keepPreviousData,
    }),
  );
  const options = (found.data?.rows ?? []).map(({ id, name }) => ({
    value: id,
    label: name === id ? name : `${name} (${id})`,
  }));
  const known =
    account === undefined || options.some((option) => option.value === account)
      ? options
      : [{ value: account, label: account }, ...options];
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('trace')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('traceText')}
      </Text>
      <Stack gap="md">
        <Select
          label={t('traceAccount')}
          placeholder={t('tracePlaceholder')}
          maw={360}
          data={known}
          value={account ?? null}
          onChange={(value) => onChange(value ?? undefined)}
          onSearchChange={setTyped}
          searchable
          clearable
          // The engine has searched already; names need not hold the typed words literally.
          filter={({ options: all }) => all}
          nothingFoundMessage={t('traceNone')}
        />
        {account === undefined ? null : (
          <TraceResult
            question={question}
            account={account}
            name={known.find((option) => option.value === account)?.label ?? account}
          />
        )}
      </Stack>
    </Paper>
  );
}

function TraceResult({
  question,
  account,
  name,
}: {
  readonly question: FunnelQuestion;
  readonly account: string;
  readonly name: string;
}) {
  const t = useMessages(messages);
  const format = useFormat();
  const durationWords = useDurationWords();
  const query = useQuery(useApi().funnels.trace.queryOptions({ input: { ...question, account } }));
  return (
    <QueryView query={query} skeleton="lines">
      {(trace) => {
        const start = trace.matched.find((match) => match.step === 0)?.at;
        return (
          <Stack gap="xs">
            <Text fw={600} role="status">
              {t('traceOf', { name, reached: trace.reached, steps: question.steps.length })}{' '}
              <Anchor component={Link} to={`/accounts/${encodeURIComponent(account)}`} size="sm">
                {t('openAccount')}
              </Anchor>
            </Text>
            <table className={styles.table}>
              <tbody>
                {question.steps.map((step, index) => {
                  const match = trace.matched.find((entry) => entry.step === index);
                  const seconds =
                    match === undefined || start === undefined
                      ? null
                      : (Date.parse(match.at) - Date.parse(start)) / 1_000;
                  return (
                    <tr key={index}>
                      <td className={styles.number}>{index + 1}</td>
                      <th scope="row">{match?.event ?? step.join(t('or'))}</th>
                      {match === undefined ? (
                        <td colSpan={2}>
                          <Text size="sm" c="dimmed">
                            {t('traceMissing')}
                          </Text>
                        </td>
                      ) : (
                        <>
                          <td data-end>{format.instant(match.at)}</td>
                          <td data-end>
                            {index === 0 || seconds === null
                              ? t('traceFirst')
                              : t('traceAfter', { duration: durationWords(seconds) })}
                          </td>
                        </>
                      )}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </Stack>
        );
      }}
    </QueryView>
  );
}
