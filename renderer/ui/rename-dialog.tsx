import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { NameForm } from './name-form.tsx';

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
      {name === null ? null : <RenameForm name={name} texts={texts} rename={rename} onClose={onClose} />}
    </Modal>
  );
}

function RenameForm({ name, texts, rename, onClose }: RenameDialogProps & { readonly name: string }) {
  const [typed, setTyped] = useState(name);
  const saving = useMutation({ mutationFn: rename, onSuccess: onClose });
  return (
    <NameForm
      texts={{ ...texts, save: texts.rename }}
      name={typed}
      onName={setTyped}
      error={saving.error}
      isSaving={saving.isPending}
      onSave={(wanted) => saving.mutate(wanted)}
      onCancel={onClose}
    />
  );
}
