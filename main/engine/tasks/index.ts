import type { AssignmentRule, LocalChange, Task } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { shownText } from '../../../shared/domain/mentions.ts';
import { recordChange } from '../changes/index.ts';
import { accountLinks, existingAccount } from '../notes/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { assign } from './assign.ts';
import { exportTasks } from './export.ts';
import { peopleRead } from './people.ts';
import { assignedAccounts, listTasks, readRule, taskById, workload } from './queries.ts';
import { addTask, assigneeByRule, changeTask } from './write.ts';

/** What has to be done, by when, by whom. */
export function tasksHandlers(engine: EngineContext) {
  const { tasks } = procedures;
  const here = () => ({ today: todayIn(engine.settings().zone), me: engine.settings().person });
  const database = () => engine.session().database;

  const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
  const change = (kind: string, names: LocalChange['title'], { title, mentions, account }: Omit<Task, 'id'>) => {
    const words = short(shownText(title, mentions));
    const named = { en: `${names.en}: ${words}`, es: `${names.es}: ${words}` };
    return { kind, title: named, accountId: account?.id ?? null, words: ['tasks'] };
  };
  const changed = (id: number, kind: string, names: LocalChange['title'], to: Parameters<typeof changeTask>[2]) => {
    const before = taskById(database(), id);
    const done = recordChange(engine.session(), change(kind, names, before), (rows) => changeTask(rows, id, to));
    return { task: taskById(database(), id), change: done.change };
  };

  return {
    list: tasks.list.handler(({ input }) => listTasks(database(), input, here())),
    save: tasks.save.handler(({ input: { id, ...given } }) => {
      const accountId =
        typeof given.accountId === 'string' ? existingAccount(database(), given.accountId) : given.accountId;
      if (id !== undefined) {
        const names = { en: 'Task changed', es: 'Tarea cambiada' };
        return changed(id, 'task.changed', names, withoutUndefined({ ...given, accountId }));
      }
      const { title } = given;
      if (title === undefined) throw new HoldfastError('invalid_input', 'What is to be done? A task needs a title.');
      const account = accountId ?? null;
      const assignee = given.assignee === undefined ? assigneeByRule(database(), account) : given.assignee;
      const { result, change: stored } = recordChange(
        engine.session(),
        (added: number) => change('task.added', { en: 'Task added', es: 'Tarea añadida' }, taskById(database(), added)),
        (rows) => addTask(rows, { ...withoutUndefined(given), title, accountId: account, assignee }),
      );
      return { task: taskById(database(), result), change: stored };
    }),
    done: tasks.done.handler(({ input: { id, done } }) =>
      done
        ? changed(id, 'task.done', { en: 'Task done', es: 'Tarea hecha' }, { state: 'done' })
        : changed(id, 'task.reopened', { en: 'Task open again', es: 'Tarea abierta de nuevo' }, { state: 'open' }),
    ),
    remove: tasks.remove.handler(({ input: { id } }) => {
      const named = change('task.removed', { en: 'Task removed', es: 'Tarea eliminada' }, taskById(database(), id));
      return { change: recordChange(engine.session(), named, (rows) => rows.remove('tasks', id)).change };
    }),
    assign: tasks.assign.handler(({ input: { accountIds, title, note, due, rule: own } }) => {
      const rule = own ?? readRule(database());
      checkRule(rule);
      const ids = [...new Set(accountIds.map((id) => existingAccount(database(), id)))];
      const accounts = assignedAccounts(database(), ids);
      const people = assign(
        rule,
        ids.map((id) => accounts.get(id) ?? null),
        workload(database(), rule.people),
      );
      const words = `${short(shownText(title, [...accountLinks(database(), ids).values()]))} (${ids.length})`;
      const { change: stored } = recordChange(
        engine.session(),
        {
          kind: 'task.assigned',
          title: { en: `Tasks given: ${words}`, es: `Tareas repartidas: ${words}` },
          words: ['tasks'],
        },
        (rows) => ids.map((accountId, place) => addTask(rows, { accountId, title, note, due, assignee: people[place] ?? null })), // prettier-ignore
      );
      return { tasks: ids.length, people: countPeople(people), change: stored };
    }),
    rule: tasks.rule.handler(() => readRule(database())),
    saveRule: tasks.saveRule.handler(({ input }) => {
      checkRule(input);
      const rule = JSON.stringify(input);
      const { change: stored } = recordChange(
        engine.session(),
        {
          kind: 'task.rule',
          title: { en: 'Rule of assignment changed', es: 'Regla de asignación cambiada' },
          words: ['tasks'],
        },
        (rows) => {
          const isThere = database().prepare('SELECT 1 FROM assignment_rules WHERE id = 1').get() !== undefined;
          if (isThere) rows.update('assignment_rules', 1, { rule });
          else rows.insert('assignment_rules', { id: 1, rule });
        },
      );
      return { rule: input, change: stored };
    }),
    people: tasks.people.handler(async ({ signal }) => {
      const known = await engine.session().readers.run(peopleRead, null, signal);
      const { person } = engine.settings();
      const all =
        person === null || known.some(({ name }) => name === person) ? known : [{ name: person, open: 0 }, ...known];
      return all.map((one) => ({ ...one, isMe: one.name === person }));
    }),
    export: tasks.export.handler(({ input }) => exportTasks(engine.session(), input, here())),
  };
}

/** The day it is now in a zone. */
function todayIn(zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(new Date());
}

type Defined<Values> = { [Key in keyof Values]: Exclude<Values[Key], undefined> };
function withoutUndefined<Values extends object>(values: Values): Partial<Defined<Values>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
    Defined<Values>
  >;
}

/** @throws invalid_input where a rule can never find anybody */
function checkRule({ way, people, segments, otherwise }: AssignmentRule): void {
  if (otherwise !== null) return;
  if ((way === 'round-robin' || way === 'load') && people.length === 0)
    throw new HoldfastError('invalid_input', 'Choose at least one person among whom tasks are given out.');
  if (way === 'segment' && segments.length === 0)
    throw new HoldfastError('invalid_input', 'Choose who has which segment: at least one segment with its people.');
}

function countPeople(people: readonly (string | null)[]): { person: string | null; tasks: number }[] {
  const counts = new Map<string | null, number>();
  for (const person of people) counts.set(person, (counts.get(person) ?? 0) + 1);
  return [...counts].map(([person, tasks]) => ({ person, tasks })).sort((a, b) => b.tasks - a.tasks);
}

export const tasksReads = [peopleRead];
export { assigneeByRule, addTask, changeTask } from './write.ts';
export type { NewTask, TaskChange } from './write.ts';
export { listTasks, taskById } from './queries.ts';
