import { writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { formula } from '../../../../shared/domain/spreadsheet-formula.ts';
import { dayNumber } from '../../../../shared/domain/time.ts';
import { readTable, tableLifetime } from '../../../engine/index.ts';
import { UsageError } from '../command.ts';
import type { Arguments } from '../command.ts';
import type { Output } from '../output.ts';
import { table } from '../output.ts';

type TableAnswer = ReturnType<typeof tableLifetime>;

/** `ltv FILE`: a list of purchases, or of customers. */
export function lifetimeOfTable(path: string, given: Arguments, output: Output): void {
  const number = (name: string, fallback: number, least: number): number => {
    const text = given.optional(name);
    const value = text === undefined ? fallback : Number(text);
    if (!(value >= least)) throw new UsageError(`--${name} takes a number from ${least}, not "${text}".`);
    return value;
  };
  const answer = tableLifetime(readTable(path), {
    columns: columnsOf(given),
    horizon: number('horizon', 52, 0),
    unitDays: number('unit', 7, 0.01),
    discount: number('discount', 0.1, 0),
  });
  const out = given.optional('out');
  if (out !== undefined) writeValues(out, answer);
  output.answer(answer, () => tableText(answer, given.integer('limit', 20)));
}

function columnsOf(given: Arguments): Parameters<typeof tableLifetime>[1]['columns'] {
  const [customer, monetary, amount, end] = ['customer', 'monetary', 'amount', 'end'].map((name) =>
    given.optional(name),
  );
  if (given.optional('frequency') !== undefined) {
    return {
      of: 'customers',
      frequency: given.text('frequency'),
      recency: given.text('recency'),
      age: given.text('T'),
      ...(monetary === undefined ? {} : { monetary }),
      ...(customer === undefined ? {} : { customer }),
    };
  }
  if (customer === undefined)
    throw new UsageError(
      'Which columns? Give --customer and --date for a list of purchases, or --frequency, --recency and --T for a list of customers.',
    );
  if (end !== undefined && Number.isNaN(dayNumber(end)))
    throw new UsageError(`--end takes a day such as 2026-03-31, not "${end}".`);
  return {
    of: 'purchases',
    customer,
    date: given.text('date'),
    ...(amount === undefined ? {} : { amount }),
    ...(end === undefined ? {} : { end: dayNumber(end) }),
  };
}

const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toFixed(6));

function writeValues(path: string, { values }: TableAnswer): void {
  const data = values.map((one) => [
    one.customer, one.frequency, rounded(one.alive), rounded(one.expected.value), rounded(one.expected.lower),
    rounded(one.expected.upper), rounded(one.spend), rounded(one.value?.value), rounded(one.value?.lower), rounded(one.value?.upper),
  ]); // prettier-ignore
  const fields = [
    'customer',
    'repeats',
    'alive',
    'expected',
    'expected_lower',
    'expected_upper',
    'spend',
    'value',
    'value_lower',
    'value_upper',
  ];
  try {
    writeFileSync(path, `${Papa.unparse({ fields, data }, { newline: '\n', escapeFormulae: formula })}\n`);
  } catch (error) {
    throw new HoldfastError(
      'invalid_input',
      `The values could not be written to ${path}. Check that the folder exists and can be written to.`,
      { path },
      error,
    );
  }
}

function tableText(answer: TableAnswer, limit: number): string {
  const { purchases, amounts, values, total, check, horizon, unitDays, notes } = answer;
  const plain = (value: number | null | undefined): string | null =>
    value === null || value === undefined ? null : value.toPrecision(6);
  const ahead = `in the next ${horizon} units of ${unitDays} days`;
  const best = [...values]
    .sort((a, b) => (b.value?.value ?? b.expected.value) - (a.value?.value ?? a.expected.value))
    .slice(0, limit);
  return [
    `${answer.customers} customers, ${answer.repeating} of them bought again.`,
    table(
      ['parameter', 'value', 'from', 'to'],
      [...purchases.parameters, ...(amounts?.parameters ?? [])].map((one) => [
        one.name,
        plain(one.value),
        plain(one.lower),
        plain(one.upper),
      ]),
    ),
    `Log likelihood ${purchases.logLikelihood.toFixed(4)}`,
    ...(check === null
      ? []
      : [
          `On the last third of the time: ${check.expected.toFixed(1)} repeat purchases expected, ${check.actual} made.`,
        ]),
    ...(total === null
      ? []
      : [
          `Worth ${total.value.toFixed(2)} ${ahead}${total.lower === null ? '' : ` (${total.lower.toFixed(2)} to ${total.upper!.toFixed(2)})`}.`,
        ]),
    '',
    table(
      ['customer', 'repeats', 'alive', `purchases ${ahead}`, 'from', 'to', 'spend', 'value'],
      best.map((one) => [
        one.customer,
        one.frequency,
        one.alive.toFixed(3),
        plain(one.expected.value),
        plain(one.expected.lower),
        plain(one.expected.upper),
        one.spend?.toFixed(2) ?? null,
        one.value?.value.toFixed(2) ?? null,
      ]),
    ),
    ...notes.map(({ en }) => en),
  ].join('\n');
}
