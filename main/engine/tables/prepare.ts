import type { Bilingual } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { RawColumn } from '../../stats/index.ts';
import { inBoth } from '../models/index.ts';
import type { FoldOptions, Folds } from './folds.ts';
import { assignFolds, groupsOf } from './folds.ts';
import type { TableLabels } from './labels.ts';
import { columnIndex, readLabels } from './labels.ts';
import type { TableLeakage } from './leakage.ts';
import { findLeakage } from './leakage.ts';
import type { Table } from './table.ts';
import type { Reading, TypedColumns } from './typing.ts';
import { typeColumns } from './typing.ts';

export interface TableOptions extends FoldOptions {
  label: string;
  /** Column that names the rows; never a feature. Without it rows are named by their number. */
  id?: string | undefined;
  exclude?: readonly string[] | undefined;
  /** Columns that tell the label too well and are kept all the same. */
  allow?: readonly string[] | undefined;
  /** Column that the figures are also told by; it stays a feature. */
  segment?: string | undefined;
  /** Default 42. */
  seed?: number | undefined;
}

export const defaultSeed = 42;

/** A table made ready to learn from. `columns`, `labels`, `groups` and the folds count labelled rows only. */
export interface PreparedTable {
  labelled: TableLabels;
  columns: RawColumn[];
  readings: Reading[];
  leftOut: TypedColumns['leftOut'];
  folds: Folds;
  groups: Int32Array;
  leakage: TableLeakage[];
  warnings: Bilingual[];
  notes: Bilingual[];
}

/** Reads labels, roles, folds and types, and takes out what gives the answer away. @throws for wrong choices */
export function prepareTable(table: Table, options: TableOptions): PreparedTable {
  const { seed = defaultSeed, exclude = [], allow = [] } = options;
  const labelled = readLabels(table, options.label, options.positive);
  const { rows, labels } = labelled;
  const kept = new Set([options.label]);
  for (const [name, role] of [
    [options.id, 'id'],
    [options.foldColumn, 'fold'],
    [options.group, 'group'],
  ] as const) {
    if (name === undefined) continue;
    columnIndex(table, name, role);
    kept.add(name);
  }
  for (const name of exclude) {
    columnIndex(table, name, 'excluded column');
    kept.add(name);
  }
  for (const name of allow) columnIndex(table, name, 'allowed column');
  if (options.segment !== undefined) columnIndex(table, options.segment, 'segment');
  const folds = assignFolds(table, labelled, options, seed);
  const typed = typeColumns(table, kept);
  const all = typed.columns.map((column) => onlyRows(column, rows));
  const leakage = findLeakage(all, labels, options.label, allow);
  const removed = new Set(leakage.filter(({ verdict }) => verdict === 'removed').map(({ column }) => column));
  const columns = all.filter(({ name }) => !removed.has(name));
  const notes = [...labelled.notes, ...typed.notes, ...leakage.map(({ why }) => why)];
  if (columns.length === 0) {
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: no column is left to learn from. ${notes.map(({ en }) => en).join(' ')}`,
      { file: table.file },
    );
  }
  return {
    labelled,
    columns,
    readings: typed.readings.filter((_reading, index) => !removed.has(all[index]!.name)),
    leftOut: typed.leftOut,
    folds,
    groups: options.group === undefined ? rows.map((_row, index) => index) : groupsOf(table, rows, options.group),
    leakage,
    warnings: warningsOf(
      labelled,
      columns.length,
      options.group !== undefined || options.foldColumn !== undefined || isUnique(table, options.id),
    ),
    notes,
  };
}

/** Positives below which figures are more chance than knowledge. */
export const fewPositives = 50;

/** Whether the id column shows that no customer has two rows. */
function isUnique(table: Table, id: string | undefined): boolean {
  if (id === undefined) return false;
  const values = table.columns[columnIndex(table, id, 'id')]!;
  return new Set(values).size === values.length;
}

/** @param together whether rows that belong together are known to stand in one fold */
function warningsOf({ labels, positives }: TableLabels, columns: number, together: boolean): Bilingual[] {
  const scarcer = Math.min(positives, labels.length - positives);
  return [
    inBoth({
      en: () =>
        'The rows have no dates that part learning from testing, so time cannot be excluded: a column may hold what was only known after the outcome, and next year may differ from this one. Read the figures as the best that can be hoped for.',
      es: () =>
        'Las filas no tienen fechas que separen el aprendizaje de la prueba, así que no se puede excluir el tiempo: una columna puede contener lo que solo se supo después del desenlace, y el próximo año puede ser distinto. Lea las cifras como lo mejor que cabe esperar.',
    }),
    ...(scarcer >= fewPositives
      ? []
      : [
          inBoth({
            en: ({ count, whole }) =>
              `Only ${count(scarcer, 'row has', 'rows have')} the rarer outcome; below ${whole(fewPositives)} the figures are more chance than knowledge. Trust the intervals, not the values, and prefer simple rules such as a health score until there are more.`,
            es: ({ count, whole }) =>
              `Solo ${count(scarcer, 'fila tiene', 'filas tienen')} el desenlace menos frecuente; por debajo de ${whole(fewPositives)} las cifras son más azar que conocimiento. Fíese de los intervalos, no de los valores, y prefiera reglas sencillas, como una puntuación de salud, hasta tener más.`,
          }),
        ]),
    ...(columns <= labels.length / 5
      ? []
      : [
          inBoth({
            en: ({ whole }) =>
              `There are ${whole(columns)} columns for ${whole(labels.length)} rows. With so many, some fit the label by chance; choose those that have a reason to matter.`,
            es: ({ whole }) =>
              `Hay ${whole(columns)} columnas para ${whole(labels.length)} filas. Con tantas, algunas encajan con la etiqueta por azar; elija las que tengan motivo para importar.`,
          }),
        ]),
    ...(together
      ? []
      : [
          {
            en: 'Rows were dealt to the folds one by one. If one customer has several rows, name the column that tells the customer (group), or the figures flatter.',
            es: 'Las filas se repartieron una a una entre las particiones. Si un cliente tiene varias filas, indique la columna que lo identifica (grupo); si no, las cifras halagan.',
          },
        ]),
  ];
}

function onlyRows(column: RawColumn, rows: Int32Array): RawColumn {
  if (column.kind === 'number') return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  return { ...column, values: Array.from(rows, (row) => column.values[row] ?? null) };
}
