import { lifetimeFamily } from '../../../../shared/contract/index.ts';
import type { ContractInputs, ContractOutputs, LifetimeEstimate } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { readQuestion, readScope, scopeOptions } from '../analysis-options.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';
import { lifetimeOfTable } from './ltv-table.ts';

type Run = ContractOutputs['lifetimeValue']['run'];

const families = lifetimeFamily.options;

export const ltv: Command = {
  name: 'ltv',
  usage:
    'ltv --workspace DIR --family contracts|purchases | ltv FILE --customer COL --date COL [--amount COL] | ltv FILE --frequency COL --recency COL --T COL [--monetary COL]',
  summary: 'what customers are expected to be worth; asks whether they have contracts',
  options: {
    ...workspaceOptions,
    segment: scopeOptions.segment,
    question: scopeOptions.question,
    family: { help: `${families.join(' or ')}: how customers leave` },
    source: { help: 'of purchases: invoices (when not given) or events' },
    events: { help: 'of purchases: names of the events that are purchases' },
    months: { help: 'how many months ahead; 24 when not given' },
    discount: { help: 'a year; 0.1 when not given' },
    margin: { help: 'share of revenue that is kept; 1 when not given' },
    by: { help: 'sums by segment, plan, owner, country, industry, source or attribute:KEY' },
    limit: { help: 'customers that are told; 20 when not given' },
    customer: { help: 'of a table: the column that names the customer' },
    date: { help: 'of a table: the column with the day of the purchase' },
    amount: { help: 'of a table: the column with its amount' },
    end: { help: 'of a table: the last day that counts; the last one in it when not given' },
    frequency: { help: 'of a table of customers: repeat purchases' },
    recency: { help: 'of a table of customers: time from the first purchase to the last' },
    T: { help: 'of a table of customers: time from the first purchase to the end' },
    monetary: { help: 'of a table of customers: mean amount of the repeat purchases' },
    unit: { help: 'of a table of customers: days in its unit of time; 7 when not given' },
    horizon: { help: 'of a table: units of time ahead (weeks, or those of the table); 52 when not given' },
    out: { help: 'of a table: a CSV file for every customer’s values' },
  },
  async run(given, output) {
    const path = given.positionals[0];
    if (path !== undefined) return lifetimeOfTable(path, given, output);
    const question = questionOf(given);
    await withWorkspace(given, async (engine) => {
      const { segment } = await readScope(given, engine);
      const asked = { ...question, ...(segment === undefined ? {} : { segment }) };
      const answer = await engine.client.lifetimeValue.run(asked);
      if (answer.refused !== null) throw new HoldfastError('invalid_input', answer.refused.en);
      if (answer.answer === null) {
        const { suits, why } = answer.book;
        throw new UsageError(
          `How do customers leave? Give --family contracts or --family purchases. ${why.en}${suits === null ? '' : ` That suits --family ${suits}.`}`,
        );
      }
      const { rows } = await engine.client.lifetimeValue.accounts({
        question: asked,
        limit: given.integer('limit', 20),
      });
      output.answer({ ...answer, rows }, () =>
        [lifetimeTable(answer), '', accountsTable(rows, answer.currency)].join('\n'),
      );
    });
  },
};

function questionOf(given: Arguments): NonNullable<ContractInputs['lifetimeValue']['run']> {
  const number = (name: string, key: string): object => {
    const text = given.optional(name);
    if (text !== undefined && Number.isNaN(Number(text)))
      throw new UsageError(`--${name} takes a number, not "${text}".`);
    return text === undefined ? {} : { [key]: Number(text) };
  };
  const family = given.optional('family');
  const source = given.optional('source');
  const by = given.optional('by');
  const events = given.list('events');
  return {
    ...readQuestion(given),
    ...(family === undefined ? {} : { family: oneOf(family, families, 'family') }),
    ...(source === undefined ? {} : { source: oneOf(source, ['invoices', 'events'] as const, 'source') }),
    ...(events.length === 0 ? {} : { source: 'events' as const, purchase: { events } }),
    ...(by === undefined ? {} : { by }),
    ...number('months', 'horizonMonths'),
    ...number('discount', 'discount'),
    ...number('margin', 'margin'),
  };
}

const amountOf = (currency: string) => {
  const digits = currency === 'XXX' ? 2 : minorDigits(currency);
  return (minor: number | null | undefined): string | null =>
    minor === null || minor === undefined ? null : (minor / 10 ** digits).toFixed(digits);
};

/** Also for a saved question that is asked again. */
export function lifetimeTable(answer: Run): string {
  if (answer.answer === null) return (answer.refused ?? answer.book.why).en;
  const amount = amountOf(answer.currency);
  const cells = (name: string, accounts: number, total: LifetimeEstimate | null) => [
    name,
    accounts,
    amount(total?.value),
    amount(total?.lower),
    amount(total?.upper),
  ];
  const parameters =
    answer.answer.family === 'purchases'
      ? [...answer.answer.parameters, ...(answer.answer.amounts ?? [])]
      : answer.answer.terms.flatMap(({ months, fit }) =>
          (fit?.parameters ?? []).map((one) => ({
            ...one,
            name: `${one.name} (${months} ${months === 1 ? 'month' : 'months'})`,
          })),
        );
  const plain = (value: number | null): string | null => (value === null ? null : value.toPrecision(6));
  const check = answer.answer.family === 'purchases' ? answer.answer.check : null;
  return [
    table(
      ['group', 'accounts', answer.currency === 'XXX' ? 'value' : `value, ${answer.currency}`, 'from', 'to'],
      [
        cells('(all)', answer.accounts, answer.total),
        ...answer.groups.map(({ value, rest, accounts, total }) =>
          cells(rest ? '(the others)' : (value ?? '(none)'), accounts, total),
        ),
      ],
    ),
    '',
    table(
      ['parameter', 'value', 'from', 'to'],
      parameters.map((one) => [one.name, plain(one.value), plain(one.lower), plain(one.upper)]),
    ),
    '',
    ...answer.meaning.map(({ en }) => en),
    ...(check === null
      ? []
      : [
          `Learned until ${check.cut} and held against the time after it: ${check.expected.toFixed(1)} repeat purchases expected, ${check.actual} made.`,
        ]),
    ...answer.notes.map(({ en }) => en),
    answer.definition.words.en,
  ].join('\n');
}

function accountsTable(rows: ContractOutputs['lifetimeValue']['accounts']['rows'], currency: string): string {
  const amount = amountOf(currency);
  return table(
    ['account', 'name', 'value', 'from', 'to', 'expected', 'alive', 'made'],
    rows.map(({ account, name, value, expected, alive, made }) => [
      account,
      name,
      amount(value?.value),
      amount(value?.lower),
      amount(value?.upper),
      expected?.toFixed(2) ?? null,
      alive?.toFixed(3) ?? null,
      made,
    ]),
  );
}
