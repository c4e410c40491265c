import type { ModelTarget } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { quantile } from '../../../stats/index.ts';
import type { WorkContext } from '../../threads/index.ts';
import { churnsIn, rowsOf } from '../dataset.ts';
import { sharedFloats } from '../shared-numbers.ts';
import { customersOn } from '../score-task.ts';
import { labelledBook, readBook } from '../train-task.ts';
import type { BookInput } from '../train-task.ts';

export type BookRowsInput = BookInput & {
  readonly task: 'foreign-rows';
  readonly target: ModelTarget;
  /** Null: the book's own. */
  readonly horizonDays: number | null;
  readonly features: readonly string[];
};

/** Rows of a book's accounts, as a file of other makers is tried on them. */
export type BookRows = {
  readonly horizonDays: number;
  /** Customers of the last day, at most so many as are tried; row by row, NaN = missing. */
  readonly values: Float32Array;
  readonly rows: number;
  /** Of each feature the median of those customers who have it; null where none has. */
  readonly usual: readonly (number | null)[];
  /** The latest labelled months; null where the book has none. */
  readonly test: TestRows | null;
};

export type TestRows = {
  readonly values: Float32Array;
  readonly labels: Uint8Array;
  readonly accounts: Int32Array;
  readonly snapshots: readonly string[];
  readonly churns: number;
};

const mostTried = 2_000;
const testSnapshots = 4;

export function bookRowsTask(input: BookRowsInput, context: WorkContext): BookRows {
  const { features, target, until, horizonDays } = input;
  const shouldStop = (): boolean => context.shouldStop();
  const onProgress = (share: number): void => context.progress(share * 0.9, { key: 'features', values: {} });
  const rule = input.rule ?? (horizonDays === null ? null : readBook(input, shouldStop).rule);
  const asked = horizonDays === null || rule === null ? rule : { ...rule, horizonDays };
  const { book, data } = labelledBook({ ...input, rule: asked }, target, { shouldStop, onProgress });
  const { inputs, accounts } = customersOn(book, features, until, context);
  const width = features.length;
  const step = Math.max(1, accounts.length / mostTried);
  const rows = Math.min(accounts.length, mostTried);
  const values = sharedFloats(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(row * step) * width;
    values.set(inputs.subarray(from, from + width), row * width);
  }
  return {
    horizonDays: book.rule.horizonDays,
    values,
    rows,
    usual: features.map((_, feature) => medianOf(inputs, feature, width)),
    test: testOf(data, features),
  };
}

function testOf(data: ReturnType<typeof labelledBook>['data'], features: readonly string[]): TestRows | null {
  const places = data.days.map((_, place) => place).slice(-testSnapshots);
  const rows = rowsOf(data, places);
  const churns = churnsIn(data, rows);
  if (churns === 0) return null;
  const columns = features.map((name) => data.columns[data.names.indexOf(name)]);
  const values = sharedFloats(rows.length * features.length);
  rows.forEach((row, place) =>
    columns.forEach((column, feature) => (values[place * features.length + feature] = column?.[row] ?? NaN)),
  );
  return {
    values,
    labels: Uint8Array.from(rows, (row) => data.labels[row]!),
    accounts: Int32Array.from(rows, (row) => data.accounts[row]!),
    snapshots: places.map((place) => dayOfNumber(data.days[place]!)),
    churns,
  };
}

function medianOf(values: Float32Array, feature: number, width: number): number | null {
  const known: number[] = [];
  for (let place = feature; place < values.length; place += width)
    if (Number.isFinite(values[place]!)) known.push(values[place]!);
  return known.length === 0
    ? null
    : quantile(
        known.sort((a, b) => a - b),
        0.5,
      );
}
