import { retrainingPlan } from '../../../../shared/contract/index.ts';
import type { MetricWithInterval } from '../../../../shared/contract/index.ts';
import { oneOf, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';
import { modelOf, ofModel } from './model-option.ts';

const percent = (share: number | null): string | null => (share === null ? null : `${(100 * share).toFixed(1)} %`);
const withInterval = ({ value, low, high }: MetricWithInterval, digits = 3): string =>
  value === null
    ? '–'
    : low === null || high === null
      ? value.toFixed(digits)
      : `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;

const drift: Command = {
  name: 'models drift',
  usage: 'models drift --workspace DIR [--model ID]',
  summary: 'how far the book has moved away from what a model learned from, as of its last scoring',
  options: ofModel,
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.modelWatch.drift(modelOf(given));
      output.answer(answer, () => {
        const { report, why } = answer;
        if (report === null || report.features.length === 0) return why.en;
        const rows = [
          ...(report.score === null ? [] : [{ ...report.score, name: '(scores)', importance: null }]),
          ...report.features,
        ].map((each) => [
          each.name,
          percent(each.importance),
          each.psi.toFixed(3),
          each.edge.toFixed(3),
          each.usual === null ? null : each.usual.toFixed(3),
          each.verdict,
          `${percent(each.missing.then)} → ${percent(each.missing.now)}${each.missing.isNotable ? ' !' : ''}`,
          each.unseen,
        ]);
        const columns = ['feature', 'importance', 'PSI', 'band', 'usual', 'verdict', 'missing', 'new categories'];
        const since = report.scoresThen === null ? '' : ` The scores are held against those of ${report.scoresThen}.`;
        return `${why.en}\nAs of ${report.asOf}, data version ${report.dataVersion}.${since}\n\n${table(columns, rows)}`;
      });
    });
  },
};

const realised: Command = {
  name: 'models realised',
  usage: 'models realised --workspace DIR [--model ID]',
  summary: 'what came of a model’s scores, and which outcomes are still open',
  options: ofModel,
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.modelWatch.realised(modelOf(given));
      output.answer(answer, () => {
        const { runs, together, open, why, rule } = answer;
        const figures = [
          ...runs.map((run) => ({ ...run, head: run.asOf })),
          ...(together === null ? [] : [{ ...together, head: 'together' }]),
        ].map((each) => [
          each.head,
          each.accounts,
          each.observed,
          each.expected.toFixed(1),
          each.ratio === null ? null : withInterval(each.ratio, 2),
          withInterval(each.auc),
          each.brierSkill === null ? null : each.brierSkill.toFixed(3),
          withInterval(each.intercept, 2),
          withInterval(each.slope, 2),
        ]);
        const columns = [
          'as of',
          'accounts',
          'observed',
          'expected',
          'ratio',
          'AUC',
          'Brier skill',
          'intercept',
          'slope',
        ];
        const waiting = open.map((run) => [
          run.asOf,
          run.accounts,
          run.happened,
          run.open,
          run.expected.toFixed(1),
          run.settlesOn,
        ]);
        return [
          why.en,
          rule.en,
          ...(figures.length === 0 ? [] : [table(columns, figures)]),
          ...(waiting.length === 0
            ? []
            : [table(['open as of', 'accounts', 'happened', 'open', 'expected', 'settles by'], waiting)]),
        ].join('\n\n');
      });
    });
  },
};

const schedule: Command = {
  name: 'models schedule',
  usage: 'models schedule --workspace DIR [--set never|monthly|quarterly|on-alarm]',
  summary: 'when the churn model is trained anew by itself; looked at while the program is open',
  options: {
    ...workspaceOptions,
    set: { help: 'never, monthly, quarterly or on-alarm (drift, or realised performance)' },
  },
  async run(given, output) {
    const asked = given.optional('set');
    const plan = asked === undefined ? undefined : oneOf(asked, retrainingPlan.options, 'set');
    await withWorkspace(given, async ({ client }) => {
      const answer =
        plan === undefined ? await client.modelWatch.schedule() : await client.modelWatch.setSchedule({ plan });
      output.answer(answer, () =>
        [
          `Plan: ${answer.plan}. ${answer.why.en}`,
          ...(answer.last === null
            ? []
            : [`Last started ${answer.last.at} (job ${answer.last.jobId}): ${answer.last.why.en}`]),
        ].join('\n'),
      );
    });
  },
};

export const modelWatchCommands: readonly Command[] = [drift, realised, schedule];
