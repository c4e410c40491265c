import { writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { formula } from '../../../shared/domain/spreadsheet-formula.ts';
import type { TablePrediction } from './cross-validate.ts';

/** Writes `<id or row>,label,fold,probability`, one line a row, in the order of the file. */
export function writePredictions(path: string, predictions: readonly TablePrediction[], idName = 'row'): void {
  const text = Papa.unparse(
    {
      fields: [idName, 'label', 'fold', 'probability'],
      data: predictions.map(({ id, label, fold, probability }) => [id, label, fold, probability.toFixed(6)]),
    },
    { newline: '\n', escapeFormulae: formula },
  );
  try {
    writeFileSync(path, `${text}\n`);
  } catch (error) {
    throw new HoldfastError(
      'invalid_input',
      `The predictions could not be written to ${path}. Check that the folder exists and can be written to.`,
      { path },
      error,
    );
  }
}
