import type { WorkContext } from '../threads/index.ts';
import { createExplainer } from './definition.ts';
import type { ModelDefinition } from './definition.ts';
import { placeOf, rowWidth } from './features/catalogue.ts';
import { computeSnapshot, createRowComputer } from './features/compute.ts';
import { stopIfAsked } from './features/row-table.ts';
import { figuresTold } from './features/sentences.ts';
import { isCustomerOn } from './labels.ts';
import { sharedDoubles, sharedFloats } from './shared-numbers.ts';
import { endOfDay, historyDaysBeforeFirst } from './snapshots.ts';
import { firstDayOf, readBook } from './train-task.ts';
import type { Book, BookInput } from './train-task.ts';

export type ScoreInput = BookInput & {
  readonly task: 'score';
  readonly definition: ModelDefinition;
  /** Days as of which to score, as days since 1970-01-01. */
  readonly days: readonly number[];
};

/** The customers on a day, with what the model reads of them. Matrices are row by row, in memory that threads share. */
export type CustomerDay = {
  readonly day: number;
  readonly accounts: readonly string[];
  /** The model's features as ONNX reads them. */
  readonly inputs: Float32Array;
  /** The model's features, then the figures that sentences compare with; NaN = missing. */
  readonly values: Float64Array;
};

/** What the model says of the customers, and why. */
export type ExplainedRows = {
  readonly contributions: Float64Array;
  readonly probabilities: Float64Array;
  readonly logOdds: Float64Array;
};

/** `explained` is null for a model that only its own file can compute. */
export type ExplainedDay = CustomerDay & { readonly explained: ExplainedRows | null };

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
    const customers = customersOn(book, input.definition.features, day, context);
    const explained = explain(customers, input.definition, context, (part) =>
      context.progress(share(0.4 + 0.6 * part), { key: 'explaining', values: {} }),
    );
    return { ...customers, explained };
  });
}

/** What is kept of an account's row: the model's features, then the figures that their sentences compare them with. */
export function valueNames({ features }: Pick<ModelDefinition, 'features'>): string[] {
  return [...new Set([...features, ...features.flatMap(figuresTold)])];
}

export function customersOn(
  { sources, lives }: Book,
  features: readonly string[],
  day: number,
  context: Pick<WorkContext, 'shouldStop'>,
): CustomerDay {
  const compute = createRowComputer(sources);
  const { values: all } = computeSnapshot(sources, endOfDay(day), compute, () => context.shouldStop());
  const customers = sources.accounts.flatMap((_, account) => (isCustomerOn(lives[account]!, day) ? [account] : []));
  const width = features.length;
  const places = valueNames({ features }).map(placeOf);
  const inputs = sharedFloats(customers.length * width);
  const values = sharedDoubles(customers.length * places.length);
  customers.forEach((account, row) => {
    const from = row * places.length;
    places.forEach((place, index) => (values[from + index] = all[account * rowWidth + place]!));
    inputs.set(values.subarray(from, from + width), row * width);
  });
  return { day, accounts: customers.map((account) => sources.accounts[account]!), inputs, values };
}

function explain(
  { accounts, inputs }: CustomerDay,
  definition: ModelDefinition,
  context: WorkContext,
  onProgress: (share: number) => void,
): ExplainedRows | null {
  if (definition.model.kind === 'opaque') return null;
  const explainRow = createExplainer(definition);
  const width = definition.features.length;
  const contributions = sharedDoubles(accounts.length * width);
  const probabilities = sharedDoubles(accounts.length);
  const logOdds = sharedDoubles(accounts.length);
  for (let row = 0; row < accounts.length; row++) {
    if (row % accountsBetweenStopChecks === 0) {
      stopIfAsked(() => context.shouldStop());
      onProgress(row / accounts.length);
    }
    const said = explainRow(inputs.subarray(row * width, (row + 1) * width));
    contributions.set(said.contributions, row * width);
    probabilities[row] = said.probability;
    logOdds[row] = said.logOdds;
  }
  return { contributions, probabilities, logOdds };
}
