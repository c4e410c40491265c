import type { DueGroup, Task } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';

export type DayGroup = DueGroup | 'done';
export const dayGroups = [
  'overdue',
  'today',
  'soon',
  'later',
  'undated',
  'done',
] as const satisfies readonly DayGroup[];

/** Where a task stands against today; soon is within the seven days after it. */
export function dayGroupOf({ state, due }: Pick<Task, 'state' | 'due'>, today: string): DayGroup {
  if (state === 'done') return 'done';
  if (due === null) return 'undated';
  if (due < today) return 'overdue';
  if (due === today) return 'today';
  return due <= addDays(today, 7) ? 'soon' : 'later';
}

/** Tasks under their heads, the groups in the order of their first task. */
export function grouped<Key>(tasks: readonly Task[], keyOf: (task: Task) => Key): Map<Key, Task[]> {
  const groups = new Map<Key, Task[]>();
  for (const task of tasks) {
    const key = keyOf(task);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [task]);
    else group.push(task);
  }
  return groups;
}
