import type { EventSegment, NumericColumn } from './segment.ts';
import type { MergePlan, MergeTarget } from './merge-plan.ts';

/**
 * Copies accounts [first, end) of columns in memory to where a merge puts them. Accounts that stay beside one another are copied at
 * once, so that adding a little to a large store costs little more than its memory.
 */
export function copyAccounts(
  from: EventSegment,
  target: MergeTarget,
  into: Pick<MergePlan, 'seconds' | 'name' | 'quantity' | 'properties'>,
  first: number,
  end: number,
): void {
  const columns: Copied[] = [
    { from: from.seconds, into: into.seconds, recode: null },
    { from: from.name, into: into.name, recode: changes(target.names) },
  ];
  if (from.quantity !== null && into.quantity !== null)
    columns.push({ from: from.quantity, into: into.quantity, recode: null });
  for (const { key, codes } of from.properties) {
    const place = into.properties.find((property) => property.key === key);
    const recode = target.properties.get(key);
    if (place && recode) columns.push({ from: codes, into: place.codes, recode: changes(recode) });
  }
  const { offsets, starts } = target;
  for (let account = first; account < end;) {
    const shift = starts[account]! - offsets[account]!;
    let next = account + 1;
    while (next < end && starts[next]! - offsets[next]! === shift) next += 1;
    for (const column of columns) copyRows(column, offsets[account]!, offsets[next]!, shift);
    account = next;
  }
}

interface Copied {
  readonly from: NumericColumn;
  readonly into: NumericColumn;
  /** Null: values stay as they are. */
  readonly recode: Uint32Array | null;
}

function copyRows({ from, into, recode }: Copied, first: number, end: number, shift: number): void {
  if (recode === null) into.set(from.subarray(first, end), first + shift);
  else for (let row = first; row < end; row++) into[row + shift] = recode[from[row]!]!;
}

function changes(recode: Uint32Array): Uint32Array | null {
  return recode.every((code, place) => code === place) ? null : recode;
}
