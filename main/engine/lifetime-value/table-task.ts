import type { TableStudyQuestion } from '../../../shared/contract/index.ts';
import { readAnyTable } from '../tables/index.ts';
import type { TableStudyResult } from '../tables/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { daysOfUnit } from './histories.ts';
import { tableLifetime } from './table.ts';
import type { TableLifetime, TableLifetimeOptions } from './table.ts';

type Question = Exclude<TableStudyQuestion, { about: 'survival' }>;
export type TableLifetimeInput = {
  readonly task: 'table-lifetime';
  readonly path: string;
  readonly name: string;
  readonly question: Question;
};

/** Reads a file and values its customers; in its own thread. */
export async function tableLifetimeTask(
  { path, name, question }: TableLifetimeInput,
  context: WorkContext,
): Promise<TableStudyResult> {
  context.progress(0, { key: 'table-reading', values: {} });
  const table = await readAnyTable(path, name, () => context.shouldStop());
  context.progress(0.3, { key: 'table-fitting', values: {} });
  const { horizon, discount } = question;
  const unitDays = question.about === 'customers' ? question.unitDays : daysOfUnit;
  const answer = tableLifetime(table, {
    columns: columnsOf(question),
    horizon,
    unitDays,
    discount,
    shouldStop: () => context.shouldStop(),
  });
  const worth = ({ value, expected }: TableLifetime['values'][number]): number => value?.value ?? expected.value;
  const best = [...answer.values].sort((a, b) => worth(b) - worth(a));
  return {
    study: {
      about: 'lifetime',
      file: name,
      rows: answer.rows,
      notes: answer.notes,
      customers: answer.customers,
      repeating: answer.repeating,
      horizon,
      unitDays,
      parameters: answer.purchases.parameters,
      amounts: answer.amounts?.parameters ?? null,
      total: answer.total,
      check: answer.check && { expected: answer.check.expected, actual: answer.check.actual },
      best: best.slice(0, shown).map(({ customer, frequency, alive, expected, spend, value }) => ({
        customer,
        frequency,
        alive,
        expected,
        spend,
        value,
      })),
    },
    sheet: {
      columns: sheetColumns,
      rows: best.map(({ customer, frequency, recency, age, alive, expected, spend, value }) => [
        customer,
        frequency,
        recency,
        age,
        alive,
        expected.value,
        expected.lower,
        expected.upper,
        spend,
        value?.value ?? null,
        value?.lower ?? null,
        value?.upper ?? null,
      ]),
    },
  };
}

const shown = 100;
const sheetColumns = [
  'customer',
  'repeats',
  'recency',
  'age',
  'alive',
  'expected',
  'expected_lower',
  'expected_upper',
  'spend',
  'value',
  'value_lower',
  'value_upper',
];

function columnsOf(question: Question): TableLifetimeOptions['columns'] {
  if (question.about === 'purchases') {
    const { customer, date, amount } = question;
    return { of: 'purchases', customer, date, ...(amount === undefined ? {} : { amount }) };
  }
  const { frequency, recency, age, monetary, customer } = question;
  return {
    of: 'customers',
    frequency,
    recency,
    age,
    ...(monetary === undefined ? {} : { monetary }),
    ...(customer === undefined ? {} : { customer }),
  };
}
