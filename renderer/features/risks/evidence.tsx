import { ActionIcon, Badge, Button, Group, Menu, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconLink, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Risk, RiskEvidence } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type EvidenceProps = { readonly risk: Risk; readonly evidence: readonly RiskEvidence[] };

/** What the risk rests on: rows of the account by reference, or words. */
export function Evidence({ risk, evidence }: EvidenceProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const { told } = useUndo();
  const [isAsked, setIsAsked] = useState(false);
  const [words, setWords] = useState('');
  const candidates = useQuery(
    api.risks.candidates.queryOptions({ input: { account: risk.account.id }, enabled: isAsked }),
  ).data;
  const linking = useMutation(api.risks.link.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const unlinking = useMutation(api.risks.unlink.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const error = linking.error ?? unlinking.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const label = words.trim();
    if (label === '') return;
    linking.mutate({ risk: risk.id, kind: 'words', reference: 'words', label }, { onSuccess: () => setWords('') });
  };
  return (
    <section aria-label={t('evidence')}>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h6">
          {t('evidence')}
        </Title>
        <Menu position="bottom-end" shadow="md" width={420} withinPortal returnFocus onOpen={() => setIsAsked(true)}>
          <Menu.Target>
            <Button size="compact-xs" variant="default" leftSection={<IconLink size={13} />}>
              {t('evidenceAdd')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {candidates?.length === 0 ? <Menu.Label>{t('evidenceNothing')}</Menu.Label> : null}
            {candidates?.map(({ at, ...candidate }) => (
              <Menu.Item
                key={`${candidate.kind} ${candidate.reference}`}
                disabled={evidence.some(
                  ({ kind, reference }) => kind === candidate.kind && reference === candidate.reference,
                )}
                rightSection={
                  <Text size="xs" c="dimmed">
                    {format.instantDay(at)}
                  </Text>
                }
                onClick={() => linking.mutate({ risk: risk.id, ...candidate })}
              >
                <Text size="sm" lineClamp={1}>
                  {t(`kind.${candidate.kind}`)}: {candidate.label}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Stack gap={6}>
        {evidence.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('evidenceNone')}
          </Text>
        ) : null}
        {evidence.map(({ id, kind, label }) => (
          <Group key={id} gap="xs" wrap="nowrap" justify="space-between">
            <Group gap="xs" wrap="nowrap">
              <Badge variant="outline" color="gray" tt="none" size="sm" c="inherit" style={{ flex: 'none' }}>
                {t(`kind.${kind}`)}
              </Badge>
              <Text size="sm">{label}</Text>
            </Group>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('evidenceRemove', { label })}
              onClick={() => unlinking.mutate({ id })}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <form onSubmit={submit}>
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              label={t('evidenceWords')}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <Button
              size="xs"
              type="submit"
              variant="default"
              disabled={words.trim() === ''}
              loading={linking.isPending}
            >
              {t('evidenceSave')}
            </Button>
          </Group>
        </form>
        {error === null ? null : <ErrorState error={error} />}
      </Stack>
    </section>
  );
}
