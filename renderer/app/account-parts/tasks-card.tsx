import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import { SectionCard } from './section-card.tsx';
import { NewTask } from './task-form.tsx';
import { TaskRow } from './task-row.tsx';
import { useTaskActions } from './use-tasks.ts';
import { workMessages } from './work-messages.ts';
import styles from './work.module.css';

const shown = 50;

/** The account's tasks, the open ones first, and a line for a new one. */
export function TasksCard({ id }: { readonly id: string }) {
  const t = useMessages(workMessages);
  const format = useFormat();
  const actions = useTaskActions();
  const tasks = useQuery(useApi().tasks.list.queryOptions({ input: { accountId: id, limit: shown } }));
  const counts = tasks.data?.counts;
  return (
    <SectionCard
      id="tasks"
      title={t('tasks')}
      aside={
        counts === undefined || counts.open + counts.done <= shown ? null : (
          <Anchor component={Link} to="/tasks" search={{ who: 'all', account: id } as never} size="xs">
            {t('task.all')} ({format.integer(counts.open + counts.done)})
          </Anchor>
        )
      }
    >
      <Stack gap="xs">
        <NewTask account={{ id, name: id }} />
        <QueryView
          query={tasks}
          skeleton="lines"
          isEmpty={(data) => data.rows.length === 0}
          empty={
            <Text size="sm" c="dimmed">
              {t('task.none')}
            </Text>
          }
        >
          {(data) => (
            <ul className={styles.list} aria-label={t('tasks')}>
              {data.rows.map((task) => (
                <TaskRow key={task.id} task={task} actions={actions} />
              ))}
            </ul>
          )}
        </QueryView>
      </Stack>
    </SectionCard>
  );
}
