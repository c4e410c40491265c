import { z } from 'zod';
import { localChange } from './changes.ts';
import { day, grant, instant, pageInput, procedure } from './common.ts';

/** An account as a link: its id now (that of what it was merged into) and its name. */
export const accountLink = z.object({ id: z.string(), name: z.string() });
export type AccountLink = z.infer<typeof accountLink>;

/** How the person who works here is called until the settings have a name. */
export const meWords = { en: 'me', es: 'yo' } as const;

/** A person's name, as the book's owners are named. */
export const personName = z.string().trim().min(1).max(120);
export const taskState = z.enum(['open', 'done']);

export const task = z.object({
  id: z.number().int().positive(),
  account: accountLink.nullable(),
  /** May name accounts: `@{id}`, see shared/domain/mentions. */
  title: z.string(),
  note: z.string().nullable(),
  due: day.nullable(),
  assignee: z.string().nullable(),
  state: taskState,
  doneAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  /** The accounts that title and note name, under the ids that stand in the text. */
  mentions: z.array(accountLink),
});
export type Task = z.infer<typeof task>;

const taskId = z.number().int().positive();
const title = z.string().trim().min(1).max(500);
const note = z.string().trim().max(10_000).nullable();

/** Against today in the zone of the settings; soon = within the seven days after today. */
export const dueGroup = z.enum(['overdue', 'today', 'soon', 'later', 'undated']);
export type DueGroup = z.infer<typeof dueGroup>;

const count = z.number().int();
const taskCounts = z.object({
  overdue: count,
  today: count,
  soon: count,
  later: count,
  undated: count,
  open: count,
  done: count,
});
export type TaskCounts = z.infer<typeof taskCounts>;

export const taskFilter = z.object({
  accountId: z.string().optional(),
  /** A person, or null for tasks that nobody has. The person of the settings also has what was given to `me`. */
  assignee: z.string().nullable().optional(),
  state: taskState.optional(),
  due: dueGroup.optional(),
  search: z.string().max(200).default(''),
});
export type TaskFilter = z.input<typeof taskFilter>;

/** Who gets a task that was made without saying whose it is. */
export const assignmentRule = z.object({
  /**
   * owner: the account's owner; round-robin: one after the other; load: who has the fewest open tasks; segment: by the
   * account's segment; nobody: stays open for all.
   */
  way: z.enum(['owner', 'round-robin', 'load', 'segment', 'nobody']),
  /** Among whom, in the order of their turns; for round-robin and load. */
  people: z.array(personName).max(200).default([]),
  /** Several people of one segment: who has the fewest open tasks. */
  segments: z
    .array(z.object({ segment: z.string(), people: z.array(personName).min(1).max(200) }))
    .max(200)
    .default([]),
  /** Who gets it where the rule finds nobody: no owner, a segment that is not listed. */
  otherwise: personName.nullable().default(null),
});
export type AssignmentRule = z.infer<typeof assignmentRule>;

export const tasksContract = {
  /** Open ones by due day, those without a day last; done ones by when they were done, the last first. */
  list: procedure.input(z.object({ ...taskFilter.shape, ...pageInput })).output(
    z.object({
      rows: z.array(task),
      next: z.string().nullable(),
      today: day,
      /** All that match, whatever `due` and `state` say. */
      counts: taskCounts,
    }),
  ),
  /**
   * A new task, or a change of one: what is left out stays as it is. Without `assignee` a new one goes by the rule of
   * assignment; null means nobody. @throws not_found; invalid_input
   */
  save: procedure
    .input(
      z.object({
        id: taskId.optional(),
        accountId: z.string().nullable().optional(),
        title: title.optional(),
        note: note.optional(),
        due: day.nullable().optional(),
        assignee: personName.nullable().optional(),
        state: taskState.optional(),
      }),
    )
    .output(z.object({ task, change: localChange })),
  done: procedure
    .input(z.object({ id: taskId, done: z.boolean().default(true) }))
    .output(z.object({ task, change: localChange })),
  remove: procedure.input(z.object({ id: taskId })).output(z.object({ change: localChange })),
  /**
   * One task for each of these accounts. With `people` or `way` a rule of its own, else that of the workspace; all are
   * one change, so that one undo takes them back.
   */
  assign: procedure
    .input(
      z.object({
        accountIds: z.array(z.string()).min(1).max(1000),
        title,
        note: note.default(null),
        due: day.nullable().default(null),
        rule: assignmentRule.optional(),
      }),
    )
    .output(
      z.object({
        tasks: z.number().int(),
        /** How many each got; person null: nobody. */
        people: z.array(z.object({ person: z.string().nullable(), tasks: z.number().int() })),
        change: localChange,
      }),
    ),
  rule: procedure.output(assignmentRule),
  saveRule: procedure.input(assignmentRule).output(z.object({ rule: assignmentRule, change: localChange })),
  /** Who can be assigned: the owners of the book, who has tasks, and the person of the settings; by name. */
  people: procedure.output(z.array(z.object({ name: z.string(), open: z.number().int(), isMe: z.boolean() }))),
  /** The tasks that match, as a CSV file. */
  export: procedure.input(taskFilter.prefault({})).output(grant),
};
