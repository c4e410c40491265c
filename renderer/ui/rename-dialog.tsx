import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorState } from './states.tsx';

type RenameDialogProps = {
  /** The present name; null: closed. */
  readonly name: string | null;
  readonly texts: {
    readonly title: string;
    readonly name: string;
    readonly rename: string;
    readonly cancel: string;
    readonly close: string;
  };
  readonly rename: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** A dialog for the new name of something that was saved. */
export function RenameDialog({ name, texts, rename, onClose }: RenameDialogProps) {
  return (
    <Modal
      opened={name !== null}
      onClose={onClose}
      title={texts.title}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      {name === null ? null : <NameForm name={name} texts={texts} rename={rename} onClose={onClose} />}
    </Modal>
  );
}

function NameForm({ name, texts, rename, onClose }: RenameDialogProps & { readonly name: string }) {
  const [typed, setTyped] = useState(name);
  const saving = useMutation({ mutationFn: rename, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') saving.mutate(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={texts.name}
          data-autofocus
          maxLength={120}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {saving.error === null ? null : <ErrorState error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" disabled={typed.trim() === ''} loading={saving.isPending}>
            {texts.rename}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
