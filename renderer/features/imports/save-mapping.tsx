import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { mappingFileOf } from './mapping-edit.ts';
import { messages } from './messages.ts';

type SaveMappingProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly files: readonly { readonly preview: FilePreview; readonly mapping: FileMapping }[];
};

/** Keeps how these files were read under a name. */
export function SaveMapping({ opened, onClose, files }: SaveMappingProps) {
  const t = useMessages(messages);
  const [name, setName] = useState('');
  const save = useMutation(
    useApi().imports.saveMapping.mutationOptions({
      onSuccess: (saved) => {
        notifications.show({ message: t('saveMappingDone', { name: saved.name }), color: 'harbour' });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate(mappingFileOf(name.trim(), files));
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('saveMappingTitle')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{t('saveMappingText')}</Text>
          <TextInput
            label={t('saveMappingName')}
            value={name}
            maxLength={80}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
            required
          />
          {save.error === null ? null : <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
