import type { Bilingual } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { parameterIntervals } from '../../stats/index.ts';
import type { ParameterInterval } from '../../stats/index.ts';
import { dayColumn, numberColumn, textColumn, wrongValue } from '../survival/index.ts';
import { rowCount } from '../tables/index.ts';
import type { Table } from '../tables/index.ts';
import { daysOfUnit, historiesUntil } from './histories.ts';
import type { Purchases } from './histories.ts';
import { checkPurchases } from './purchase-check.ts';
import type { PurchaseCheck } from './purchase-check.ts';
import { createPurchaseValuer, discountOfUnit, fitPurchases } from './purchase-values.ts';
import type { CustomerValue, Estimate, PurchaseRows } from './purchase-values.ts';
import { tableNotes } from './table-notes.ts';

export type TableLifetimeOptions = {
  /** One row a purchase, or one row a customer with what was counted already. */
  readonly columns:
    | {
        readonly of: 'purchases';
        readonly customer: string;
        readonly date: string;
        readonly amount?: string;
        readonly end?: number;
      }
    | {
        readonly of: 'customers';
        readonly frequency: string;
        readonly recency: string;
        readonly age: string;
        readonly monetary?: string;
        readonly customer?: string;
      };
  /** Units of time ahead: weeks for purchases, the file's own unit for customers. */
  readonly horizon: number;
  /** Days in a unit of time of the file; only for customers. */
  readonly unitDays: number;
  /** A year; 0.1 = 10 %. */
  readonly discount: number;
  readonly shouldStop?: () => boolean;
};

type Model = { parameters: ParameterInterval[]; logLikelihood: number; customers: number };

export interface TableLifetime {
  file: string;
  rows: number;
  customers: number;
  repeating: number;
  horizon: number;
  unitDays: number;
  purchases: Model;
  amounts: Model | null;
  correlation: number | null;
  check: PurchaseCheck | null;
  total: Estimate | null;
  values: ({ customer: string; frequency: number; recency: number; age: number } & CustomerValue)[];
  notes: Bilingual[];
}

/** BG/NBD and gamma-gamma on a plain table. @throws invalid_input that names file, row and column */
export function tableLifetime(table: Table, options: TableLifetimeOptions): TableLifetime {
  const notes: Bilingual[] = [];
  const { ids, rows, check } =
    options.columns.of === 'purchases'
      ? fromPurchases(table, options.columns, notes)
      : fromCustomers(table, options.columns, notes);
  const unitDays = options.columns.of === 'purchases' ? daysOfUnit : options.unitDays;
  const models = fitPurchases(rows, options.shouldStop);
  if (models.whyNoAmounts !== null && options.columns.of === 'purchases' && options.columns.amount !== undefined)
    notes.push(tableNotes.noAmounts(models.whyNoAmounts));
  if (models.correlation !== null && Math.abs(models.correlation) > 0.3)
    notes.push(tableNotes.correlated(models.correlation));
  if (!models.purchases.pinned) notes.push(tableNotes.open);
  const valuer = createPurchaseValuer(rows, models, {
    horizon: options.horizon,
    discount: discountOfUnit(options.discount, unitDays),
  });
  return {
    file: table.file,
    rows: rowCount(table),
    customers: ids.length,
    repeating: Array.from(rows.frequency).filter((count) => count > 0).length,
    horizon: options.horizon,
    unitDays,
    purchases: {
      parameters: parameterIntervals(models.purchases),
      logLikelihood: models.purchases.logLikelihood,
      customers: models.purchases.subjects,
    },
    amounts:
      models.amounts === null
        ? null
        : {
            parameters: parameterIntervals(models.amounts),
            logLikelihood: models.amounts.logLikelihood,
            customers: models.amounts.subjects,
          },
    correlation: models.correlation,
    check,
    total: valuer.sum(ids.keys()),
    values: ids.map((customer, row) => ({
      customer,
      frequency: rows.frequency[row]!,
      recency: rows.recency[row]!,
      age: rows.age[row]!,
      ...valuer.of(row),
    })),
    notes,
  };
}

type Read = { readonly ids: readonly string[]; readonly rows: PurchaseRows; readonly check: PurchaseCheck | null };

function fromPurchases(
  table: Table,
  columns: Extract<TableLifetimeOptions['columns'], { of: 'purchases' }>,
  notes: Bilingual[],
): Read {
  const customers = textColumn(table, columns.customer, 'customer');
  const days = dayColumn(table, columns.date, 'date');
  const amounts = columns.amount === undefined ? null : numberColumn(table, columns.amount, 'amount');
  const places = new Map<string, number>();
  const kept = { customer: [] as number[], day: [] as number[], amount: [] as number[] };
  let [blank, refunds, later] = [0, 0, 0];
  customers.forEach((id, row) => {
    if (id === null || Number.isNaN(days[row]!)) blank++;
    else if (amounts !== null && amounts[row]! < 0) refunds++;
    else if (days[row]! > (columns.end ?? Infinity)) later++;
    else {
      if (!places.has(id)) places.set(id, places.size);
      kept.customer.push(places.get(id)!);
      kept.day.push(days[row]!);
      kept.amount.push(amounts === null ? NaN : amounts[row]!);
    }
  });
  if (blank > 0) notes.push(tableNotes.blankPurchases(blank));
  if (refunds > 0) notes.push(tableNotes.refunds(refunds));
  if (later > 0) notes.push(tableNotes.later(later));
  if (kept.day.length === 0)
    throw new HoldfastError('not_enough_data', `${table.file} holds no purchase that can be read.`, {
      file: table.file,
    });
  const purchases: Purchases = { ...kept, ids: [...places.keys()] };
  const until = columns.end ?? kept.day.reduce((most, day) => Math.max(most, day), -Infinity);
  const histories = historiesUntil(purchases, until);
  return { ids: histories.ids, rows: histories, check: checkPurchases(purchases, until) };
}

function fromCustomers(
  table: Table,
  columns: Extract<TableLifetimeOptions['columns'], { of: 'customers' }>,
  notes: Bilingual[],
): Read {
  const frequency = numberColumn(table, columns.frequency, 'frequency');
  const recency = numberColumn(table, columns.recency, 'recency');
  const age = numberColumn(table, columns.age, 'age');
  const monetary = columns.monetary === undefined ? null : numberColumn(table, columns.monetary, 'amount');
  const names = columns.customer === undefined ? null : textColumn(table, columns.customer, 'customer');
  const rows: number[] = [];
  frequency.forEach((x, row) => {
    if (Number.isNaN(x + recency[row]! + age[row]!)) return;
    const wrong = (column: string, what: string): never => {
      throw wrongValue(table, column, row, what, 'Correct it.');
    };
    if (!(Number.isInteger(x) && x >= 0)) wrong(columns.frequency, `${x} is no number of repeat purchases`);
    if (recency[row]! < 0 || recency[row]! > age[row]!)
      wrong(
        columns.recency,
        `the last purchase (${recency[row]}) lies before the first or after the end (${age[row]})`,
      );
    if (x > 0 !== recency[row]! > 0)
      wrong(columns.recency, `${x} repeat purchases do not go with a last purchase ${recency[row]} after the first`);
    if (monetary !== null && x > 0 && !(monetary[row]! > 0) && !Number.isNaN(monetary[row]!))
      wrong(columns.monetary!, `the mean amount ${monetary[row]} is not above 0`);
    rows.push(row);
  });
  const blank = frequency.length - rows.length;
  if (blank > 0) notes.push(tableNotes.blankCustomers(blank));
  const of = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
  const means = monetary === null ? new Float64Array(rows.length).fill(NaN) : of(monetary);
  return {
    ids: rows.map((row) => names?.[row] ?? String(row + 1)),
    rows: {
      frequency: of(frequency),
      recency: of(recency),
      age: of(age),
      counts: Int32Array.from(rows, (row, index) => (means[index]! > 0 ? frequency[row]! : 0)),
      means,
    },
    check: null,
  };
}
