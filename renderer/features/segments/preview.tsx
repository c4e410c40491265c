import { Paper, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ContractOutputs, SegmentRule } from '../../../shared/contract/index.ts';
import { AccountSetList, AnswerView, useLanguageText } from '../../app/analysis/index.ts';
import { AccountList } from '../../app/account-list.tsx';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { countOpen } from './rule-query.ts';
import styles from './segments.module.css';

/** While somebody types, the rule is asked once they pause. */
const pause = 300;
const listHeight = 'calc(100vh - 420px)';

/** How many accounts a rule holds for, its words, and who they are. An earlier question is cancelled by the next. */
export function RulePreview({ rule }: { readonly rule: SegmentRule }) {
  const t = useMessages(messages);
  const api = useApi();
  const { client } = useHost();
  const languageText = useLanguageText();
  const open = countOpen(rule);
  const text = JSON.stringify(rule);
  const [asked] = useDebouncedValue(text, pause);
  const input = useMemo(() => ({ rule: JSON.parse(asked) as SegmentRule }), [asked]);
  const isComplete = countOpen(input.rule) === 0;
  const options = api.segments.count.queryOptions({
    input,
    enabled: isComplete,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const query = useQuery(options);
  const pages = useMemo(
    () => ({
      queryKey: api.segments.members.key({ input }),
      load: (cursor: string | null, signal: AbortSignal) => client.segments.members({ ...input, cursor }, { signal }),
    }),
    [api, client, input],
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" component="section" aria-label={t('preview')}>
      <Stack gap="sm">
        {open > 0 ? <Text size="sm">{t('open', { count: open })}</Text> : null}
        {isComplete || query.data !== undefined ? (
          <AnswerView query={query} queryKey={options.queryKey}>
            {(answer) => (
              <Stack gap={4}>
                <Text aria-live="polite">
                  <span className={styles.count}>{t('members', { count: answer.members })}</span>{' '}
                  <Text span c="dimmed" size="sm">
                    {t('ofAll', { count: answer.accounts })}
                  </Text>
                </Text>
                <Text size="sm">{languageText(answer.words)}</Text>
              </Stack>
            )}
          </AnswerView>
        ) : null}
        {isComplete && query.error === null ? (
          <>
            <Title order={2} size="h4">
              {t('preview')}
            </Title>
            <AccountList key={asked} pages={pages} label={t('preview')} height={listHeight} isNarrow />
          </>
        ) : null}
      </Stack>
    </Paper>
  );
}

/** The same of a fixed list. */
export function SavedPreview({ segment }: { readonly segment: ContractOutputs['segments']['get'] }) {
  const t = useMessages(messages);
  const languageText = useLanguageText();
  const set = useMemo(() => ({ of: 'segment', segment: segment.id }) as const, [segment.id]);
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" component="section" aria-label={t('preview')}>
      <Stack gap="sm">
        <Text size="sm">{languageText(segment.words)}</Text>
        <Title order={2} size="h4">
          {t('preview')}
        </Title>
        <AccountSetList set={set} label={t('preview')} height={listHeight} isNarrow />
      </Stack>
    </Paper>
  );
}
