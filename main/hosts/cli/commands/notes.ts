import { shownText } from '../../../../shared/domain/mentions.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const list: Command = {
  name: 'notes',
  usage: 'notes --workspace DIR [--account ID] [--search TEXT] [--limit N] [--cursor NEXT]',
  summary: 'what people wrote down, the newest first',
  options: {
    ...workspaceOptions,
    account: { help: 'only those of this account, and those that name it' },
    search: { help: 'words in the text' },
    limit: { help: 'rows, at most 500; 50 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    const account = given.optional('account');
    await withWorkspace(given, async ({ client }) => {
      const page = await client.notes.list({
        ...(account === undefined ? {} : { accountId: account }),
        search: given.text('search', ''),
        cursor: given.optional('cursor') ?? null,
        limit: given.integer('limit', 50),
      });
      output.answer(page, () =>
        table(
          ['note', 'when', 'by', 'account', 'text'],
          page.rows.map((note) => [
            note.id,
            note.createdAt,
            note.author,
            note.account.name,
            shownText(note.text, note.mentions).replace(/\s+/g, ' '),
          ]),
        ),
      );
    });
  },
};

const add: Command = {
  name: 'notes add',
  usage: 'notes add TEXT --workspace DIR --account ID',
  summary: 'writes a note on an account; `@{ID}` names another one',
  options: { ...workspaceOptions, account: { help: 'id of the account' } },
  async run(given, output) {
    const [text] = given.positionals;
    if (text === undefined || given.positionals.length > 1)
      throw new UsageError('What is the note? Give it in quotes.');
    const accountId = given.text('account');
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.notes.save({ accountId, text });
      output.answer(answer, () => `Note ${answer.note.id} is on ${answer.note.account.name}.`);
    });
  },
};

export const notesCommands: readonly Command[] = [add, list];
