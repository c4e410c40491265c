import { crossValidateTable, readTable, writePredictions } from '../../../engine/index.ts';
import { UsageError } from '../command.ts';
import type { Command } from '../command.ts';

export const tableCv: Command = {
  name: 'table cv',
  usage:
    'table cv FILE --label COL --positive VALUE [--id COL] [--exclude A,B] [--folds 5 | --fold-column COL] [--seed 42] --out predictions.csv',
  summary: 'cross-validate a churn model on a plain table with a label',
  options: {
    label: { help: 'the column that says who churned' },
    positive: { help: 'the label of those who did' },
    id: { help: 'a column that names the rows; not learned from' },
    exclude: { help: 'columns to leave out' },
    folds: { help: 'how many folds; 5 when not given' },
    'fold-column': { help: 'a column that says which fold a row belongs to' },
    seed: { help: 'makes the folds repeatable; 42 when not given' },
    out: { help: 'where the out-of-fold probabilities go' },
  },
  async run(given, output) {
    const path = given.positionals[0];
    if (path === undefined) throw new UsageError('Which table? Give a CSV file.');
    const out = given.text('out');
    const id = given.optional('id');
    const foldColumn = given.optional('fold-column');
    const result = crossValidateTable(readTable(path), {
      label: given.text('label'),
      positive: given.text('positive'),
      exclude: given.list('exclude'),
      folds: given.integer('folds', 5),
      seed: given.integer('seed', 42),
      ...(id === undefined ? {} : { id }),
      ...(foldColumn === undefined ? {} : { foldColumn }),
    });
    writePredictions(out, result.predictions);
    const { predictions: _, ...figures } = result;
    output.answer(figures, () => JSON.stringify(figures, null, 2));
  },
};
