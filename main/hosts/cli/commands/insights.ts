import type { ContractClient, Insight } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

/** The procedure that answers each kind. The engine checks the question, as it did when it was saved. */
const answers: Record<Insight['kind'], (client: ContractClient, question: never) => Promise<unknown>> = {
  retention: ({ cohorts }, question) => cohorts.retention(question),
  funnel: ({ funnels }, question) => funnels.run(question),
  lifecycle: ({ engagement }, question) => engagement.lifecycle(question),
  stickiness: ({ engagement }, question) => engagement.stickiness(question),
  interval: ({ engagement }, question) => engagement.interval(question),
  trend: ({ trends }, question) => trends.run(question),
  seasonality: ({ trends }, question) => trends.seasonality(question),
  paths: ({ paths }, question) => paths.run(question),
  drivers: ({ drivers }, question) => drivers.run(question),
  revenue: ({ revenue }, question) => revenue.movements(question),
  sql: ({ sql }, question) => sql.run(question),
};

const list: Command = {
  name: 'insights',
  usage: 'insights --workspace DIR [--json]',
  summary: 'saved questions',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const insights = await client.insights.list();
      output.answer(insights, () =>
        table(
          ['name', 'kind', 'changed'],
          insights.map(({ name, kind, updatedAt }) => [name, kind, updatedAt]),
        ),
      );
    });
  },
};

const run: Command = {
  name: 'insights run',
  usage: 'insights run NAME --workspace DIR [--json]',
  summary: 'ask a saved question again',
  options: workspaceOptions,
  async run(given, output) {
    const name = given.positionals[0];
    if (name === undefined) throw new UsageError('Which insight? Give its name; `holdfast insights` lists them.');
    await withWorkspace(given, async ({ client }) => {
      const insight = (await client.insights.list()).find((one) => one.name === name);
      if (!insight)
        throw new HoldfastError('not_found', `There is no insight named "${name}". \`holdfast insights\` lists them.`);
      const answer = await answers[insight.kind](client, insight.question as never);
      output.answer({ insight, answer }, () => textOf(insight, answer));
    });
  },
};

export const insightsCommands: readonly Command[] = [run, list];

/** The rule in words where the answer has one, and its rows. */
function textOf(insight: Insight, answer: unknown): string {
  if (insight.kind === 'sql') {
    const { columns, rows } = answer as Awaited<ReturnType<ContractClient['sql']['run']>>;
    return table(
      columns.map((column) => column.name),
      rows,
    );
  }
  const { definition, ...rest } = answer as { definition?: { words?: { en: string } } };
  return [definition?.words?.en, JSON.stringify(rest, null, 2)].filter(Boolean).join('\n\n');
}
