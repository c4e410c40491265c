import { createHash } from 'node:crypto';
import { z } from 'zod';
import { tableCard } from '../../../shared/contract/index.ts';
import type { TableCard } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Calibration, RawColumn, TableModel } from '../../stats/index.ts';
import { calibrate, predictTableModel } from '../../stats/index.ts';
import type { TableScorer } from '../models/index.ts';
import { openTableScorer } from '../models/index.ts';
import type { Reading } from './typing.ts';

/**
 * What stands beside the ONNX file: how its inputs are read from a table, what it answered to some rows, its card, and its
 * inside for the reasons. Plain JSON.
 */
export interface TableDefinition {
  format: 'holdfast-table-model';
  version: 1;
  label: string;
  positive: string;
  /** The column that named the rows, where there was one. */
  id: string | null;
  /** Inputs in the order of the file; `categories` are those seen when it was learned. */
  columns: { name: string; kind: 'number' | 'category'; reading: Reading; categories?: string[] }[];
  calibration: Calibration;
  /** Rows as inputs (null = missing), with the probabilities that the trainer gave them. */
  golden: { rows: (number | string | null)[][]; probabilities: number[] };
  card: TableCard;
  model: TableModel;
}

const goldenRows = 20;
const goldenTolerance = 1e-5;

/** Twenty rows from all over the range of answers, one with nothing known, and one with texts never seen. */
export function goldenOf(
  model: TableModel,
  calibration: Calibration,
  columns: readonly RawColumn[],
): TableDefinition['golden'] {
  const count = columns[0]!.values.length;
  const logOdds = predictTableModel(
    model,
    columns,
    Int32Array.from({ length: count }, (_unused, row) => row),
  );
  const order = [...logOdds.keys()].sort((a, b) => logOdds[a]! - logOdds[b]!);
  const kept = Math.min(goldenRows, count);
  const rows = Array.from({ length: kept }, (_unused, index) => {
    const row = order[Math.floor(((index + 0.5) / kept) * count)]!;
    return columns.map((column): number | string | null =>
      column.kind === 'category' ? (column.values[row] ?? null) : known(column.values[row]!),
    );
  });
  rows.push(columns.map(() => null));
  rows.push(columns.map(({ kind }) => (kind === 'category' ? 'never seen before' : 0)));
  const asColumns = columnsOf(columns, rows);
  const probabilities = Array.from(
    predictTableModel(
      model,
      asColumns,
      Int32Array.from(rows, (_row, index) => index),
    ),
    (value) => calibrate(calibration, value),
  );
  return { rows, probabilities };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function columnsOf(
  columns: readonly { name: string; kind: 'number' | 'category' }[],
  rows: TableDefinition['golden']['rows'],
): RawColumn[] {
  return columns.map(({ name, kind }, place) =>
    kind === 'number'
      ? { name, kind, values: Float64Array.from(rows, (row) => (row[place] === null ? NaN : Number(row[place]))) }
      : { name, kind, values: rows.map((row) => (row[place] === null ? null : String(row[place]))) },
  );
}

/** Inputs of the score thread: texts with '' for missing. */
export function inputsOf(columns: readonly RawColumn[]): (Float64Array | string[])[] {
  return columns.map((column) =>
    column.kind === 'number' ? column.values : column.values.map((value) => value ?? ''),
  );
}

export function digestOf(onnx: Uint8Array): string {
  return createHash('sha256').update(onnx).digest('hex');
}

/** Loads the file and scores its golden rows. @throws model_mismatch where it answers otherwise than it was made to */
export async function openTableModel(onnx: Uint8Array, definition: TableDefinition): Promise<TableScorer> {
  const digest = digestOf(onnx);
  if (digest !== definition.card.onnx.sha256) throw mismatch('it is not the file that its JSON was written with');
  const scorer = await openTableScorer(digest, onnx);
  const { rows, probabilities } = definition.golden;
  const answers = await scorer.score(inputsOf(columnsOf(definition.columns, rows)), rows.length);
  const wrong = probabilities.findIndex((probability, index) => !near(answers[index]!, probability));
  if (wrong >= 0) throw mismatch(`it answers ${answers[wrong]} where it was made to answer ${probabilities[wrong]}`);
  return scorer;
}

/** Whether two answers are one; a NaN is near to nothing. */
export function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= goldenTolerance;
}

export function mismatch(what: string): HoldfastError {
  return new HoldfastError('model_mismatch', `The model file cannot be trusted: ${what}. Fit the table again.`);
}

const shape = z.object({
  format: z.literal('holdfast-table-model'),
  version: z.literal(1),
  label: z.string(),
  positive: z.string(),
  id: z.string().nullable(),
  columns: z
    .array(
      z.object({
        name: z.string(),
        kind: z.enum(['number', 'category']),
        reading: z.enum(['number', 'decimal-comma', 'day', 'text']),
        categories: z.array(z.string()).optional(),
      }),
    )
    .min(1),
  golden: z.object({
    rows: z.array(z.array(z.union([z.number(), z.string(), z.null()]))).min(1),
    probabilities: z.array(z.number()),
  }),
  calibration: z.object({ method: z.enum(['none', 'sigmoid', 'isotonic']) }),
  card: tableCard,
  model: z.object({ kind: z.literal('table'), members: z.array(z.object({ weight: z.number() })) }),
});

/** @throws file_unreadable where the text is not what `table fit` writes beside a model */
export function parseDefinition(text: string, file: string): TableDefinition {
  try {
    const value: unknown = JSON.parse(text);
    shape.parse(value);
    return value as TableDefinition;
  } catch (error) {
    throw new HoldfastError(
      'file_unreadable',
      `${file} is not the description of a table model, or it is damaged. Use the JSON file that was written together with the model.`,
      { file },
      error,
    );
  }
}
