import { ActionIcon, Anchor, Checkbox, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { meWords } from '../../../shared/contract/index.ts';
import type { Task } from '../../../shared/contract/index.ts';
import { shownText } from '../../../shared/domain/mentions.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { accountPath } from '../account-id.ts';
import { DueField } from './due-field.tsx';
import { MentionText } from './mention-text.tsx';
import { EditTask } from './task-form.tsx';
import type { TaskActions } from './use-tasks.ts';
import { workMessages } from './work-messages.ts';
import styles from './work.module.css';

type TaskRowProps = {
  readonly task: Task;
  readonly actions: TaskActions;
  /** Where the list is not of one account. */
  readonly showAccount?: boolean;
  readonly showAssignee?: boolean;
};

/** Moves the focus to the next or previous task of the page. */
function moveFocus(from: HTMLElement, by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')];
  rows[rows.indexOf(from) + by]?.focus();
}

/**
 * One task. With the focus on it: x or space is done and open again, e changes it, Delete removes it, j and k or the
 * arrows move.
 */
export function TaskRow({ task, actions, showAccount = false, showAssignee = true }: TaskRowProps) {
  const t = useMessages(workMessages);
  const format = useFormat();
  const [isEditing, setIsEditing] = useState(false);
  const words = shownText(task.title, task.mentions);
  const isDone = task.state === 'done';
  const toggle = (): void => actions.done.mutate({ id: task.id, done: !isDone });

  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.currentTarget;
    const keys: Record<string, () => void> = {
      x: toggle,
      ' ': toggle,
      e: () => setIsEditing(true),
      Enter: () => setIsEditing(true),
      Delete: () => actions.remove.mutate({ id: task.id }),
      j: () => moveFocus(row, 1),
      ArrowDown: () => moveFocus(row, 1),
      k: () => moveFocus(row, -1),
      ArrowUp: () => moveFocus(row, -1),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  if (isEditing) {
    return (
      <li>
        <EditTask task={task} onClose={() => setIsEditing(false)} />
      </li>
    );
  }
  const facts = [showAssignee ? nameOf(task.assignee) : null, isDone ? doneOn(task.doneAt) : null].filter(
    (fact) => fact !== null,
  );
  function nameOf(assignee: string | null): string {
    if (assignee === null) return t('task.nobody');
    // Given before there was a name, perhaps in the other language.
    return Object.values<string>(meWords).includes(assignee) ? t('me') : assignee;
  }
  function doneOn(at: string | null): string {
    return t('due.doneOn', { day: format.instantDay(at) });
  }
  return (
    <li className={styles.task} tabIndex={0} data-task={task.id} aria-label={words} onKeyDown={onKeyDown}>
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={t('task.done', { task: words })}
        checked={isDone}
        onChange={toggle}
      />
      <div>
        <div className={styles.title} data-done={isDone || undefined}>
          <MentionText text={task.title} mentions={task.mentions} />
        </div>
        <div className={styles.small}>
          {showAccount && task.account !== null ? (
            <>
              <Anchor component={Link} to={accountPath(task.account.id)} inherit underline="always" data-private="">
                {task.account.name}
              </Anchor>
              {facts.length > 0 ? ' · ' : ''}
            </>
          ) : null}
          <span data-private="">{facts.join(' · ')}</span>
        </div>
        {task.note === null ? null : (
          <Text size="xs" className={styles.words} lineClamp={3}>
            <MentionText text={task.note} mentions={task.mentions} />
          </Text>
        )}
      </div>
      <div className={styles.actions}>
        {isDone ? null : (
          <DueField
            variant="subtle"
            label={`${t('task.due')}, ${words}`}
            due={task.due}
            onDue={(due) => actions.save.mutate({ id: task.id, due })}
          />
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('task.edit', { task: words })}
          onClick={() => setIsEditing(true)}
        >
          <IconPencil size={15} stroke={1.7} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('task.remove', { task: words })}
          onClick={() => actions.remove.mutate({ id: task.id })}
        >
          <IconTrash size={15} stroke={1.7} />
        </ActionIcon>
      </div>
    </li>
  );
}
