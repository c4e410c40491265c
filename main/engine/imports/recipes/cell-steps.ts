import type { Derivation, FileMapping } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import { registrableDomain } from '../../identity/index.ts';
import { trimmed } from '../sources/papaparse-rows.ts';

import { shortened } from './refusal-words.ts';
import type { Refusal } from './row-batch.ts';

/** Changes the cells of one row in place. @returns why the row cannot be taken; null where it can */
export type CellStep = (cells: string[]) => Refusal | null;
type ColumnFinder = (column: string) => number;

/** @param at finds the columns that stand before this one, earlier derived ones included */
export function deriveStep(derivation: Derivation, at: ColumnFinder, into: number, name: string): CellStep {
  switch (derivation.how) {
    case 'split': {
      const { separator, part, column } = derivation;
      if (part === 0)
        throw new HoldfastError(
          'invalid_input',
          `The mapping of ${name} asks for part 0 of "${column}". Parts count from 1, or from -1 for the last.`,
          { file: name, column },
        );
      const from = at(column);
      return (cells) => {
        cells[into] = trimmed(
          trimmed(cells[from]!)
            .split(separator)
            .at(part > 0 ? part - 1 : part) ?? '',
        );
        return null;
      };
    }
    case 'join': {
      const from = derivation.columns.map(at);
      return (cells) => {
        // A blank part leaves no separator behind: "Ana" and no second name is "Ana".
        const parts = from.map((index) => trimmed(cells[index]!)).filter((text) => text !== '');
        cells[into] = parts.join(derivation.separator);
        return null;
      };
    }
    case 'domain': {
      const from = at(derivation.column);
      return (cells) => {
        cells[into] = registrableDomain(cells[from]!) ?? '';
        return null;
      };
    }
  }
}

const wholeWithZeros = /^(\d+)\.0+$/;

/** Key normalisation: so that ids that two systems write in two ways become one. */
function normaliseText(text: string, how: FileMapping['normalise'][string][number]): string {
  switch (how) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'digits':
      // `17850.0` is the number 17850 as spreadsheets leave it.
      return text.replace(wholeWithZeros, '$1').replace(/\D+/g, '');
    case 'letters-and-digits':
      return text.replace(wholeWithZeros, '$1').replace(/[^\p{L}\p{N}]+/gu, '');
    case 'no-leading-zeros':
      return text.replace(wholeWithZeros, '$1').replace(/^0+(?=.)/, '');
  }
}

export function normaliseStep(index: number, how: FileMapping['normalise'][string]): CellStep {
  return (cells) => {
    const text = trimmed(cells[index]!);
    if (text !== '') cells[index] = how.reduce(normaliseText, text);
    return null;
  };
}

export function valueMapStep(map: FileMapping['valueMaps'][number], index: number): CellStep {
  const values = new Map(Object.entries(map.values).map(([from, to]) => [trimmed(from).toLowerCase(), to]));
  return (cells) => {
    const text = trimmed(cells[index]!);
    const mapped = values.get(text.toLowerCase());
    if (mapped !== undefined) cells[index] = mapped;
    else if (text === '' || map.otherwise === 'keep') return null;
    else if (map.otherwise === 'blank') cells[index] = '';
    else
      return {
        column: map.column,
        reason: reasonText('unknown-value', { value: shortened(text) }),
      };
    return null;
  };
}
