import type { BacktestMonth, BacktestRun, FlagRule } from '../../../../shared/contract/index.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

export const backtest: Command = {
  name: 'backtest',
  usage: 'backtest --workspace DIR [--months 24] [--top 50 | --threshold 0.2] [--present] [--model ID] [--last]',
  summary: 'as of the end of each past month: whom would the model have flagged, and what happened?',
  options: {
    ...workspaceOptions,
    months: { help: 'month ends, back from the last day of the data; 24 when not given' },
    top: { help: 'flag so many accounts each month; 50 when not given' },
    threshold: { help: 'flag all accounts from this probability on, such as 0.2' },
    present: {
      flag: true,
      help: 'the model as it is, on months that it has not seen, instead of one trained anew each month',
    },
    model: { help: 'another model than the one in use' },
    last: { flag: true, help: 'the backtest that ended last, without a new one' },
  },
  async run(given, output) {
    const rule = ruleOf(given);
    const modelId = given.optional('model');
    const question = {
      months: given.integer('months', 24),
      rule,
      ...(modelId === undefined ? {} : { modelId }),
      ...(given.flag('present') ? { mode: 'present' as const } : {}),
    };
    await withWorkspace(given, async (engine) => {
      const { backtests } = engine.client;
      if (!given.flag('last')) await finish(engine, (await backtests.start(question)).jobId, output);
      const run = await backtests.latest();
      output.answer(run, () => (run === null ? 'There is no backtest yet.' : backtestText(run)));
    });
  },
};

function ruleOf(given: Arguments): FlagRule {
  const threshold = given.optional('threshold');
  if (threshold === undefined) return { kind: 'top', top: given.integer('top', 50) };
  if (given.optional('top') !== undefined) throw new UsageError('--top and --threshold exclude each other.');
  const value = Number(threshold);
  if (threshold.trim() === '' || !(value >= 0 && value <= 1))
    throw new UsageError(`--threshold takes a probability from 0 to 1, not "${threshold}".`);
  return { kind: 'threshold', threshold: value };
}

type Share = BacktestMonth['precision'];

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const share = ({ value, low, high }: Share): string | null =>
  value === null
    ? null
    : `${percent(value)}${low === null || high === null ? '' : ` (${percent(low)}–${percent(high)})`}`;
const decimal = ({ value, low, high }: Share): string | null =>
  value === null
    ? null
    : `${value.toFixed(3)}${low === null || high === null ? '' : ` (${low.toFixed(3)}–${high.toFixed(3)})`}`;

const states: Record<BacktestMonth['state'], string> = {
  judged: 'judged',
  open: 'not all due',
  seen: 'has seen this',
  'too-early': 'too little known',
};

function backtestText({
  modelName,
  asOf,
  months,
  pooled,
  lines,
  verdict,
  words,
  notes,
  outdated,
}: BacktestRun): string {
  const { departures, lead, revenue } = pooled;
  const money = revenue === null ? null : `${percent(revenue.share.value ?? 0)} of the monthly revenue that was lost`;
  return [
    `${modelName}, data until ${asOf}${outdated ? ' (the data has changed since)' : ''}`,
    verdict.why.en,
    '',
    table(
      ['month end', 'state', 'customers', 'flagged', 'left', 'found', 'missed', 'false', 'open', 'precision', 'recall'],
      months.map(({ counts, ...month }) => [
        month.day,
        states[month.state],
        month.customers,
        counts?.flagged ?? null,
        month.churned,
        counts?.found ?? null,
        counts?.missed ?? null,
        counts?.falseAlarms ?? null,
        counts?.open ?? null,
        share(month.precision),
        share(month.recall),
      ]),
    ),
    '',
    table(
      ['judged months together', 'found', 'precision', 'recall', 'AUC', 'recall of the model minus this'],
      [
        [modelName, pooled.found, share(pooled.precision), share(pooled.recall), decimal(pooled.auc), null],
        ...lines.map((line) => [
          line.name.en,
          Number(line.found.toFixed(1)),
          share(line.precision),
          share(line.recall),
          decimal(line.auc),
          share(line.recallDifference),
        ]),
      ],
    ),
    `Departures caught: ${departures.caught} of ${departures.total}${departures.share.value === null ? '' : `, ${share(departures.share)}`}${money === null ? '' : `; ${money}`}.`,
    ...(lead === null
      ? []
      : [
          `From the first flag to leaving: ${Math.round(lead.median)} days in the median, ${Math.round(lead.p90)} or more for one in ten.`,
        ]),
    words.en,
    ...notes.map(({ en }) => en),
  ].join('\n');
}
