import type { TableColumnFacts, TableDraft } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { columnIndex } from './labels.ts';
import type { Table } from './table.ts';
import { rowCount } from './table.ts';
import { typeColumns } from './typing.ts';

const samplesShown = 5;
/** Values that a label may have; beyond them it is another kind of column. */
const mostLabelValues = 10;
const labelsShown = 200;

const outcomeName = /churn|cancel|attrition|exited|left|lost|inactive|default|response|converted|baja|abandon|perdid/i;
const positiveWords = [
  '1',
  'yes',
  'true',
  'churn',
  'churned',
  'left',
  'lost',
  'cancelled',
  'canceled',
  'exited',
  'sí',
  'si',
  'y',
  't',
  'attrited customer',
  'baja',
];
const idName = /(^|[^a-z])id$|[a-z]I[dD]$|^(customer|account|user|client|cliente|cuenta)$/;

/** What a table holds and what could be asked of it: its columns with types and samples, and a proposal. */
export function draftTable(table: Table): TableDraft {
  const rows = rowCount(table);
  if (rows === 0)
    throw new HoldfastError(
      'not_enough_data',
      `${table.file} has a header but no rows. Choose a table with one row a customer.`,
      { file: table.file },
    );
  const typed = typeColumns(table, new Set());
  const kinds = new Map(
    typed.columns.map(({ name, kind }, index) => [name, { kind, reading: typed.readings[index]! }]),
  );
  const reasons = new Map(typed.leftOut.map(({ name, why }) => [name, why]));
  const counted = table.columns.map(countValues);
  const columns = table.header.map((name, place): TableColumnFacts => {
    const known = kinds.get(name);
    const filled = counted[place]!.filled;
    return {
      name,
      kind: known?.kind ?? null,
      reading: known?.reading ?? null,
      why: reasons.get(name) ?? null,
      missing: 1 - filled / rows,
      distinct: counted[place]!.counts.size,
      samples: [...counted[place]!.counts.keys()].slice(0, samplesShown),
    };
  });
  const labels = table.header.flatMap((column, place) => {
    const { counts } = counted[place]!;
    if (counts.size < 2 || counts.size > mostLabelValues) return [];
    const values = [...counts].sort((a, b) => b[1] - a[1]).map(([value, count]) => ({ value, rows: count }));
    return [{ column, values }];
  });
  const label = proposeLabel(labels);
  return {
    name: table.file,
    rows,
    columns,
    labels: labels.slice(0, labelsShown),
    proposed: {
      label: label?.column ?? null,
      positive: label === null ? null : proposePositive(label.values),
      id: columns.find(({ name, distinct }) => distinct === rows && idName.test(name))?.name ?? null,
      group:
        columns.find(({ name, distinct }) => idName.test(name) && distinct < rows && distinct > rows / 50)?.name ??
        null,
    },
  };
}

/** The values of a label column with their rows, most frequent first. */
export function labelValues(table: Table, label: string): { value: string; rows: number }[] {
  const { counts } = countValues(table.columns[columnIndex(table, label, 'label')]!);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value, rows]) => ({ value, rows }));
}

function countValues(values: readonly (string | null)[]): { counts: Map<string, number>; filled: number } {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const value of values) {
    if (value === null) continue;
    filled++;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { counts, filled };
}

/** A column of few values that is called like an outcome; two values before more, the last before others. */
function proposeLabel(labels: TableDraft['labels']): TableDraft['labels'][number] | null {
  const rank = ({ column, values }: TableDraft['labels'][number]): number =>
    (/churn|exited|attrition/i.test(column) ? 4 : 0) +
    (outcomeName.test(column) ? 2 : 0) +
    (/label|target|outcome/i.test(column) ? 2 : 0) +
    (values.length === 2 ? 1 : 0);
  const best = labels
    .toReversed()
    .reduce<TableDraft['labels'][number] | null>(
      (found, next) => (found === null || rank(next) > rank(found) ? next : found),
      null,
    );
  return best !== null && rank(best) >= 2 ? best : null;
}

/** A word that means yes; else the rarer of two; with more values a person must say. */
function proposePositive(values: TableDraft['labels'][number]['values']): string | null {
  const said = values.find(({ value }) => positiveWords.includes(value.toLowerCase()));
  if (said !== undefined) return said.value;
  return values.length === 2 ? values[1]!.value : null;
}
