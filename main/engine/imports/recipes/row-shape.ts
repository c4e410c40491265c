import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import { isBlankRow } from '../sources/papaparse-rows.ts';
import { noRefusals } from './row-batch.ts';
import type { Refusal } from './row-batch.ts';

/** Lines without any value are not rows; where there are some, the others keep their numbers. */
export function withoutBlankRows(
  rows: string[][],
  firstRow: number,
): { filled: string[][]; numbers: Uint32Array | null } {
  const places: number[] = [];
  let blanks = 0;
  for (let index = 0; index < rows.length; index++) {
    if (!isBlankRow(rows[index]!)) {
      if (blanks > 0) places.push(index);
      continue;
    }
    if (blanks === 0) for (let before = 0; before < index; before++) places.push(before);
    blanks++;
  }
  if (blanks === 0) return { filled: rows, numbers: null };
  return {
    filled: places.map((place) => rows[place]!),
    numbers: Uint32Array.from(places, (place) => firstRow + place),
  };
}

/** @param placeOf the place that a row had before blank ones were taken away */
export function refusalsOf(
  rows: readonly string[][],
  placeOf: (index: number) => number,
  width: number,
  badQuotes: ReadonlySet<number>,
): ReadonlyMap<number, Refusal> {
  let refusals: Map<number, Refusal> | null = null;
  for (let index = 0; index < rows.length; index++) {
    const reason = shapeProblem(rows[index]!, width, badQuotes.size > 0 && badQuotes.has(placeOf(index)));
    if (reason !== null) (refusals ??= new Map()).set(index, { column: null, reason });
  }
  return refusals ?? noRefusals;
}

/** What is wrong with the shape of a row; null where it can be read. */
export function shapeProblem(cells: readonly string[], width: number, hasBadQuote: boolean): string | null {
  if (hasBadQuote) return reasonText('broken-quote');
  if (cells.length === width) return null;
  return reasonText('row-width', { count: cells.length, columns: width });
}
