import type { TableDraft, TablePredictionRow, TableQuestion } from '../../../shared/contract/index.ts';
import { treeTeam } from '../models/index.ts';
import type { WorkContext } from '../threads/index.ts';
import type { TableDefinition } from './definition.ts';
import { inputsOf } from './definition.ts';
import { draftTable } from './draft.ts';
import { explainTable, reasonsOf } from './explain.ts';
import { fitTable } from './fit.ts';
import { readInputs } from './predict.ts';
import { readAnyTable } from './read-any.ts';
import type { Table } from './table.ts';
import { rowCount } from './table.ts';

type FileInput = { readonly path: string; readonly name: string };
export type TableDraftInput = FileInput & { readonly task: 'table-draft' };
export type TableFitInput = FileInput & {
  readonly task: 'table-fit';
  readonly question: TableQuestion;
  readonly createdAt: string;
};

export type TableFitOutput = {
  readonly onnx: Uint8Array;
  readonly definition: TableDefinition;
  /** What the file is asked for every row of the table. */
  readonly inputs: readonly (Float64Array | string[])[];
  /** Rows of the table in its order, with the trainer's probabilities; reasons for the highest `rowsWithReasons`. */
  readonly rows: TablePredictionRow[];
};

export const rowsWithReasons = 20_000;
const reasonsKept = 5;

/** Reads a file and says what could be asked of it; in its own thread. */
export async function tableDraftTask({ path, name }: TableDraftInput, context: WorkContext): Promise<TableDraft> {
  return draftTable(await readAnyTable(path, name, () => context.shouldStop()));
}

/** Fits a table and explains its rows; in its own thread. The answers themselves come from the ONNX file afterwards. */
export async function tableFitTask(
  { path, name, question, createdAt }: TableFitInput,
  context: WorkContext,
): Promise<TableFitOutput> {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void =>
    context.progress(progress, { key: `table-${key}`, values: {} });
  report(0, 'reading');
  const table = await readAnyTable(path, name, shouldStop);
  const { onnx, definition } = fitTable(table, {
    ...question,
    createdAt,
    team: treeTeam(),
    shouldStop,
    onProgress: (share, step) => report(0.02 + 0.85 * share, step),
  });
  const { columns, sources } = readInputs(definition, table);
  const count = rowCount(table);
  const every = Int32Array.from({ length: count }, (_unused, row) => row);
  const parts = explainTable(definition.model, columns, every, {
    shouldStop,
    onProgress: (share) => report(0.87 + 0.1 * share, 'explaining'),
  });
  const ids = columnOf(table, definition.id);
  const labels = columnOf(table, definition.label);
  const explained = (row: number, most: number) =>
    reasonsOf(
      parts,
      row,
      definition.calibration,
      definition.columns,
      (column) => table.columns[sources[column]!]![row] ?? null,
      most,
    );
  const rows = Array.from(every, (row): TablePredictionRow => ({
    id: ids?.[row] ?? String(row + 1),
    label: labels?.[row] ?? null,
    ...explained(row, count <= rowsWithReasons ? reasonsKept : 0),
  }));
  if (count > rowsWithReasons) {
    const highest = [...every].sort((a, b) => rows[b]!.probability - rows[a]!.probability).slice(0, rowsWithReasons);
    for (const row of highest) rows[row]!.reasons = explained(row, reasonsKept).reasons;
  }
  return { onnx, definition, inputs: inputsOf(columns), rows };
}

function columnOf(table: Table, name: string | null): (string | null)[] | null {
  return name === null ? null : (table.columns[table.header.indexOf(name)] ?? null);
}
