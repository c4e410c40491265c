import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Ref } from 'react';
import type { AccountLink, Task } from '../../../shared/contract/index.ts';
import { mentionedIds } from '../../../shared/domain/mentions.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { AssigneeField } from './assignee-field.tsx';
import { DueField, useToday } from './due-field.tsx';
import { draftOf, emptyDraft, MentionField, storedDraft } from './mention-field.tsx';
import { useMe } from './use-me.ts';
import { useTaskActions } from './use-tasks.ts';
import { workMessages } from './work-messages.ts';

type NewTaskProps = {
  /** Whose task it is; on the page of tasks the first account that the text names. */
  readonly account?: AccountLink;
  readonly fieldRef?: Ref<HTMLInputElement>;
};

/** One line: what, by when, who. Enter adds it and the line is empty for the next. */
export function NewTask({ account, fieldRef }: NewTaskProps) {
  const t = useMessages(workMessages);
  const me = useMe();
  const today = useToday();
  const { save } = useTaskActions();
  const [draft, setDraft] = useState(emptyDraft);
  const [due, setDue] = useState<string | null>(today);
  // On an account's page the rule decides, on one's own list it is one's own.
  const [assignee, setAssignee] = useState<string | null | undefined>(account === undefined ? me.name : undefined);
  const title = storedDraft(draft);
  const add = (): void => {
    if (title === '' || save.isPending) return;
    const accountId = account?.id ?? mentionedIds(title)[0] ?? null;
    save.mutate({ title, accountId, due, assignee }, { onSuccess: () => setDraft(emptyDraft) });
  };
  return (
    <Stack gap={6}>
      <Group gap="xs" align="center">
        <div style={{ flex: '1 1 340px', minWidth: 0 }}>
          <MentionField
            label={t('task.new')}
            hideLabel
            placeholder={t('task.newHint')}
            draft={draft}
            onDraft={setDraft}
            onEnter={add}
            onEscape={() => (document.activeElement as HTMLElement | null)?.blur()}
            {...(fieldRef === undefined ? {} : { fieldRef })}
          />
        </div>
        <DueField label={t('task.due')} due={due} onDue={setDue} />
        <AssigneeField label={t('task.assignee')} assignee={assignee} onAssignee={setAssignee} withRule />
        <Button size="xs" onClick={add} disabled={title === ''} loading={save.isPending}>
          {t('task.add')}
        </Button>
      </Group>
      {save.error === null ? null : <ErrorState error={save.error} />}
    </Stack>
  );
}

/** A task's texts and owner, changed where it stands. */
export function EditTask({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const t = useMessages(workMessages);
  const { save } = useTaskActions();
  const [title, setTitle] = useState(draftOf(task.title, task.mentions));
  const [note, setNote] = useState(draftOf(task.note, task.mentions));
  const [assignee, setAssignee] = useState<string | null | undefined>(task.assignee);
  const submit = (): void => {
    const [storedTitle, storedNote] = [storedDraft(title), storedDraft(note)];
    if (storedTitle === '') return;
    save.mutate(
      { id: task.id, title: storedTitle, note: storedNote === '' ? null : storedNote, assignee },
      { onSuccess: onClose },
    );
  };
  return (
    <Stack gap={6} py={6}>
      <MentionField
        label={t('task.title')}
        hideLabel
        draft={title}
        onDraft={setTitle}
        onEnter={submit}
        onEscape={onClose}
        autoFocus
      />
      <MentionField
        label={t('task.note')}
        hideLabel
        placeholder={t('task.note')}
        rows={2}
        draft={note}
        onDraft={setNote}
        onEnter={submit}
        onEscape={onClose}
      />
      <Group gap="xs" justify="flex-end">
        <AssigneeField label={t('task.assignee')} assignee={assignee} onAssignee={setAssignee} />
        <Button size="xs" variant="default" onClick={onClose}>
          {t('task.cancel')}
        </Button>
        <Button size="xs" onClick={submit} loading={save.isPending}>
          {t('task.save')}
        </Button>
      </Group>
      {save.error === null ? null : <ErrorState error={save.error} />}
    </Stack>
  );
}
