import { lifecycleQuestion, stickinessQuestion } from '../../../../shared/contract/index.ts';
import type { IntervalAnswer, LifecycleAnswer, StickinessAnswer } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { readSelector, whereHelp } from '../selector-options.ts';
import { withWorkspace } from '../with-workspace.ts';

const periods = lifecycleQuestion.shape.period.unwrap().options;
const intervals = stickinessQuestion.shape.interval.unwrap().options;

const activityOptions = {
  ...scopeOptions,
  activity: { help: 'events that count as activity; any when not given' },
  'activity-where': { many: true, help: whereHelp },
} as const;

function activityOf(given: Arguments) {
  const activity = readSelector(given, 'activity');
  return activity === undefined ? {} : { activity };
}

const lifecycle: Command = {
  name: 'lifecycle',
  usage: 'lifecycle --workspace DIR [--activity A,B] [--period month]',
  summary: 'new, returning, resurrected and dormant accounts by period',
  options: { ...activityOptions, period: { help: `${periods.join(', ')}; month when not given` } },
  async run(given, output) {
    const period = given.optional('period');
    const question = {
      ...readQuestion(given),
      ...activityOf(given),
      ...(period === undefined ? {} : { period: oneOf(period, periods, 'period') }),
    };
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.engagement.lifecycle({ ...question, ...(await readScope(given, engine)) });
      output.answer(answer, () => lifecycleTable(answer));
    });
  },
};

/** A star marks a period that had not ended. */
export function lifecycleTable({ periods: rows, currency, definition }: LifecycleAnswer): string {
  const money = (minor: number | null): string | null =>
    minor === null ? null : (minor / 10 ** minorDigits(currency)).toFixed(0);
  const revenue =
    currency === null
      ? []
      : [`new ${currency}`, `returning ${currency}`, `resurrected ${currency}`, `dormant ${currency}`];
  const body = table(
    ['period', 'new', 'returning', 'resurrected', 'dormant', ...revenue],
    rows.map((row) => [
      `${row.period}${row.complete ? '' : '*'}`,
      row.new,
      row.returning,
      row.resurrected,
      row.dormant,
      ...(currency === null
        ? []
        : [row.revenue.new, row.revenue.returning, row.revenue.resurrected, row.revenue.dormant].map(money)),
    ]),
  );
  return `${body}\n\n${definition.words.en}`;
}

const stickiness: Command = {
  name: 'stickiness',
  usage: 'stickiness --workspace DIR [--activity A,B] [--interval day] [--window 28] [--cumulative]',
  summary: 'how many days of a window accounts are active, and the share that is active on one',
  options: {
    ...activityOptions,
    interval: { help: `${intervals.join(', ')}; day when not given` },
    window: { help: 'length of the trailing window in intervals; 28 when not given' },
    cumulative: { flag: true, help: 'at least k active intervals rather than exactly k' },
  },
  async run(given, output) {
    const interval = given.optional('interval');
    const question = {
      ...readQuestion(given),
      ...activityOf(given),
      ...(interval === undefined ? {} : { interval: oneOf(interval, intervals, 'interval') }),
      ...(given.optional('window') === undefined ? {} : { window: given.integer('window', 28) }),
      ...(given.flag('cumulative') ? { cumulative: true } : {}),
    };
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.engagement.stickiness({ ...question, ...(await readScope(given, engine)) });
      output.answer(answer, () => stickinessTable(answer));
    });
  },
};

export function stickinessTable({ counts, active, window, ratio, series, definition }: StickinessAnswer): string {
  const share = (value: number | null): string | null => (value === null ? null : `${(value * 100).toFixed(1)} %`);
  return [
    window === null
      ? 'No window is whole yet.'
      : table(
          ['active intervals', 'accounts', `of ${active ?? 0} active`],
          counts.map((count, index) => [index + 1, count, active ? share(count / active) : null]),
        ),
    '',
    // The whole series is in --json; a table of two years of days helps nobody.
    `Mean ratio: ${share(ratio) ?? '–'} over ${series.filter((one) => one.complete && one.ratio !== null).length} complete intervals`,
    '',
    definition.words.en,
  ].join('\n');
}

const usageInterval: Command = {
  name: 'usage-interval',
  usage: 'usage-interval --workspace DIR [--activity A,B]',
  summary: 'how many days accounts usually let pass between active days, and the period that suits them',
  options: activityOptions,
  async run(given, output) {
    const question = { ...readQuestion(given), ...activityOf(given) };
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.engagement.interval({ ...question, ...(await readScope(given, engine)) });
      output.answer(answer, () => intervalTable(answer));
    });
  },
};

export function intervalTable({ gaps, medianDays, p80Days, suggestion, definition }: IntervalAnswer): string {
  const days = (value: number | null): string => (value === null ? '–' : `${value} days`);
  return [
    table(
      ['days', 'accounts (median gap)', 'gaps'],
      gaps.filter(({ count }) => count > 0).map(({ days: length, count, accounts }) => [length, accounts, count]),
    ),
    '',
    `Median: ${days(medianDays)}. 80 % of accounts: ${days(p80Days)}. Suggested period: ${suggestion ?? 'none'}.`,
    '',
    definition.words.en,
  ].join('\n');
}

export const engagementCommands: readonly Command[] = [lifecycle, stickiness, usageInterval];
