import { Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { TraceResult } from './trace-result.tsx';

type TraceProps = {
  readonly question: FunnelQuestion;
  readonly account: string | undefined;
  readonly onChange: (account: string | undefined) => void;
};

const suggestions = 20;

/** For one account: which event matched which step, and why it went no further. */
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
