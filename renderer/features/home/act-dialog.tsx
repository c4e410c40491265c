import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { HomeRow } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { AssigneeField } from '../../app/account-parts/assignee-field.tsx';
import { DueField, useToday } from '../../app/account-parts/due-field.tsx';
import { DayInput, useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import type { RowAction } from './news-row.tsx';

export type Asked = { readonly row: HomeRow; readonly action: Exclude<RowAction, 'seen'> };
type DialogProps = { readonly asked: Asked | null; readonly onClose: () => void };

/** Asks what an action needs to know; there and gone at once. */
export function ActDialog({ asked, onClose }: DialogProps) {
  const t = useMessages(messages);
  if (asked === null) return null;
  const { row, action } = asked;
  const Form = { task: TaskForm, note: NoteForm, watch: WatchForm, dismiss: DismissForm }[action];
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        <>
          {t(action)}: <span data-private>{row.name}</span>
        </>
      }
      size={440}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form row={row} onClose={onClose} />
    </Modal>
  );
}

type FormProps = { readonly row: HomeRow; readonly onClose: () => void };

/** A saved change is told with its undo, and the question is gone. */
function useDone(onClose: () => void) {
  const { told } = useUndo();
  return {
    onSuccess: ({ change }: { readonly change: Parameters<typeof told>[0] }) => {
      onClose();
      told(change);
    },
  };
}

function TaskForm({ row, onClose }: FormProps) {
  const t = useMessages(messages);
  const today = useToday();
  const [title, setTitle] = useState(t('taskSuggestion', { name: row.name }));
  const [due, setDue] = useState<string | null>(today);
  const [assignee, setAssignee] = useState<string | null | undefined>(undefined);
  const save = useMutation(useApi().tasks.save.mutationOptions(useDone(onClose)));
  return (
    <Frame
      save={save}
      isReady={title.trim() !== ''}
      onClose={onClose}
      onSave={() => save.mutate({ accountId: row.id, title, due, assignee })}
    >
      <TextInput
        label={t('taskTitle')}
        data-autofocus
        maxLength={200}
        value={title}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Group gap="xs">
        <DueField label={t('due')} due={due} onDue={setDue} />
        <AssigneeField label={t('assignee')} assignee={assignee} onAssignee={setAssignee} withRule />
      </Group>
    </Frame>
  );
}

function NoteForm({ row, onClose }: FormProps) {
  const t = useMessages(messages);
  const [text, setText] = useState('');
  const save = useMutation(useApi().notes.save.mutationOptions(useDone(onClose)));
  return (
    <Frame
      save={save}
      isReady={text.trim() !== ''}
      onClose={onClose}
      onSave={() => save.mutate({ accountId: row.id, text })}
    >
      <Textarea
        label={t('noteText')}
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Frame>
  );
}

const usualWatch = 14;

function WatchForm({ row, onClose }: FormProps) {
  const t = useMessages(messages);
  const today = useToday();
  const [until, setUntil] = useState<string | undefined>(addDays(today, usualWatch));
  const save = useMutation(useApi().decisions.record.mutationOptions(useDone(onClose)));
  return (
    <Frame
      save={save}
      isReady={until !== undefined && until > today}
      onClose={onClose}
      onSave={() => save.mutate({ accountId: row.id, kind: 'watch', watchUntil: until ?? null })}
    >
      <DayInput label={t('watchUntil')} value={until} onChange={setUntil} />
    </Frame>
  );
}

const freeReason = 'other-reason';

function DismissForm({ row, onClose }: FormProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const api = useApi();
  const reasons = useQuery(api.decisions.reasons.queryOptions()).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const reason = chosen ?? reasons[0]?.key ?? null;
  const words = text.trim() === '' ? null : text;
  const save = useMutation(api.decisions.record.mutationOptions(useDone(onClose)));
  return (
    <Frame
      save={save}
      isReady={reason !== null && (reason !== freeReason || words !== null)}
      onClose={onClose}
      onSave={() => save.mutate({ accountId: row.id, kind: 'dismiss', reason, text: words })}
    >
      <Select
        label={t('reason')}
        data-autofocus
        data={reasons.map(({ key, words: name }) => ({ value: key, label: say(name) }))}
        value={reason}
        onChange={setChosen}
        allowDeselect={false}
      />
      {reason === freeReason ? (
        <TextInput
          label={t('reasonWords')}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
    </Frame>
  );
}

type FrameProps = {
  readonly save: { readonly error: unknown; readonly isPending: boolean };
  readonly isReady: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

function Frame({ save, isReady, onSave, onClose, children }: FrameProps) {
  const t = useMessages(messages);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !save.isPending) onSave();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children}
        {save.error === null ? null : <ErrorState error={save.error} help={false} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
