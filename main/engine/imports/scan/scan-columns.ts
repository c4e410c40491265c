import type { RowPlan } from '../recipes/index.ts';
import { eventColumns } from '../staging/event-columns.ts';

/** What the scanner does with a column of the file. */
export const columnKinds = { skip: 0, text: 1, instant: 2, quantity: 3, id: 4 } as const;

/** The columns of an event file that its rows need. */
export type ScanColumns = {
  /** A kind for each column of the file. */
  readonly kinds: Uint8Array;
  /** Columns of texts, ascending; codes of texts stand in this order. */
  readonly texts: readonly number[];
};

/** Null where a plan asks one column for two things at once, or has no column to read instants from. */
export function scanColumns(plan: RowPlan): ScanColumns | null {
  const { id, instant, event, quantity, owners, properties } = eventColumns(plan);
  if (instant === undefined || instant.index < 0 || (quantity !== undefined && quantity.index < 0)) return null;
  if (id !== undefined && id.index < 0) return null;
  const kinds = new Uint8Array(plan.width);
  let fits = true;
  const mark = (index: number, kind: number): void => {
    if (index < 0) return;
    if (kinds[index] !== columnKinds.skip && kinds[index] !== kind) fits = false;
    kinds[index] = kind;
  };
  for (const { index } of [...owners, ...properties]) mark(index, columnKinds.text);
  if (event !== undefined) mark(event.index, columnKinds.text);
  mark(instant.index, columnKinds.instant);
  if (quantity !== undefined) mark(quantity.index, columnKinds.quantity);
  if (id !== undefined) mark(id.index, columnKinds.id);
  if (!fits) return null;
  const texts = [...kinds.keys()].filter((index) => kinds[index] === columnKinds.text);
  return { kinds, texts };
}
