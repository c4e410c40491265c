import { assignmentRule, dueGroup, taskState } from '../../../../shared/contract/index.ts';
import type { AccountLink, Task } from '../../../../shared/contract/index.ts';
import { shownText } from '../../../../shared/domain/mentions.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const textOf = (text: string, mentions: readonly AccountLink[]): string => shownText(text, mentions);
const line = ({ id, account, title, mentions, due, assignee, state }: Task) =>
  [id, due, state, assignee, account?.name ?? null, textOf(title, mentions)] as const;

function day(given: Arguments, name: string): string | null {
  const value = given.optional(name);
  if (value === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new UsageError(`--${name} is a day such as 2026-03-31, not "${value}".`);
  return value;
}

const pages = {
  limit: { help: 'rows, at most 500; 50 when not given' },
  cursor: { help: '"next" of the page before' },
} as const;
const paging = (given: Arguments) => ({
  cursor: given.optional('cursor') ?? null,
  limit: given.integer('limit', 50),
});

const list: Command = {
  name: 'tasks',
  usage: 'tasks --workspace DIR [--account ID] [--assignee NAME] [--state open|done] [--due GROUP] [--search TEXT]',
  summary: 'what is to be done, by when, by whom',
  options: {
    ...workspaceOptions,
    account: { help: 'only those of this account' },
    assignee: { help: 'only those of this person' },
    nobody: { flag: true, help: 'only those that nobody has' },
    state: { help: `${taskState.options.join(', ')}; both when not given` },
    due: { help: dueGroup.options.join(', ') },
    search: { help: 'words in task, details, person or account' },
    ...pages,
  },
  async run(given, output) {
    const [account, state, due] = [given.optional('account'), given.optional('state'), given.optional('due')];
    const assignee = given.flag('nobody') ? null : given.optional('assignee');
    await withWorkspace(given, async ({ client }) => {
      const page = await client.tasks.list({
        ...(account === undefined ? {} : { accountId: account }),
        ...(assignee === undefined ? {} : { assignee }),
        ...(state === undefined ? {} : { state: oneOf(state, taskState.options, 'state') }),
        ...(due === undefined ? {} : { due: oneOf(due, dueGroup.options, 'due') }),
        search: given.text('search', ''),
        ...paging(given),
      });
      output.answer(page, () =>
        [
          table(['task', 'due', 'state', 'who', 'account', 'what'], page.rows.map(line)),
          `${page.counts.open} open, ${page.counts.overdue} overdue, ${page.counts.done} done`,
        ].join('\n'),
      );
    });
  },
};

const add: Command = {
  name: 'tasks add',
  usage: 'tasks add TEXT --workspace DIR [--account ID] [--due DAY] [--assignee NAME | --nobody] [--note TEXT]',
  summary: 'makes a task; without --assignee the rule of assignment says whose',
  options: {
    ...workspaceOptions,
    account: { help: 'id of the account that it is about' },
    due: { help: 'the day, such as 2026-03-31' },
    assignee: { help: 'who has it' },
    nobody: { flag: true, help: 'nobody has it' },
    note: { help: 'details; `@{ID}` in either text names an account' },
  },
  async run(given, output) {
    const [title] = given.positionals;
    if (title === undefined || given.positionals.length > 1)
      throw new UsageError('What is to be done? Give it in quotes.');
    const assignee = given.flag('nobody') ? null : given.optional('assignee');
    const due = day(given, 'due');
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.tasks.save({
        title,
        due,
        accountId: given.optional('account') ?? null,
        note: given.optional('note') ?? null,
        ...(assignee === undefined ? {} : { assignee }),
      });
      output.answer(answer, () => `Task ${answer.task.id} is ${answer.task.assignee ?? 'nobody'}'s.`);
    });
  },
};

const done: Command = {
  name: 'tasks done',
  usage: 'tasks done NUMBER --workspace DIR [--open]',
  summary: 'a task is done, or open again',
  options: { ...workspaceOptions, open: { flag: true, help: 'open it again' } },
  async run(given, output) {
    const [word] = given.positionals;
    if (word === undefined || !/^\d+$/.test(word))
      throw new UsageError('Which task? Give its number; `holdfast tasks` lists them.');
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.tasks.done({ id: Number(word), done: !given.flag('open') });
      output.answer(answer, () => `Task ${answer.task.id} is ${answer.task.state}.`);
    });
  },
};

const ways = assignmentRule.shape.way.options;

const assign: Command = {
  name: 'tasks assign',
  usage:
    'tasks assign TEXT --workspace DIR --accounts ID,ID,… [--due DAY] [--way round-robin|load|owner|nobody] [--people NAME,NAME]',
  summary: 'one task for each of these accounts, given out by a rule',
  options: {
    ...workspaceOptions,
    accounts: { many: true, help: 'ids of the accounts, at most 1,000' },
    due: { help: 'the day, such as 2026-03-31' },
    way: { help: `${ways.filter((way) => way !== 'segment').join(', ')}; the workspace’s rule when not given` },
    people: { many: true, help: 'among whom, in the order of their turns' },
    otherwise: { help: 'who gets it where the rule finds nobody' },
  },
  async run(given, output) {
    const [title] = given.positionals;
    if (title === undefined || given.positionals.length > 1)
      throw new UsageError('What is to be done? Give it in quotes.');
    const accountIds = given.list('accounts');
    if (accountIds.length === 0) throw new UsageError('--accounts is missing: ids of the accounts');
    const way = given.optional('way');
    const due = day(given, 'due');
    const people = given.list('people');
    const otherwise = given.optional('otherwise') ?? null;
    const rule =
      way === undefined && people.length === 0
        ? undefined
        : { way: oneOf(way ?? 'round-robin', ways, 'way'), people, otherwise };
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.tasks.assign({ accountIds, title, due, ...(rule === undefined ? {} : { rule }) });
      output.answer(answer, () =>
        table(
          ['who', 'tasks'],
          answer.people.map(({ person, tasks }) => [person ?? 'nobody', tasks]),
        ),
      );
    });
  },
};

export const tasksCommands: readonly Command[] = [add, done, assign, list];
