import { assignmentRule, meWords } from '../../../shared/contract/index.ts';
import type { AssignmentRule, ContractOutputs, DueGroup, Task, TaskCounts } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { mentionedIds } from '../../../shared/domain/mentions.ts';
import { addDays, instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { accountLinks, idsOfAccount, mentionsIn } from '../notes/index.ts';
import type { Assigned, Workload } from './assign.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;
export type TaskRow = {
  id: number;
  account_id: string | null;
  title: string;
  note: string | null;
  due: string | null;
  assignee: string | null;
  state: Task['state'];
  done_at: number | null;
  created_at: number;
  updated_at: number;
};

function toTasks(database: AnyDatabase, rows: readonly TaskRow[]): Task[] {
  const textOf = (row: TaskRow): string => `${row.title} ${row.note ?? ''}`;
  const links = accountLinks(
    database,
    rows.flatMap((row) => [...(row.account_id === null ? [] : [row.account_id]), ...mentionedIds(textOf(row))]),
  );
  return rows.map((row) => ({
    id: row.id,
    account: row.account_id === null ? null : (links.get(row.account_id) ?? null),
    title: row.title,
    note: row.note,
    due: row.due,
    assignee: row.assignee,
    state: row.state,
    doneAt: row.done_at === null ? null : instantOfSeconds(row.done_at),
    createdAt: instantOfSeconds(row.created_at),
    updatedAt: instantOfSeconds(row.updated_at),
    mentions: mentionsIn(textOf(row), links),
  }));
}

export type TasksInput = {
  accountId?: string | undefined;
  assignee?: string | null | undefined;
  state?: Task['state'] | undefined;
  due?: DueGroup | undefined;
  search: string;
  cursor: string | null;
  limit: number;
};

/** SQL of each group of due days, against `@today` and `@soon`. */
const dueSql: Readonly<Record<DueGroup, string>> = {
  overdue: 'due < @today',
  today: 'due = @today',
  soon: 'due > @today AND due <= @soon',
  later: 'due > @soon',
  undated: 'due IS NULL',
};

/** Rows in their order: open ones by day, done ones by when, the last first. */
const orderSql = `state = 'done', CASE state WHEN 'open' THEN coalesce(due, '9999-12-31') ELSE printf('%012d', 999999999999 - coalesce(done_at, 0)) END, id`;

/** The names under which a person has tasks: the one who works here also has what was given to `me` before there was a name. */
function namesOf(assignee: string | null, me: string | null): string[] {
  const words: string[] = Object.values(meWords);
  if (assignee === null) return [];
  return assignee === me || words.includes(assignee) ? [assignee, ...words] : [assignee];
}

function filterSql(database: AnyDatabase, { accountId, assignee, search }: TasksInput, me: string | null) {
  const where = ['1'];
  const values: Record<string, string | number | null> = {};
  if (accountId !== undefined) {
    values['account'] = accountLinks(database, [accountId]).get(accountId)?.id ?? accountId;
    where.push(`account_id IN ${idsOfAccount('@account')}`);
  }
  if (assignee !== undefined) {
    values['assignee'] = assignee;
    values['assignees'] = JSON.stringify(namesOf(assignee, me));
    where.push('(assignee IS @assignee OR assignee IN (SELECT value FROM json_each(@assignees)))');
  }
  if (search.trim() !== '') {
    values['search'] = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
    where.push(`(title || ' ' || coalesce(note, '') || ' ' || coalesce(assignee, '') || ' ' || coalesce((
      SELECT a.name FROM accounts AS a WHERE a.superseded_by IS NULL AND a.account_id =
        coalesce((SELECT l.account_id FROM account_aliases AS l WHERE l.alias_id = tasks.account_id), tasks.account_id)
      ), account_id, '')) LIKE @search ESCAPE '\\'`);
  }
  return { where: where.join(' AND '), values };
}

/** What the list is read against: the day it is where the person is, and who that is. */
export type Here = { readonly today: string; readonly me: string | null };

export function listTasks(
  database: AnyDatabase,
  input: TasksInput,
  { today, me }: Here,
): ContractOutputs['tasks']['list'] {
  const { where, values } = filterSql(database, input, me);
  const days = { today, soon: addDays(today, 7) };
  const after = afterOf(input.cursor);
  const shown = [where];
  if (input.state !== undefined) shown.push('state = @state');
  if (input.due !== undefined) shown.push(`state = 'open' AND ${dueSql[input.due]}`);
  if (after !== null) shown.push(`(${orderSql}) > (@afterState, @afterKey, @afterId)`);
  const rows = database
    .prepare(`SELECT * FROM tasks WHERE ${shown.join(' AND ')} ORDER BY ${orderSql} LIMIT @limit`)
    .all({ ...values, ...days, ...after, state: input.state ?? null, limit: input.limit + 1 }) as TaskRow[];
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    rows: toTasks(database, page),
    next: rows.length > input.limit && last !== undefined ? cursorOf(database, last) : null,
    today,
    counts: countTasks(database, where, { ...values, ...days }),
  };
}

function countTasks(database: AnyDatabase, where: string, values: Record<string, string | number | null>): TaskCounts {
  const groups = Object.entries(dueSql).map(
    ([group, sql]) => `count(*) FILTER (WHERE state = 'open' AND ${sql}) AS ${group}`,
  );
  return database
    .prepare(
      `SELECT ${groups.join(', ')}, count(*) FILTER (WHERE state = 'open') AS open, count(*) FILTER (WHERE state = 'done') AS done
       FROM tasks WHERE ${where}`,
    )
    .get(values) as TaskCounts;
}

function cursorOf(database: AnyDatabase, { id }: TaskRow): string {
  const key = database.prepare(`SELECT ${orderSql} FROM tasks WHERE id = ?`).raw().get(id);
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function afterOf(cursor: string | null): { afterState: number; afterKey: string; afterId: number } | null {
  if (cursor === null) return null;
  try {
    const [state, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof state === 'number' && typeof key === 'string' && typeof id === 'number')
      return { afterState: state, afterKey: key, afterId: id };
  } catch {
    // told below
  }
  throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
}

/** @throws not_found */
export function taskById(database: AnyDatabase, id: number): Task {
  const row = database.prepare('SELECT * FROM tasks WHERE id = ?').get(id) as TaskRow | undefined;
  const [task] = row === undefined ? [] : toTasks(database, [row]);
  if (task === undefined) throw new HoldfastError('not_found', 'This task is not there any more.', { id });
  return task;
}

/** The workspace's rule; a new one gives tasks to the account's owner. */
export function readRule(database: AnyDatabase): AssignmentRule {
  const stored = database.prepare('SELECT rule FROM assignment_rules WHERE id = 1').pluck().get();
  return assignmentRule.parse(stored === undefined ? { way: 'owner' } : JSON.parse(String(stored)));
}

/** Open tasks by person, and who of `people` got the newest task. */
export function workload(database: AnyDatabase, people: readonly string[]): Workload {
  const open = database
    .prepare(`SELECT assignee, count(*) FROM tasks WHERE state = 'open' AND assignee IS NOT NULL GROUP BY assignee`)
    .raw()
    .all() as [string, number][];
  const last = database
    .prepare('SELECT assignee FROM tasks WHERE assignee IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1')
    .pluck()
    .get(JSON.stringify(people)) as string | undefined;
  return { open: new Map(open), last: last ?? null };
}

/** Owner and segment of accounts, under the ids given. */
export function assignedAccounts(database: AnyDatabase, ids: readonly string[]): Map<string, Assigned> {
  const one = database.prepare('SELECT owner, segment FROM current_accounts WHERE account_id = ?');
  return new Map(
    ids.flatMap((id) => {
      const row = one.get(id) as Assigned | undefined;
      return row === undefined ? [] : [[id, row] as const];
    }),
  );
}
