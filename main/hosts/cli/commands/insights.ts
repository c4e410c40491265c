import type {
  ContractClient,
  Insight,
  DriversQuestion,
  FunnelQuestion,
  IntervalQuestion,
  LifecycleQuestion,
  LifetimeQuestion,
  PathQuestion,
  RetentionQuestion,
  RevenueQuestion,
  SeasonalityQuestion,
  SqlQuestion,
  StickinessQuestion,
  SurvivalQuestion,
  TrendQuestion,
} from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';
import { driversTable } from './drivers.ts';
import { intervalTable, lifecycleTable, stickinessTable } from './engagement.ts';
import { funnelTable } from './funnel.ts';
import { pathsTable } from './paths.ts';
import { retentionTable } from './retention.ts';
import { lifetimeTable } from './ltv.ts';
import { movementsTable } from './revenue.ts';
import { rowsTable } from './sql.ts';
import { survivalTable } from './survival.ts';
import { seasonalityTable, trendTable } from './trends.ts';

type Answered = { readonly answer: unknown; readonly text: () => string };

const answered = <Answer>(answer: Answer, tableOf: (answer: Answer) => string): Answered => ({
  answer,
  text: () => tableOf(answer),
});

/** Asks each kind as its own command does. The engine checks the question, as it did when it was saved. */
const asking: Record<Insight['kind'], (client: ContractClient, question: never) => Promise<Answered>> = {
  retention: async ({ cohorts }, question: RetentionQuestion) =>
    answered(await cohorts.retention(question), (grid) => retentionTable(grid, question.measure)),
  funnel: async ({ funnels }, question: FunnelQuestion) => answered(await funnels.run(question), funnelTable),
  lifecycle: async ({ engagement }, question: LifecycleQuestion) =>
    answered(await engagement.lifecycle(question), lifecycleTable),
  stickiness: async ({ engagement }, question: StickinessQuestion) =>
    answered(await engagement.stickiness(question), stickinessTable),
  interval: async ({ engagement }, question: IntervalQuestion) =>
    answered(await engagement.interval(question), intervalTable),
  trend: async ({ trends }, question: TrendQuestion) =>
    answered(await trends.run(question), (answer) => trendTable(answer, question.measures)),
  seasonality: async ({ trends }, question: SeasonalityQuestion) =>
    answered(await trends.seasonality(question), seasonalityTable),
  paths: async ({ paths }, question: PathQuestion) => answered(await paths.run(question), pathsTable),
  drivers: async ({ drivers }, question: DriversQuestion) => answered(await drivers.run(question), driversTable),
  revenue: async ({ revenue }, question: RevenueQuestion) =>
    answered(await revenue.movements(question), movementsTable),
  survival: async ({ survival }, question: SurvivalQuestion) => answered(await survival.curve(question), survivalTable),
  lifetime: async ({ lifetimeValue }, question: LifetimeQuestion) =>
    answered(await lifetimeValue.run(question), lifetimeTable),
  sql: async ({ sql }, question: SqlQuestion) => answered(await sql.run(question), rowsTable),
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
      const { answer, text } = await asking[insight.kind](client, insight.question as never);
      output.answer({ insight, answer }, text);
    });
  },
};

export const insightsCommands: readonly Command[] = [run, list];
