import { retentionQuestion } from '../../../../shared/contract/index.ts';
import type { ContractInputs, RetentionGrid } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf, UsageError } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { readSelector, whereHelp } from '../selector-options.ts';
import { withWorkspace } from '../with-workspace.ts';

const { entry, periods, period, mode, measure, average } = retentionQuestion.shape;
const words = {
  entry: entry.unwrap().options,
  periods: periods.unwrap().options,
  period: period.unwrap().options,
  mode: mode.unwrap().options,
  measure: measure.unwrap().options,
  average: average.unwrap().options,
} as const;

export const retention: Command = {
  name: 'retention',
  usage: 'retention --workspace DIR [--start A,B] [--return A,B] [--period month] [--mode on] [--cohort-by plan]',
  summary: 'which accounts come back, cohort by cohort',
  options: {
    ...scopeOptions,
    start: { help: 'events that start; any when not given' },
    'start-where': { many: true, help: whereHelp },
    return: { help: 'events that count as coming back; any when not given' },
    'return-where': { many: true, help: whereHelp },
    entry: { help: `${words.entry.join(' or ')}; recurring: every period with a start event is a cohort of its own` },
    period: { help: words.period.join(', ') },
    periods: { help: `${words.periods.join(', ')}: how periods are counted` },
    mode: { help: words.mode.join(', ') },
    brackets: { help: 'lengths in periods for --mode bracket: 1,3,3,5' },
    'cohort-by': {
      help: 'segment, plan, owner, country, industry, source, attribute:KEY or term; period of entry when not given',
    },
    measure: { help: words.measure.join(', ') },
    average: { help: words.average.join(' or ') },
    'suppress-below': { help: 'cells about fewer members say nothing' },
  },
  async run(given, output) {
    const question = questionOf(given);
    await withWorkspace(given, async (engine) => {
      const grid = await engine.client.cohorts.retention({ ...question, ...(await readScope(given, engine)) });
      output.answer(grid, () => retentionTable(grid, question.measure ?? 'accounts'));
    });
  },
};

type Question = NonNullable<ContractInputs['cohorts']['retention']>;

/** Only what was given: the rest has the defaults of the contract. */
function questionOf(given: Arguments): Question {
  const choice = <Name extends keyof typeof words>(name: Name): Partial<Pick<Question, Name>> => {
    if (given.optional(name) === undefined) return {};
    return { [name]: oneOf(given.text(name), words[name], name) } as Partial<Pick<Question, Name>>;
  };
  const selector = (name: 'start' | 'return'): Pick<Question, 'start' | 'return'> => {
    const found = readSelector(given, name);
    return found === undefined ? {} : { [name]: found };
  };
  const brackets = given.list('brackets').map((length) => {
    if (!/^[1-9]\d*$/.test(length)) throw new UsageError(`--brackets takes lengths such as 1,3,3,5, not "${length}".`);
    return Number(length);
  });
  const by = given.optional('cohort-by');
  return {
    ...readQuestion(given),
    ...selector('start'),
    ...selector('return'),
    ...choice('entry'),
    ...choice('periods'),
    ...choice('period'),
    ...choice('mode'),
    ...choice('measure'),
    ...choice('average'),
    ...(brackets.length > 0 ? { brackets } : {}),
    ...(by === undefined ? {} : { cohortBy: by }),
    ...(given.optional('suppress-below') === undefined ? {} : { suppressBelow: given.integer('suppress-below', 0) }),
  };
}

/** Counts where cells count accounts, money in major units, means with two decimals; shares in the last row. */
export function retentionTable(grid: RetentionGrid, measure: string): string {
  const digits = grid.currency === null ? 0 : minorDigits(grid.currency);
  const figure = (value: number): string => {
    if (measure === 'accounts') return String(value);
    return measure === 'revenue' ? (value / 10 ** digits).toFixed(0) : value.toFixed(2);
  };
  const isShare = measure === 'accounts' || measure === 'revenue';
  const average = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : isShare ? `${(value * 100).toFixed(1)} %` : value.toFixed(2);
  if (grid.cohorts.length === 0) return table([], []);
  const body = grid.cohorts.map((cohort) => [
    cohort.cohort === '' ? '(none)' : cohort.cohort,
    cohort.size ?? '·',
    ...grid.columns.map((_, k) => {
      const value = cohort.values[k];
      if (value === undefined) return '';
      return `${value === null ? (cohort.of[k] === 0 ? '–' : '·') : figure(value)}${cohort.complete[k] === true ? '' : '*'}`;
    }),
  ]);
  return [
    table(
      ['cohort', 'size', ...grid.columns],
      [...body, ['average', '', ...grid.columns.map((_, k) => average(grid.average[k]))]],
    ),
    '',
    grid.definition.words.en,
  ].join('\n');
}
