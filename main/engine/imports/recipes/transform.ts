import { randomBytes } from 'node:crypto';
import type { FileMapping } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { columnReadings } from './column-readings.ts';
import { columnFinder } from './column-finder.ts';
import { compileConditions } from './conditions.ts';
import { deriveStep, normaliseStep, valueMapStep } from './cell-steps.ts';
import type { CellStep } from './cell-steps.ts';
import { idPrefixStep, pseudonymStep } from './id-steps.ts';
import { createPseudonymiser } from './pseudonym.ts';
import { compileRawCells } from './raw-cells.ts';
import type { RawCells } from './raw-cells.ts';
import { noRefusals } from './row-batch.ts';
import type { Refusal, RowBatch } from './row-batch.ts';
import { refusalsOf, shapeProblem, withoutBlankRows } from './row-shape.ts';
import { compileUnpivot } from './unpivot.ts';

/** What a recipe does to rows before their columns become fields. */
export type RowTransform = {
  /** The file's columns and the derived ones. */
  readonly header: readonly string[];
  /** False where rows go through untouched, so that faster readers may take them. */
  readonly changesRows: boolean;
  /**
   * What of a row's cells may be stored where the row is rejected; null where they may be stored as they stand. `apply` sees
   * to it itself; this is for readers that go without it.
   */
  readonly rawCells: RawCells | null;
  /**
   * @param firstRow the spreadsheet's number of the first row
   * @param badQuotes places of rows whose quotes are broken
   */
  apply(rows: string[][], firstRow: number, badQuotes: ReadonlySet<number>): RowBatch;
};

/**
 * In this order: derived columns, key normalisation, value maps, columns into rows, pseudonyms, ids with their source.
 * @param pseudonyms the workspace's `pseudonymKey`; null where none is open and what comes out is only shown
 * @throws invalid_input where the recipe speaks of a column that the file does not have
 */
export function compileTransform(
  mapping: FileMapping,
  header: readonly string[],
  name: string,
  pseudonyms: Uint8Array | null,
): RowTransform {
  const width = header.length;
  const columns = [...header];
  const steps: CellStep[] = [];
  for (const derivation of mapping.derive) {
    refuseTaken(columns, derivation.as, name);
    steps.push(deriveStep(derivation, columnFinder(columns, name), columns.length, name));
    columns.push(derivation.as);
  }
  const inner = columnFinder(columns, name);
  const unpivot = mapping.unpivot ? compileUnpivot(mapping.unpivot, inner, mapping.decimal) : null;
  const made = mapping.unpivot ? [mapping.unpivot.name, mapping.unpivot.value] : [];
  for (const column of made) {
    refuseTaken(columns, column, name);
    columns.push(column);
  }
  const at = columnFinder(columns, name);
  const later: CellStep[] = [];
  for (const [column, how] of Object.entries(mapping.normalise))
    if (how.length > 0) (made.includes(column) ? later : steps).push(normaliseStep(at(column), how));
  for (const map of mapping.valueMaps)
    (made.includes(map.column) ? later : steps).push(valueMapStep(map, at(map.column)));

  const isPseudonymised = mapping.columns.some(({ privacy }) => privacy === 'pseudonym');
  const pseudonymise = isPseudonymised ? createPseudonymiser(pseudonyms ?? randomBytes(32)) : null;
  if (pseudonymise) later.push(...pseudonymStep(mapping, at, pseudonymise, name));
  if (mapping.prefixIds) later.push(...idPrefixStep(mapping, at, name));

  const rawCells = compileRawCells(mapping, header, pseudonymise);
  const changesRows = steps.length > 0 || later.length > 0 || unpivot !== null;
  const keeps = compileConditions(mapping.keepWhere, at, columnReadings(mapping), name);
  return {
    header: columns,
    changesRows,
    rawCells,
    apply(rows, firstRow, badQuotes) {
      const { filled, numbers } = withoutBlankRows(rows, firstRow);
      const placeOf = (index: number): number => (numbers === null ? index : numbers[index]! - firstRow);
      if (!changesRows) {
        const raw = rawCells ? filled.map((cells, index) => rawCells(cells, badQuotes.has(placeOf(index)))) : filled;
        return { rows: filled, firstRow, numbers, raw, refusals: refusalsOf(filled, placeOf, width, badQuotes) };
      }
      return changedRows(filled, placeOf, firstRow, badQuotes);
    },
  };

  function changedRows(
    filled: readonly string[][],
    placeOf: (index: number) => number,
    firstRow: number,
    badQuotes: ReadonlySet<number>,
  ): RowBatch {
    const rows: string[][] = [];
    const raw: (readonly string[])[] = [];
    const places: number[] = [];
    let refusals: Map<number, Refusal> | null = null;
    for (let index = 0; index < filled.length; index++) {
      const cells = filled[index]!;
      const place = placeOf(index);
      const isTorn = badQuotes.has(place);
      const kept = rawCells ? rawCells(cells, isTorn) : cells;
      const add = (made: string[], refusal: Refusal | null): void => {
        if (refusal !== null) (refusals ??= new Map()).set(rows.length, refusal);
        rows.push(made);
        raw.push(kept);
        places.push(firstRow + place);
      };
      const reason = shapeProblem(cells, width, isTorn);
      if (reason !== null) {
        add(cells, { column: null, reason });
        continue;
      }
      const whole = cells.slice();
      while (whole.length < columns.length) whole.push('');
      const problem = run(steps, whole);
      for (const one of unpivot ? unpivot(whole) : [whole]) {
        const refusal = run(later, one) ?? problem;
        // What the row filter leaves out is not looked at more closely.
        add(one, refusal !== null && keeps(one) ? refusal : null);
      }
    }
    return { rows, firstRow, numbers: Uint32Array.from(places), raw, refusals: refusals ?? noRefusals };
  }
}

/** Runs all steps. @returns the first refusal */
function run(steps: readonly CellStep[], cells: string[]): Refusal | null {
  let refusal: Refusal | null = null;
  for (const step of steps) {
    const found = step(cells);
    refusal ??= found;
  }
  return refusal;
}

function refuseTaken(columns: readonly string[], column: string, name: string): void {
  if (!columns.includes(column)) return;
  throw new HoldfastError(
    'invalid_input',
    `The mapping of ${name} makes a column "${column}", but there is one of that name already. Give it another name.`,
    { file: name, column },
  );
}
