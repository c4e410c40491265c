import type { Bilingual, TablePredictionRow } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { RawColumn } from '../../stats/index.ts';
import { calibrate } from '../../stats/index.ts';
import type { TableDefinition } from './definition.ts';
import { inputsOf, mismatch, near, openTableModel } from './definition.ts';
import type { TableParts } from './explain.ts';
import { explainTable, reasonsOf } from './explain.ts';
import { columnIndex, nearestNames } from './labels.ts';
import type { Table } from './table.ts';
import { rowCount } from './table.ts';
import { isBlankWord, readNumbers } from './typing.ts';

export interface PredictOptions {
  /** The column that names the rows; the model's own where not given, else the row's number. */
  id?: string | undefined;
  /** Reasons a row; 0 = none. */
  reasons?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

export interface TablePredictions {
  rows: TablePredictionRow[];
  /** Sentences on what of the table was not as it was learned. */
  notes: Bilingual[];
}

/** Probabilities of a table's rows, through the ONNX file, with their reasons. In the order of the file. */
export async function predictTable(
  onnx: Uint8Array,
  definition: TableDefinition,
  table: Table,
  { id, reasons = 0, signal, onProgress, shouldStop }: PredictOptions = {},
): Promise<TablePredictions> {
  const { columns, sources, notes } = readInputs(definition, table);
  const scorer = await openTableModel(onnx, definition);
  const count = rowCount(table);
  const said = await scorer.score(inputsOf(columns), count, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (share) => onProgress?.((reasons > 0 ? 0.3 : 1) * share),
  });
  const parts =
    reasons === 0
      ? null
      : explainTable(
          definition.model,
          columns,
          Int32Array.from({ length: count }, (_unused, row) => row),
          { shouldStop, onProgress: (share) => onProgress?.(0.3 + 0.7 * share) },
        );
  if (parts !== null) checkParts(parts, said, columns.length, definition);
  const idColumn = idColumnOf(definition, table, id);
  const labelColumn = table.columns[table.header.indexOf(definition.label)] ?? null;
  return {
    notes,
    rows: Array.from(said, (probability, row) => ({
      id: idColumn?.[row] ?? String(row + 1),
      label: labelColumn?.[row] ?? null,
      probability,
      reasons:
        parts === null
          ? []
          : reasonsOf(
              parts,
              row,
              definition.calibration,
              definition.columns,
              (column) => shown(table, sources, columns[column]!, column, row),
              reasons,
            ).reasons,
    })),
  };
}

/** The reasons come from the description, the answers from the file: both must say the same of every row. */
function checkParts(
  { base, contributions }: TableParts,
  said: Float32Array,
  width: number,
  { calibration }: TableDefinition,
): void {
  said.forEach((probability, row) => {
    let logOdds = base;
    for (let column = 0; column < width; column++) logOdds += contributions[row * width + column]!;
    if (!near(calibrate(calibration, logOdds), probability))
      throw mismatch(`its reasons do not add up to its answer for row ${row + 2}`);
  });
}

/** The value as the file says it; null where it counts as missing. */
function shown(table: Table, sources: readonly number[], column: RawColumn, place: number, row: number): string | null {
  if (column.kind === 'number' && Number.isNaN(column.values[row]!)) return null;
  return table.columns[sources[place]!]![row] ?? null;
}

function idColumnOf(definition: TableDefinition, table: Table, id: string | undefined): (string | null)[] | null {
  if (id !== undefined) return table.columns[columnIndex(table, id, 'id')]!;
  return definition.id === null ? null : (table.columns[table.header.indexOf(definition.id)] ?? null);
}

interface Inputs {
  columns: RawColumn[];
  /** Where each stands in the table. */
  sources: number[];
  notes: Bilingual[];
}

/** Reads a table as the model's own was read. @throws invalid_input for missing columns, and numbers that are none */
export function readInputs(definition: TableDefinition, table: Table): Inputs {
  const { file, header } = table;
  const notes: Bilingual[] = [];
  const plain = (name: string): string => name.trim().toLowerCase();
  const sources = definition.columns.map(({ name }) => {
    const exact = header.indexOf(name);
    if (exact >= 0) return exact;
    const alike = header.findIndex((other) => plain(other) === plain(name));
    if (alike >= 0)
      notes.push({
        en: `Column "${header[alike]}" was taken for "${name}".`,
        es: `La columna "${header[alike]}" se ha tomado por "${name}".`,
      });
    return alike;
  });
  const missing = definition.columns.filter((_column, place) => sources[place]! < 0).map(({ name }) => name);
  if (missing.length > 0) {
    const near = nearestNames(header, missing[0]!);
    const hint = near.length > 0 ? ` It has ${near.map((name) => `"${name}"`).join(', ')}: is one of them meant?` : '';
    throw new HoldfastError(
      'invalid_input',
      `${file} lacks ${missing.length === 1 ? 'a column' : `${missing.length} columns`} that the model asks for: ${missing
        .slice(0, 10)
        .map((name) => `"${name}"`)
        .join(', ')}${missing.length > 10 ? ', …' : ''}.${hint} Add them (blank where unknown) or rename them.`,
      { file, column: missing[0]!, near },
    );
  }
  const expected = new Set([...sources.map((place) => header[place]!), definition.label, definition.id ?? '']);
  const extra = header.filter((name) => !expected.has(name));
  if (extra.length > 0) {
    const named = `${extra
      .slice(0, 8)
      .map((name) => `"${name}"`)
      .join(', ')}${extra.length > 8 ? ', …' : ''}`;
    notes.push({
      en: `Columns that the model does not know were not read: ${named}.`,
      es: `No se han leído las columnas que el modelo no conoce: ${named}.`,
    });
  }
  const columns = definition.columns.map((column, place) => readInput(column, table, sources[place]!, notes));
  return { columns, sources, notes };
}

/** Share of unreadable numbers from which a column is taken for another one. */
const mostUnread = 0.5;

function readInput(
  { name, kind, reading, categories }: TableDefinition['columns'][number],
  { file, columns }: Table,
  source: number,
  notes: Bilingual[],
): RawColumn {
  const values = columns[source]!;
  if (kind === 'category' || reading === 'text') {
    const seen = new Set(categories);
    const strange = [...values.keys()].filter((row) => values[row] !== null && !seen.has(values[row]!));
    if (strange.length > 0) {
      const first = strange[0]!;
      notes.push({
        en: `${file}, row ${first + 2}, column "${name}": "${values[first]}" never occurred when the model learned (${strange.length} such rows). It counts as an unknown value.`,
        es: `${file}, fila ${first + 2}, columna "${name}": "${values[first]}" no aparecía cuando el modelo aprendió (${strange.length} filas así). Cuenta como un valor desconocido.`,
      });
    }
    return { name, kind: 'category', values };
  }
  const read = readNumbers(values, reading);
  const asked = [...values.keys()].filter((row) => values[row] !== null && !isBlankWord(values[row]!));
  const unread = asked.filter((row) => Number.isNaN(read[row]!));
  const first = unread[0];
  if (first !== undefined) {
    const what = reading === 'day' ? { en: 'a day', es: 'una fecha' } : { en: 'a number', es: 'un número' };
    if (unread.length > mostUnread * asked.length)
      throw new HoldfastError(
        'invalid_input',
        `${file}, row ${first + 2}, column "${name}": "${values[first]}" is not ${what.en}, and neither are most of its values. The model learned ${reading === 'day' ? 'days like 2026-03-31' : 'numbers'} there; check that it is the same column.`,
        { file, row: first + 2, column: name },
      );
    notes.push({
      en: `${file}, row ${first + 2}, column "${name}": "${values[first]}" is not ${what.en} (${unread.length} such rows). It counts as missing.`,
      es: `${file}, fila ${first + 2}, columna "${name}": "${values[first]}" no es ${what.es} (${unread.length} filas así). Cuenta como ausente.`,
    });
  }
  return { name, kind: 'number', values: read };
}
