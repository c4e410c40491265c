import { Anchor, Button, Drawer, Group, Input, Stack, Table, Text, Textarea, Timeline, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { riskStage } from '../../../shared/contract/index.ts';
import type { ContractOutputs, Risk } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { AssigneeField } from '../../app/account-parts/assignee-field.tsx';
import { DueField } from '../../app/account-parts/due-field.tsx';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { ReasonField, StageBadge, useMoveRisk, useViewText } from '../../app/account-parts/risk-parts.tsx';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { Evidence } from './evidence.tsx';
import { messages } from './messages.ts';

type RiskDetailsProps = { readonly id: number | null; readonly onClose: () => void };

/** One risk with all that can be changed about it, its evidence and its history. */
export function RiskDetails({ id, onClose }: RiskDetailsProps) {
  const t = useMessages(messages);
  const query = useQuery(useApi().risks.get.queryOptions({ input: { id: id ?? 1 }, enabled: id !== null }));
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={520}
      title={t('details', { name: query.data?.risk.account.name ?? '…' })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {id === null ? null : (
        <QueryView query={query} skeleton="lines">
          {(data) => <Details key={data.risk.id} {...data} onClose={onClose} />}
        </QueryView>
      )}
    </Drawer>
  );
}

type DetailsProps = ContractOutputs['risks']['get'] & { readonly onClose: () => void };

function Details({ risk, history, evidence, onClose }: DetailsProps) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const viewText = useViewText()(risk);
  const api = useApi();
  const { told } = useUndo();
  const { move, dialog } = useMoveRisk();
  const saving = useMutation(api.risks.save.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const removing = useMutation(
    api.risks.remove.mutationOptions({
      onSuccess: ({ change }) => {
        told(change);
        onClose();
      },
    }),
  );
  const error = saving.error ?? removing.error;
  const save = (values: Omit<Parameters<typeof saving.mutate>[0], 'id'>): void =>
    saving.mutate({ id: risk.id, ...values });
  return (
    <Stack gap="md">
      <Group gap="xs">
        <StageBadge stage={risk.stage} />
        <Text size="sm">{r('days', { count: risk.daysInStage })}</Text>
        <Anchor component={Link} to={accountPath(risk.account.id)} size="sm">
          {t('toAccount')}
        </Anchor>
      </Group>
      {viewText === null ? null : <Text size="sm">{viewText}</Text>}
      <Facts risk={risk} />
      <Group gap={6}>
        {riskStage.options
          .filter((stage) => stage !== risk.stage)
          .map((stage) => (
            <Button key={stage} size="compact-xs" variant="default" onClick={() => move(risk, stage)}>
              {r('moveTo', { stage: r(`stage.${stage}`).toLowerCase() })}
            </Button>
          ))}
      </Group>
      {dialog}
      <ReasonField reason={risk.reason?.id ?? null} onReason={(reason) => save({ reason })} />
      <Group gap="sm" align="flex-start">
        <Input.Wrapper label={r('owner')} labelElement="div" size="xs">
          <AssigneeField
            label={r('owner')}
            assignee={risk.owner}
            onAssignee={(owner) => save({ owner: owner ?? null })}
          />
        </Input.Wrapper>
        <Input.Wrapper label={r('due')} labelElement="div" size="xs">
          <div>
            <DueField label={r('due')} due={risk.due} onDue={(due) => save({ due })} />
          </div>
        </Input.Wrapper>
      </Group>
      <Note key={risk.note} note={risk.note} isSaving={saving.isPending} onSave={(note) => save({ note })} />
      {error === null ? null : <ErrorState error={error} />}
      <Evidence risk={risk} evidence={evidence} />
      <History history={history} />
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {t('removeText')}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          loading={removing.isPending}
          onClick={() => removing.mutate({ id: risk.id })}
        >
          {t('remove')}
        </Button>
      </Group>
    </Stack>
  );
}

function Facts({ risk }: { readonly risk: Risk }) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const format = useFormat();
  const facts = [
    [t('opened'), format.instantDay(risk.openedAt)],
    [r('stake'), t('stakeThenNow', { then: format.money(risk.stakeOpened), now: format.money(risk.stakeNow) })],
    [
      r('chance'),
      r('thenNow', { then: format.percent(risk.probabilityOpened), now: format.percent(risk.probabilityNow) }),
    ],
    [t('renewal'), format.day(risk.renewalDay)],
  ] as const;
  return (
    <Table fz="sm" verticalSpacing={3} withRowBorders={false}>
      <Table.Tbody>
        {facts.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={500} c="dimmed" w={150} pl={0}>
              {name}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

type NoteProps = {
  readonly note: string | null;
  readonly isSaving: boolean;
  readonly onSave: (note: string | null) => void;
};

function Note({ note, isSaving, onSave }: NoteProps) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const [typed, setTyped] = useState(note ?? '');
  const isChanged = typed.trim() !== (note ?? '');
  return (
    <Stack gap={6} align="flex-end">
      <Textarea
        w="100%"
        size="xs"
        label={r('note')}
        autosize
        minRows={2}
        maxLength={2000}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {isChanged ? (
        <Button size="compact-xs" loading={isSaving} onClick={() => onSave(typed.trim() === '' ? null : typed.trim())}>
          {t('saveNote')}
        </Button>
      ) : null}
    </Stack>
  );
}

function History({ history }: Pick<DetailsProps, 'history'>) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const format = useFormat();
  return (
    <section aria-label={t('history')}>
      <Title order={3} size="h6" mb={6}>
        {t('history')}
      </Title>
      <Timeline bulletSize={12} lineWidth={2} active={history.length}>
        {history.toReversed().map((entry) => (
          <Timeline.Item key={entry.at + entry.stage} title={r(`stage.${entry.stage}`)}>
            <Text size="xs" c="dimmed">
              {t('historyBy', { day: format.instant(entry.at), person: entry.person ?? t('somebody') })} ·{' '}
              {r('days', { count: entry.days })}
            </Text>
            {entry.words === null ? null : <Text size="sm">{entry.words}</Text>}
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
