import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { useReturnFocus } from '../../ui/return-focus.ts';
import { dropMessages } from './drop-messages.ts';
import { isTable } from './pasted.ts';

type PasteDialogProps = { readonly onClose: () => void; readonly onTable: (text: string) => void };

/** A place to paste a table into: the clipboard is only read where a person puts it. */
export function PasteDialog({ onClose, onTable }: PasteDialogProps) {
  useReturnFocus();
  const t = useMessages(dropMessages);
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTable(text)) onTable(text);
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('pasteTitle')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Textarea
            label={t('pasteText')}
            data-autofocus
            rows={10}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', whiteSpace: 'pre' } }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isTable(text)}>
              {t('pasteTake')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
