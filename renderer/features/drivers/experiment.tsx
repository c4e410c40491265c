import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type ExperimentProps = {
  /** Those who did not; null while closed. */
  readonly set: Extract<AccountSet, { of: 'driver' }> | null;
  readonly onClose: () => void;
};

/** The beginning of an experiment: the accounts that could be invited to a behaviour, as a segment. */
export function Experiment({ set, onClose }: ExperimentProps) {
  const t = useMessages(messages);
  return (
    <Modal
      opened={set !== null}
      onClose={onClose}
      title={t('experimentTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {set === null ? null : <ExperimentForm set={set} onClose={onClose} />}
    </Modal>
  );
}

function ExperimentForm({
  set,
  onClose,
}: {
  readonly set: Extract<AccountSet, { of: 'driver' }>;
  readonly onClose: () => void;
}) {
  const t = useMessages(messages);
  const api = useApi();
  const queries = useQueryClient();
  const { event, atLeast, question } = set;
  const [name, setName] = useState(() =>
    t('experimentDefault', { event, count: atLeast, days: question.behaviourDays }).slice(0, 120),
  );
  const save = useMutation(
    api.segments.save.mutationOptions({
      onSuccess: (segment) => {
        void queries.invalidateQueries({ queryKey: api.segments.key() });
        notifications.show({
          message: t('experimentSaved', { name: segment.name }),
          color: 'harbour',
          closeButtonProps: { 'aria-label': t('close') },
        });
        onClose();
      },
    }),
  );
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    // The accounts as they are now: an experiment's units must not change under it.
    if (name.trim() !== '') save.mutate({ name: name.trim(), kind: 'static', from: { set } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t('experimentText')}</Text>
        <TextInput
          label={t('experimentName')}
          value={name}
          maxLength={120}
          data-autofocus
          onChange={(changed) => setName(changed.currentTarget.value)}
        />
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('experimentSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
