import { ActionIcon, Badge, Button, Group, Paper, Select, Stack, Table, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContractOutputs, HealthDefinition, HealthVersion } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type VersionsTabProps = {
  readonly data: ContractOutputs['healthScores']['versions'];
  readonly definition: HealthDefinition | null;
  readonly onOpen: (version: number) => void;
};

const stateColours = { 'in-force': 'harbour', draft: 'gray', planned: 'yellow', retired: 'gray' } as const;

/** Every version, what was in force when, and what changes from one to another. */
export function VersionsTab({ data: { versions, publications }, definition, onOpen }: VersionsTabProps) {
  const t = useMessages(messages);
  const format = useFormat();
  if (versions.length === 0) return <Empty title={t('versionsTitle')} text={t('versionsEmpty')} />;
  return (
    <Stack gap="md">
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="xs">
          {t('versionsTitle')}
        </Title>
        <VersionRows versions={versions} onOpen={onOpen} />
      </Paper>
      <Compare versions={versions} definition={definition} />
      {publications.length === 0 ? null : (
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          <Title order={2} mb="xs">
            {t('published')}
          </Title>
          <Table fz="sm" verticalSpacing={5} aria-label={t('published')}>
            <Table.Thead>
              <Table.Tr>
                {(['publishedAt', 'version', 'effective', 'by', 'note'] as const).map((key) => (
                  <Table.Th key={key} scope="col">
                    {t(key)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {publications.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Th scope="row" fw={400}>
                    {format.instant(one.publishedAt)}
                  </Table.Th>
                  <Table.Td>{`${t('versionTitle', { number: one.number, name: one.name })}, ${t(`what.${one.what}`)}`}</Table.Td>
                  <Table.Td>{format.day(one.effectiveDay)}</Table.Td>
                  <Table.Td>{one.by ?? ''}</Table.Td>
                  <Table.Td>{one.note}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
    </Stack>
  );
}

type VersionRowsProps = { readonly versions: readonly HealthVersion[]; readonly onOpen: (version: number) => void };

function VersionRows({ versions, onOpen }: VersionRowsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const { told } = useUndo();
  const remove = useMutation(api.healthScores.remove.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const rollBack = useMutation(api.healthScores.rollBack.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const error = remove.error ?? rollBack.error;
  return (
    <>
      {error === null ? null : <ErrorState error={error} />}
      <Table fz="sm" verticalSpacing={5} aria-label={t('versionsTitle')}>
        <Table.Thead>
          <Table.Tr>
            {(['version', 'state', 'updated', 'effective', 'note'] as const).map((key) => (
              <Table.Th key={key} scope="col">
                {t(key)}
              </Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version) => (
            <Table.Tr key={version.id}>
              <Table.Th scope="row">
                <Button variant="subtle" size="compact-sm" onClick={() => onOpen(version.id)}>
                  {t('versionTitle', { number: version.number, name: version.name })}
                </Button>
              </Table.Th>
              <Table.Td>
                <Badge variant="dot" tt="none" color={stateColours[version.state]}>
                  {t(`state.${version.state}`)}
                </Badge>
              </Table.Td>
              <Table.Td>{format.instant(version.updatedAt)}</Table.Td>
              <Table.Td>{format.day(version.effectiveDay)}</Table.Td>
              <Table.Td>{version.note}</Table.Td>
              <Table.Td ta="right">
                {version.state === 'retired' ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={rollBack.isPending && rollBack.variables.id === version.id}
                    aria-label={t('rollBackTo', { number: version.number })}
                    onClick={() => rollBack.mutate({ id: version.id })}
                  >
                    {t('rollBack')}
                  </Button>
                ) : null}
                {version.state === 'draft' ? (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('remove', { number: version.number })}
                    onClick={() => remove.mutate({ id: version.id })}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

const onPage = 'page';

type CompareProps = { readonly versions: readonly HealthVersion[]; readonly definition: HealthDefinition | null };

function Compare({ versions, definition }: CompareProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const inForce = versions.find(({ state }) => state === 'in-force') ?? versions.at(-1)!;
  const [from, setFrom] = useState(String(inForce.id));
  const [to, setTo] = useState(definition === null ? String(versions[0]!.id) : onPage);
  const isThere = (value: string): boolean => versions.some(({ id }) => String(id) === value);
  const sideOf = (value: string) => (value === onPage && definition !== null ? definition : { id: Number(value) });
  const canAsk = isThere(from) && (isThere(to) || (to === onPage && definition !== null));
  const query = useQuery(
    useApi().healthScores.compare.queryOptions({
      input: { from: sideOf(from), to: sideOf(to) },
      enabled: canAsk,
    }),
  );
  const named = versions.map(({ id, number, name }) => ({
    value: String(id),
    label: t('versionTitle', { number, name }),
  }));
  const choices = { from: named, to: definition === null ? named : [{ value: onPage, label: t('onPage') }, ...named] };
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Group align="flex-end" gap="sm" mb="xs">
        <Title order={2}>{t('compare')}</Title>
        <Select
          size="xs"
          label={t('compareFrom')}
          allowDeselect={false}
          data={choices.from}
          value={from}
          onChange={(value) => setFrom(value ?? from)}
        />
        <Select
          size="xs"
          label={t('compareTo')}
          allowDeselect={false}
          data={choices.to}
          value={to}
          onChange={(value) => setTo(value ?? to)}
        />
      </Group>
      {canAsk ? (
        <QueryView
          query={query}
          skeleton="lines"
          isEmpty={(rows) => rows.length === 0}
          empty={
            <Text size="sm" c="dimmed">
              {t('same')}
            </Text>
          }
        >
          {(rows) => (
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {rows.map(({ at, words }, index) => (
                <li key={`${at} ${index}`}>
                  <Text size="sm">{say(words)}</Text>
                </li>
              ))}
            </ul>
          )}
        </QueryView>
      ) : (
        <Text size="sm" c="dimmed">
          {t('chooseVersion')}
        </Text>
      )}
    </Paper>
  );
}
