import { Group, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReviewRow } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { AssigneeField } from '../../app/account-parts/assignee-field.tsx';
import { DueField, useToday } from '../../app/account-parts/due-field.tsx';
import { useMe } from '../../app/account-parts/use-me.ts';
import { useTaskActions } from '../../app/account-parts/use-tasks.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { onEnter } from './decide-dialogs.tsx';
import { Dialog, DialogForm } from './dialog.tsx';
import { messages } from './messages.ts';

type SideProps = { readonly row: ReviewRow; readonly onClose: () => void };

/** Gives the account to somebody, as a task; the decision stays open. */
export function AssignDialog({ row, onClose }: SideProps) {
  const t = useMessages(messages);
  const me = useMe();
  const today = useToday();
  const { save } = useTaskActions();
  const [title, setTitle] = useState(t('assign.default', { name: row.name }));
  const [due, setDue] = useState<string | null>(addDays(today, 7));
  const [assignee, setAssignee] = useState<string | null | undefined>(row.owner ?? me.name);
  return (
    <Dialog title={t('assign.title', { name: row.name })} onClose={onClose} error={save.error}>
      <DialogForm
        confirm={t('assign.confirm')}
        isReady={title.trim() !== ''}
        isSaving={save.isPending}
        onConfirm={() => save.mutate({ accountId: row.id, title, due, assignee }, { onSuccess: onClose })}
        onClose={onClose}
      >
        <TextInput
          label={t('act.task')}
          value={title}
          maxLength={200}
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group gap="xs">
          <DueField label={t('act.due')} due={due} onDue={setDue} />
          <AssigneeField label={t('act.who')} assignee={assignee} onAssignee={setAssignee} withRule />
        </Group>
      </DialogForm>
    </Dialog>
  );
}

/** Writes something down about the account; the decision stays open. */
export function NoteDialog({ row, onClose }: SideProps) {
  const t = useMessages(messages);
  const { told } = useUndo();
  const [text, setText] = useState('');
  const save = useMutation(
    useApi().notes.save.mutationOptions({
      onSuccess: ({ change }) => {
        told(change);
        onClose();
      },
    }),
  );
  const isReady = text.trim() !== '' && !save.isPending;
  const confirm = (): void => save.mutate({ accountId: row.id, text });
  return (
    <Dialog title={t('note.title', { name: row.name })} onClose={onClose} error={save.error}>
      <DialogForm confirm={t('save')} isReady={isReady} isSaving={save.isPending} onConfirm={confirm} onClose={onClose}>
        <Textarea
          label={t('note.text')}
          description={t('wrong.hint')}
          value={text}
          maxLength={20_000}
          autosize
          minRows={3}
          maxRows={10}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onEnter(() => isReady && confirm())}
        />
      </DialogForm>
    </Dialog>
  );
}
