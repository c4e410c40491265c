import { revenueQuestion } from '../../../../shared/contract/index.ts';
import type { ContractInputs, ContractOutputs, RevenueFigures } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import type { Engine } from '../../../engine/index.ts';
import { readQuestion, readScope, scopeOptions, segmentIds } from '../analysis-options.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Question = NonNullable<ContractInputs['revenue']['movements']>;
type Movements = ContractOutputs['revenue']['movements'];
type Rates = ContractOutputs['revenue']['rates'];

const periods = revenueQuestion.shape.period.unwrap().options;
const levels = revenueQuestion.shape.level.unwrap().options;
const overTime = ['nrr', 'grr', 'logo-churn'] as const;
const rateOf = { nrr: 'nrr', grr: 'grr', 'logo-churn': 'logoChurn' } as const;

export const revenue: Command = {
  name: 'revenue',
  usage: 'revenue --workspace DIR [--period month] [--by plan [--over-time nrr]] [--level account] [--json]',
  summary: 'recurring revenue: movements, retention, churn and renewals',
  options: {
    ...scopeOptions,
    period: { help: periods.join(', ') },
    by: { help: 'groups by segment, plan, owner, country, industry, source, attribute:KEY, or cohort' },
    'by-segments': { help: 'saved segments side by side, by name' },
    groups: { help: 'groups told one by one; 10 when not given' },
    'over-time': { help: `${overTime.join(', ')}: only this rate, a period a row and a group of --by a column` },
    level: { help: `${levels.join(' or ')}: whether accounts of one parent are one customer` },
  },
  async run(given, output) {
    const question = questionOf(given);
    const rate =
      given.optional('over-time') === undefined ? null : oneOf(given.text('over-time'), overTime, 'over-time');
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.revenue.movements({
        ...question,
        ...(await readSegments(given, engine)),
        ...(await readScope(given, engine)),
      });
      output.answer(answer, () => (rate === null ? movementsTable(answer) : ratesTable(answer, rate)));
    });
  },
};

/** Only what was given: the rest has the defaults of the contract. */
function questionOf(given: Arguments): Question {
  const by = given.optional('by');
  return {
    ...readQuestion(given),
    ...(given.optional('period') === undefined ? {} : { period: oneOf(given.text('period'), periods, 'period') }),
    ...(given.optional('level') === undefined ? {} : { level: oneOf(given.text('level'), levels, 'level') }),
    ...(by === undefined ? {} : { breakdown: by }),
    ...(given.optional('groups') === undefined ? {} : { groups: given.integer('groups', 10) }),
  };
}

/** @throws not_found for a name that no segment has */
async function readSegments(given: Arguments, { client }: Engine): Promise<Pick<Question, 'breakdown' | 'segments'>> {
  const names = given.list('by-segments');
  if (names.length === 0) return {};
  if (given.optional('by') !== undefined) throw new UsageError('Either --by or --by-segments.');
  return { breakdown: 'segments', segments: segmentIds(names, await client.segments.list()) };
}

const share = (value: number | null): string | null => (value === null ? null : `${(value * 100).toFixed(1)} %`);

const groupName = ({ value, rest }: Movements['groups'][number]): string =>
  rest ? '(the others)' : (value ?? '(none)');

/** One rate of everyone and of each group, period by period; a dash where a group is not told or had nobody at the start. */
function ratesTable({ periods: told, groups, notes, definition }: Movements, name: (typeof overTime)[number]): string {
  const rate = rateOf[name];
  const ofGroups = groups.map(
    (group) => new Map(group.periods.map(({ period, rates }) => [period, share(rates[rate])])),
  );
  return [
    `${name}; * the period is not over`,
    '',
    table(
      ['period', 'all', ...groups.map(groupName)],
      told.map(({ period, complete, rates }) => [
        `${period}${complete ? '' : '*'}`,
        share(rates[rate]),
        ...ofGroups.map((of) => of.get(period) ?? null),
      ]),
    ),
    '',
    ...notes.map(({ en }) => en),
    definition.words.en,
  ].join('\n');
}

export function movementsTable(answer: Movements): string {
  const digits = answer.currency === 'XXX' ? 2 : minorDigits(answer.currency);
  const amount = (minor: number): string => (minor / 10 ** digits).toFixed(digits);
  const header = (first: string): string[] => [
    first, 'start', 'new', 'react.', 'expansion', 'contract.', 'churn', 'end',
    'GRR', 'NRR', 'logo churn', 'due', 'renewed', 'gross', 'net',
  ]; // prettier-ignore
  const cells = ({ bridge, rates, due }: RevenueFigures): (string | number | null)[] => [
    ...[bridge.start, bridge.new, bridge.reactivation, bridge.expansion].map(amount),
    ...[-bridge.contraction, -bridge.churn, bridge.end].map(amount),
    ...[rates.grr, rates.nrr, rates.logoChurn].map(share),
    due.renewals,
    due.renewed,
    ...[due.grossRate, due.netRate].map(share),
  ];
  if (answer.trailing === null) return [table([], []), ...answer.notes.map(({ en }) => en)].join('\n');
  const over = answer.periods.map((row) => [`${row.period}${row.complete ? '' : '*'}`, ...cells(row)]);
  const groups = answer.groups.map((group) => [groupName(group), ...cells(group.trailing)]);
  const twelve = [`${answer.trailing.from} to ${answer.trailing.to}`, ...cells(answer.trailing)];
  return [
    `${answer.currency === 'XXX' ? 'Amounts without a currency' : answer.currency} a month; * the period is not over`,
    '',
    table(header('period'), [...over, twelve]),
    ...(groups.length === 0 ? [] : ['', table(header('twelve months'), groups)]),
    '',
    ...answer.notes.map(({ en }) => en),
    answer.definition.words.en,
  ].join('\n');
}

export const revenueRates: Command = {
  name: 'revenue rates',
  usage: 'revenue rates --workspace DIR [--base EUR --rate USD=0.91 --rate GBP=1.15] [--stated-on 2026-01-31]',
  summary: 'what other currencies are worth in the base; shows the rates when none are given',
  options: {
    ...workspaceOptions,
    base: { help: 'the currency that amounts are told in' },
    rate: {
      many: true,
      help: 'one unit of a currency in units of the base: USD=0.91; XXX stands for subscriptions without a currency',
    },
    'stated-on': { help: 'the day of the rates' },
    clear: { flag: true, help: 'forget the base and all rates' },
  },
  async run(given, output) {
    const rates = Object.fromEntries(given.list('rate').map(statedRate));
    const base = given.optional('base');
    const statedOn = given.optional('stated-on') ?? null;
    const isChange = base !== undefined || statedOn !== null || Object.keys(rates).length > 0;
    if (given.flag('clear') && isChange) throw new UsageError('--clear forgets all rates; give it alone.');
    if (base === undefined && isChange) throw new UsageError('In which currency? Give --base EUR with the rates.');
    await withWorkspace(given, async ({ client }) => {
      if (given.flag('clear')) await client.revenue.saveRates({ base: null, rates: {}, statedOn: null });
      if (base !== undefined) await client.revenue.saveRates({ base: base.toUpperCase(), rates, statedOn });
      const now = await client.revenue.rates();
      output.answer(now, () => readableRates(now));
    });
  },
};

function statedRate(text: string): [currency: string, rate: number] {
  const [, currency, digits] = /^([A-Za-z]{3})=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const rate = Number(digits);
  if (currency === undefined || !(rate > 0))
    throw new UsageError(`--rate takes a rate such as USD=0.91, not "${text}".`);
  return [currency.toUpperCase(), rate];
}

function readableRates({ base, rates, statedOn, currency, currencies }: Rates): string {
  const named = (code: string): string => (code === 'XXX' ? '(none)' : code);
  const others = Object.keys(rates).filter((code) => currencies.every((entry) => entry.currency !== code));
  const rows = [...currencies, ...others.map((code) => ({ currency: code, subscriptions: 0 }))].map((entry) => [
    named(entry.currency),
    entry.subscriptions,
    entry.currency === currency ? 'base' : (rates[entry.currency]?.toString() ?? 'no rate'),
  ]);
  return [
    `Base: ${named(currency)}${base === null ? ' (not chosen: the most frequent one)' : ''}${statedOn === null ? '' : `, rates of ${statedOn}`}`,
    table(['currency', 'subscriptions', `in ${named(currency)}`], rows),
  ].join('\n');
}

/** Longer names first. */
export const revenueCommands: readonly Command[] = [revenueRates, revenue];
