import type { Task } from '../../../shared/contract/index.ts';
import type { ChangeRows } from '../changes/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { assign } from './assign.ts';
import { assignedAccounts, readRule, workload } from './queries.ts';

export type NewTask = {
  readonly accountId: string | null;
  /** As it is stored: accounts named as `@{id}`. */
  readonly title: string;
  readonly note?: string | null;
  readonly due?: string | null;
  readonly assignee?: string | null;
  readonly state?: Task['state'];
};

const seconds = (): number => Math.floor(Date.now() / 1000);

/** Writes a task among the rows of a change; nobody has it where no assignee is given (see `assigneeByRule`). @returns its id */
export function addTask(
  rows: ChangeRows,
  { accountId, title, note = null, due = null, assignee = null, state = 'open' }: NewTask,
): number {
  const now = seconds();
  const done_at = state === 'done' ? now : null;
  return rows.insert('tasks', {
    account_id: accountId,
    title,
    note,
    due,
    assignee,
    state,
    done_at,
    created_at: now,
    updated_at: now,
  });
}

export type TaskChange = Partial<Pick<Task, 'title' | 'note' | 'due' | 'assignee' | 'state'>> & {
  readonly accountId?: string | null;
};

/** Changes what is given of a task; done and open again keep when it was done. @throws not_found */
export function changeTask(rows: ChangeRows, id: number, { accountId, state, ...rest }: TaskChange): void {
  const given = Object.entries({ ...rest, account_id: accountId }).filter(([, value]) => value !== undefined);
  rows.update('tasks', id, {
    ...Object.fromEntries(given as [string, string | null][]),
    ...(state === undefined ? {} : { state, done_at: state === 'done' ? seconds() : null }),
    updated_at: seconds(),
  });
}

/** Whom the workspace's rule gives a new task of this account. */
export function assigneeByRule(database: WritableDatabase, accountId: string | null): string | null {
  const rule = readRule(database);
  const account = accountId === null ? undefined : assignedAccounts(database, [accountId]).get(accountId);
  const [person] = assign(rule, [account ?? null], workload(database, rule.people));
  return person ?? null;
}
