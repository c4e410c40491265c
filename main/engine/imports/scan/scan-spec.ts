import type { FileMapping } from '../../../../shared/contract/index.ts';
// Not by the folder's door, behind which stands much that a scanning thread would load and never use.
import { compileMapping } from '../recipes/compile-mapping.ts';
import type { RowPlan } from '../recipes/index.ts';
import { eventColumns, readQuantity } from '../staging/event-columns.ts';
import type { IdSeeds } from '../staging/id-hash.ts';
import { createBlockScanner } from './block-scanner.ts';
import type { BlockScanner } from './block-scanner.ts';
import { textCode } from './text-code.ts';
import { scanColumns } from './scan-columns.ts';

/** All that a thread needs to know to scan blocks of a file. */
export type ScanSpec = {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly mapping: FileMapping;
  readonly label: string;
  readonly idSeeds: IdSeeds;
};

/** Null where the file is not for scanning. */
export function scannerFor(spec: ScanSpec, plan: RowPlan = planOf(spec)): BlockScanner | null {
  const columns = scanColumns(plan);
  const code = textCode(spec.encoding);
  if (columns === null || code === null) return null;
  const { instant, quantity } = eventColumns(plan);
  if (instant === undefined) return null;
  const read = (text: string): number | undefined => instant.read(text) as number | undefined;
  const amount = (text: string): number | undefined => {
    const value = readQuantity(quantity, text);
    return value !== undefined && Math.abs(Math.fround(value)) === Infinity ? undefined : value;
  };
  return createBlockScanner({
    ...columns,
    delimiter: spec.delimiter,
    code,
    readInstant: read,
    readQuantity: amount,
    hasDecimalPoint: amount('1.5') === 1.5 && amount('1.234') === 1.234 && amount('1000.125') === 1000.125,
    idSeeds: spec.idSeeds,
  });
}

function planOf({ mapping, header, label }: ScanSpec): RowPlan {
  return compileMapping(mapping, header, label);
}
