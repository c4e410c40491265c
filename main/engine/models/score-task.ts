import type { WorkContext } from '../threads/index.ts';
import { createExplainer } from './definition.ts';
import type { ModelDefinition } from './definition.ts';
import { contextNames, placeOf, rowWidth } from './features/catalogue.ts';
import { computeSnapshot, createRowComputer } from './features/compute.ts';
import { stopIfAsked } from './features/row-table.ts';
import { isCustomerOn } from './labels.ts';
import { endOfDay, historyDaysBeforeFirst } from './snapshots.ts';
import { firstDayOf, readBook } from './train-task.ts';
import type { Book, BookInput } from './train-task.ts';

export type ScoreInput = BookInput & {
  readonly task: 'score';
  readonly definition: ModelDefinition;
  /** Days as of which to score, as days since 1970-01-01. */
  readonly days: readonly number[];
};

/** The customers on a day, with what the model says of them and why. Matrices are row by row. */
export type ExplainedDay = {
  readonly day: number;
  readonly accounts: readonly string[];
  /** The model's features as ONNX reads them. */
  readonly inputs: Float32Array;
  /** The model's features, then the figures that sentences compare with; NaN = missing. */
  readonly values: Float64Array;
  readonly contributions: Float64Array;
  readonly probabilities: Float64Array;
  readonly logOdds: Float64Array;
};

const accountsBetweenStopChecks = 64;

/** Features, probabilities and reasons of all customers, as of each day; in the train thread. */
export function scoreTask(input: ScoreInput, context: WorkContext): ExplainedDay[] {
  context.progress(0, { key: 'features', values: {} });
  const book = readBook(input, () => context.shouldStop());
  const enough = firstDayOf(book.sources) + historyDaysBeforeFirst;
  // The last day is the present and always wanted; an earlier one only where there is history before it.
  const days = input.days.filter((day, index) => index === input.days.length - 1 || day >= enough);
  return days.map((day, index) => {
    const share = (part: number): number => (index + part) / days.length;
    context.progress(share(0.2), { key: 'features', values: {} });
    return explainDay(book, input.definition, day, context, (part) =>
      context.progress(share(0.4 + 0.6 * part), { key: 'explaining', values: {} }),
    );
  });
}

/** What is kept of an account's row: the model's features, then the figures that sentences compare them with. */
export function valueNames(definition: ModelDefinition): string[] {
  return [...definition.features, ...contextNames];
}

function explainDay(
  { sources, lives }: Book,
  definition: ModelDefinition,
  day: number,
  context: WorkContext,
  onProgress: (share: number) => void,
): ExplainedDay {
  const { values: all } = computeSnapshot(sources, endOfDay(day), createRowComputer(sources), () =>
    context.shouldStop(),
  );
  const customers = sources.accounts.flatMap((_, account) => (isCustomerOn(lives[account]!, day) ? [account] : []));
  const width = definition.features.length;
  const places = valueNames(definition).map(placeOf);
  const explain = createExplainer(definition);
  const inputs = new Float32Array(customers.length * width);
  const values = new Float64Array(customers.length * places.length);
  const contributions = new Float64Array(customers.length * width);
  const probabilities = new Float64Array(customers.length);
  const logOdds = new Float64Array(customers.length);
  customers.forEach((account, row) => {
    if (row % accountsBetweenStopChecks === 0) {
      stopIfAsked(() => context.shouldStop());
      onProgress(row / customers.length);
    }
    places.forEach((place, index) => (values[row * places.length + index] = all[account * rowWidth + place]!));
    const features = inputs.subarray(row * width, (row + 1) * width);
    features.set(values.subarray(row * places.length, row * places.length + width));
    const explained = explain(features);
    contributions.set(explained.contributions, row * width);
    probabilities[row] = explained.probability;
    logOdds[row] = explained.logOdds;
  });
  return {
    day,
    accounts: customers.map((account) => sources.accounts[account]!),
    inputs,
    values,
    contributions,
    probabilities,
    logOdds,
  };
}
