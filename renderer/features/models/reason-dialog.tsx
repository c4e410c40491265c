import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { registryMessages } from './registry-messages.ts';

export type Asked = {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  /** False where nothing has to be said, only agreed to. */
  readonly needsReason: boolean;
  readonly run: (reason: string) => Promise<unknown>;
};

const shortest = 3;

/** Asks for the reason of a decision about a model, which is kept in its history. Null: closed. */
export function ReasonDialog({ asked, onClose }: { readonly asked: Asked | null; readonly onClose: () => void }) {
  const t = useMessages(registryMessages);
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked?.title ?? ''}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {asked === null ? null : <ReasonForm asked={asked} onClose={onClose} />}
    </Modal>
  );
}

function ReasonForm({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const t = useMessages(registryMessages);
  const [reason, setReason] = useState('');
  const doing = useMutation({ mutationFn: () => asked.run(reason.trim()), onSuccess: onClose });
  const isReady = !asked.needsReason || reason.trim().length >= shortest;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) doing.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{asked.text}</Text>
        {asked.needsReason ? (
          <Textarea
            label={t('reason')}
            description={t('reasonHelp')}
            data-autofocus
            autosize
            minRows={2}
            maxLength={500}
            required
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        {doing.error === null ? null : <ErrorState error={doing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={doing.isPending}>
            {asked.act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
