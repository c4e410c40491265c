import { briefingMarkdown, briefingText } from '../../../../shared/domain/briefing.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { withWorkspace } from '../with-workspace.ts';

const languages = ['en', 'es'] as const;

export const brief: Command = {
  name: 'brief',
  usage: 'brief ID --workspace DIR [--language en|es] [--markdown]',
  summary: 'one page about an account: figures, reasons, people, what happened last, tasks, notes',
  options: {
    ...workspaceOptions,
    language: { help: 'en or es; that of the settings when not given' },
    markdown: { flag: true, help: 'as Markdown instead of plain text' },
  },
  async run(given, output) {
    const [id] = given.positionals;
    if (id === undefined) throw new UsageError('Which account? Give its id.');
    const wanted = given.optional('language');
    const language = wanted === undefined ? {} : { language: oneOf(wanted, languages, 'language') };
    await withWorkspace(given, async ({ client }) => {
      const briefing = await client.accounts.brief({ id, ...language });
      output.answer(briefing, () => (given.flag('markdown') ? briefingMarkdown(briefing) : briefingText(briefing)));
    });
  },
};
