import { seasonalityQuestion, trendCounts, trendMetrics, trendQuestion } from '../../../../shared/contract/index.ts';
import type {
  ContractInputs,
  SeasonalityAnswer,
  TrendAnswer,
  TrendMeasure,
  TrendQuestion,
} from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { readSelector, whereHelp } from '../selector-options.ts';
import { withWorkspace } from '../with-workspace.ts';

const periods = trendQuestion.shape.period.unwrap().options;

const measureOptions = {
  ...scopeOptions,
  events: { help: 'events to count; any when not given' },
  'events-where': { many: true, help: whereHelp },
  count: { help: `${trendCounts.join(', ')}; events when not given` },
} as const;

/** The measures that were named: events, or one of the metrics. */
function measuresOf(given: Arguments): TrendMeasure[] {
  const metrics = given.list('metric').map((name): TrendMeasure => ({
    of: 'metric',
    metric: oneOf(name, trendMetrics, 'metric'),
  }));
  const selector = readSelector(given, 'events');
  const count = given.optional('count');
  const namesEvents = selector !== undefined || count !== undefined;
  if (!namesEvents) return metrics;
  return [
    {
      of: 'events',
      ...(selector ?? { events: [], where: [] }),
      count: oneOf(count ?? 'events', trendCounts, 'count'),
    },
    ...metrics,
  ];
}

const trend: Command = {
  name: 'trend',
  usage: 'trend --workspace DIR [--events A,B] [--count accounts] [--metric mrr] [--period week] [--by plan]',
  summary: 'events and metrics over time',
  options: {
    ...measureOptions,
    metric: { many: true, help: trendMetrics.join(', ') },
    period: { help: `${periods.join(', ')}; week when not given` },
    by: {
      help: 'event, property:KEY, or an attribute: segment, plan, owner, country, industry, source, attribute:KEY',
    },
    groups: { help: 'the largest groups of a breakdown; 10 when not given' },
  },
  async run(given, output) {
    const asked = readQuestion(given);
    const measures = measuresOf(given);
    const period = given.optional('period');
    const by = given.optional('by');
    const question = {
      measures: [{ of: 'events' }],
      ...asked,
      ...(measures.length > 0 ? { measures } : {}),
      ...(period === undefined ? {} : { period: oneOf(period, periods, 'period') }),
      ...(by === undefined ? {} : { breakdown: breakdownOf(by) }),
      ...(given.optional('groups') === undefined ? {} : { groups: given.integer('groups', 10) }),
    } as ContractInputs['trends']['run'];
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.trends.run({ ...question, ...(await readScope(given, engine)) });
      const named = trendQuestion.parse(question).measures;
      output.answer(answer, () => trendTable(answer, named));
    });
  },
};

function breakdownOf(by: string): TrendQuestion['breakdown'] {
  if (by === 'event') return { by: 'event' };
  return by.startsWith('property:')
    ? { by: 'property', key: by.slice('property:'.length) }
    : { by: 'attribute', key: by };
}

/** A star marks a period that the range cuts or that had not ended. */
export function trendTable(
  { periods: labels, complete, series, currency, definition }: TrendAnswer,
  measures: readonly TrendMeasure[],
): string {
  const heads = series.map(({ measure, value, rest }) => {
    const one = measures[measure];
    const name = one?.of === 'metric' ? one.metric : (one?.count ?? '');
    const group = rest ? 'rest' : (value ?? '');
    return series.length > measures.length ? `${measures.length > 1 ? `${name} ` : ''}${group || '(none)'}` : name;
  });
  const body = table(
    ['period', ...heads],
    labels.map((label, place) => [
      `${label}${complete[place] === true ? '' : '*'}`,
      ...series.map(({ values, unit }) => figure(values[place] ?? null, unit, currency)),
    ]),
  );
  return `${body}\n\n${definition.words.en}`;
}

function figure(
  value: number | null,
  unit: TrendAnswer['series'][number]['unit'],
  currency: string | null,
): string | number | null {
  if (value === null) return null;
  if (unit === 'money') return (value / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
  return Number.isInteger(value) ? value : value.toFixed(2);
}

const seasonality: Command = {
  name: 'seasonality',
  usage: 'seasonality --workspace DIR [--events A,B] [--count events] [--metric tickets-opened]',
  summary: 'the rhythm of the week, the day and the year, and how strong it is',
  options: { ...measureOptions, metric: { help: trendMetrics.join(', ') } },
  async run(given, output) {
    const measure = measuresOf(given).at(-1);
    const question = seasonalityQuestion.partial().parse({
      ...readQuestion(given),
      ...(measure === undefined ? {} : { measure }),
    });
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.trends.seasonality({ ...question, ...(await readScope(given, engine)) });
      output.answer(answer, () => seasonalityTable(answer));
    });
  },
};

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function seasonalityTable(answer: SeasonalityAnswer): string {
  const { weekdays, hours, months, compared, decomposition, unit, currency, definition } = answer;
  type Rhythm = { index: number | null; mean: number | null };
  const row = (name: string, { index, mean }: Rhythm) => [
    name,
    index === null ? null : index.toFixed(3),
    figure(mean, unit, currency),
  ];
  const part = (title: string, rows: ReturnType<typeof row>[]): string[] =>
    rows.length === 0 ? [] : [title, table(['', 'index', 'mean'], rows), ''];
  return [
    ...part(
      `Over ${compared.weeks} whole weeks`,
      weekdays.map((one) => row(weekdayNames[one.weekday] ?? '', one)),
    ),
    ...part(
      `Over ${compared.days} whole days`,
      hours.map((one) => row(`${String(one.hour).padStart(2, '0')} h`, one)),
    ),
    ...part(
      `Over ${compared.years} whole years`,
      months.map((one) => row(String(one.month), one)),
    ),
    decomposition === null
      ? 'Too short, or with gaps: not taken apart into trend and weekly rhythm.'
      : `Strength: weekly rhythm ${decomposition.seasonalStrength.toFixed(3)}, trend ${decomposition.trendStrength.toFixed(3)}.`,
    '',
    definition.words.en,
  ].join('\n');
}

export const trendsCommands: readonly Command[] = [trend, seasonality];
