import type { Bilingual } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Table } from './table.ts';

export interface TableLabels {
  /** Rows of the table with a label; the others take no part. */
  rows: Int32Array;
  /** 1 = positive, by position in `rows`. */
  labels: Uint8Array;
  positives: number;
  /** The label's other values, which together are the opposite; most frequent first. */
  others: string[];
  notes: Bilingual[];
}

/** The index of a named column; the message for a wrong name offers the nearest ones. */
export function columnIndex(table: Table, name: string, role: string): number {
  const index = table.header.indexOf(name);
  if (index >= 0) return index;
  const near = nearestNames(table.header, name);
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((other) => `"${other}"`).join(' or ')}?`
      : `It has: ${listed(table.header, 20)}.`;
  throw new HoldfastError('invalid_input', `${table.file} has no column "${name}" to use as the ${role}. ${hint}`, {
    file: table.file,
    column: name,
    near,
  });
}

export function readLabels(table: Table, label: string, positive: string): TableLabels {
  const values = table.columns[columnIndex(table, label, 'label')]!;
  const counts = new Map<string, number>();
  const rows: number[] = [];
  values.forEach((value, row) => {
    if (value === null) return;
    rows.push(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  });
  const seen = [...counts].sort((a, b) => b[1] - a[1]);
  const details = { file: table.file, column: label };
  if (rows.length === 0) {
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: the label column "${label}" is empty. Choose the column that says who churned.`,
      details,
    );
  }
  const positives = counts.get(positive) ?? 0;
  if (positives === 0) {
    const shown = seen
      .slice(0, 8)
      .map(([value, count]) => `"${value}" (${count} rows)`)
      .join(', ');
    throw new HoldfastError(
      'invalid_input',
      `${table.file}: the value "${positive}" never occurs in the label column "${label}". Its values are ${shown}${seen.length > 8 ? ` and ${seen.length - 8} more` : ''}. Name one of them as the positive value.`,
      { ...details, values: seen.slice(0, 8).map(([value]) => value) },
    );
  }
  if (positives === rows.length) {
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: every row has the label "${positive}", so there is nothing to tell apart. Add rows with another outcome.`,
      details,
    );
  }
  const notes: Bilingual[] = [];
  const unlabelled = values.length - rows.length;
  if (unlabelled > 0) {
    notes.push({
      en: `${unlabelled} rows without a label were left out.`,
      es: `Se han dejado fuera ${unlabelled} filas sin etiqueta.`,
    });
  }
  const others = seen.filter(([value]) => value !== positive).map(([value]) => value);
  if (others.length > 1) {
    const named = `${others
      .slice(0, 8)
      .map((value) => `"${value}"`)
      .join(', ')}${others.length > 8 ? ', …' : ''}`;
    notes.push({
      en: `"${positive}" is set against all other labels together: ${named}.`,
      es: `"${positive}" se compara con todas las demás etiquetas juntas: ${named}.`,
    });
  }
  return {
    rows: Int32Array.from(rows),
    labels: Uint8Array.from(rows, (row) => (values[row] === positive ? 1 : 0)),
    positives,
    others,
    notes,
  };
}

function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return names.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Names within a third of their length in edits, or holding one another; nearest first, three at most. */
export function nearestNames(names: readonly string[], wanted: string): string[] {
  const target = wanted.toLowerCase();
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const other = name.toLowerCase();
      const inside = target !== '' && (other.includes(target) || target.includes(other));
      return { name, distance: inside ? Math.min(1, editDistance(other, target)) : editDistance(other, target) };
    })
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.max(name.length, target.length) / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Insertions, deletions, replacements, and neighbours that changed places. */
function editDistance(a: string, b: string): number {
  const table = [Array.from({ length: b.length + 1 }, (_unused, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(table[i - 1]![j]! + 1, row[j - 1]! + 1, table[i - 1]![j - 1]! + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, table[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    table.push(row);
  }
  return table[a.length]![b.length]!;
}
