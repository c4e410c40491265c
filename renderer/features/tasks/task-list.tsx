import { Anchor, Badge, Button, Card, Group, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Task } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { TaskRow } from '../../app/account-parts/task-row.tsx';
import { useTaskActions } from '../../app/account-parts/use-tasks.ts';
import { workMessages } from '../../app/account-parts/work-messages.ts';
import styles from '../../app/account-parts/work.module.css';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { dayGroupOf, dayGroups, grouped } from './groups.ts';
import { messages } from './messages.ts';

type TaskListProps = {
  readonly tasks: readonly Task[];
  readonly today: string;
  readonly by: 'due' | 'account';
  readonly showAssignee: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
};

/** Tasks under their heads: days, or accounts. */
export function TaskList({ tasks, today, by, showAssignee, hasMore, isLoadingMore, onMore }: TaskListProps) {
  const t = useMessages(messages);
  const work = useMessages(workMessages);
  return (
    <Stack gap="sm">
      {by === 'due' ? (
        <ByDay tasks={tasks} today={today} showAssignee={showAssignee} />
      ) : (
        [...grouped(tasks, (task) => task.account?.id ?? null)].map(([id, group]) => (
          <TaskGroup
            key={id ?? ''}
            head={
              id === null ? (
                t('group.noAccount')
              ) : (
                <Anchor component={Link} to={accountPath(id)} inherit data-private="">
                  {group[0]?.account?.name ?? id}
                </Anchor>
              )
            }
            label={group[0]?.account?.name ?? t('group.noAccount')}
            tasks={group}
            showAccount={false}
            showAssignee={showAssignee}
          />
        ))
      )}
      {hasMore ? (
        <Button size="xs" variant="default" loading={isLoadingMore} onClick={onMore}>
          {work('more')}
        </Button>
      ) : null}
    </Stack>
  );
}

function ByDay({ tasks, today, showAssignee }: Pick<TaskListProps, 'tasks' | 'today' | 'showAssignee'>) {
  const t = useMessages(messages);
  const groups = grouped(tasks, (task) => dayGroupOf(task, today));
  return dayGroups.map((group) => {
    const those = groups.get(group);
    if (those === undefined) return null;
    return (
      <TaskGroup
        key={group}
        head={t(`group.${group}`)}
        label={t(`group.${group}`)}
        isLate={group === 'overdue'}
        tasks={those}
        showAccount
        showAssignee={showAssignee}
      />
    );
  });
}

type TaskGroupProps = {
  readonly head: ReactNode;
  readonly label: string;
  readonly isLate?: boolean;
  readonly tasks: readonly Task[];
  readonly showAccount: boolean;
  readonly showAssignee: boolean;
};

function TaskGroup({ head, label, isLate = false, tasks, showAccount, showAssignee }: TaskGroupProps) {
  const format = useFormat();
  const actions = useTaskActions();
  return (
    <Card component="section" withBorder padding="sm" aria-label={label}>
      <Group gap="xs" mb={4}>
        <Title order={2} size="h5">
          {head}
        </Title>
        <Badge size="sm" variant="light" color={isLate ? 'orange' : 'gray'} tt="none">
          {format.integer(tasks.length)}
        </Badge>
      </Group>
      <ul className={styles.list}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} actions={actions} showAccount={showAccount} showAssignee={showAssignee} />
        ))}
      </ul>
    </Card>
  );
}
