import type { HealthDefinition } from '../../../shared/contract/index.ts';
import { healthPulseMeasure } from '../../../shared/contract/index.ts';
import { cancelled } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import {
  computeSnapshot,
  createRowComputer,
  endOfDay,
  firstDayOf,
  isCustomerOn,
  placeOf,
  readBook,
  rowWidth,
  snapshotDays,
} from '../models/index.ts';
import type { Book, BookInput } from '../models/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { scoreBook } from './book.ts';
import type { MeasuredBook } from './book.ts';
import { knownMeasures } from './measures.ts';
import { pulsesAt } from './pulses.ts';
import type { Pulse } from './pulses.ts';
import type { MeasuredDay } from './snapshot-store.ts';
import { summaryOf } from './summary.ts';
import { compileDefinition } from './variants.ts';

/** An attribute's values as they cross to another thread: account and value. */
export type AttributePairs = Readonly<Record<string, readonly (readonly [string, string])[]>>;

export const attributeMaps = (pairs: AttributePairs) =>
  Object.fromEntries(Object.entries(pairs).map(([key, values]) => [key, new Map(values)]));

export type HealthInput = BookInput & {
  readonly task: 'health';
  /** What scores the book; null = only the measures are computed. */
  readonly definition: HealthDefinition | null;
  readonly attributes: AttributePairs;
  readonly pulses: readonly Pulse[];
  /** The present, in epoch seconds: pulses of today count, though the data may end before. */
  readonly now: number;
  /** How many months before the last day are scored too. */
  readonly pastMonths: number;
};

export type ScoredDay = {
  readonly asOf: string;
  readonly accounts: readonly string[];
  readonly score: Float64Array;
  readonly coverage: Float64Array;
};
export type HealthOutput = {
  readonly measured: MeasuredDay;
  /** As of the last day of the data; null without a definition. */
  readonly present: ScoredDay | null;
  readonly past: readonly ScoredDay[];
};

const numbered = knownMeasures.filter(({ id }) => id !== healthPulseMeasure);

/** The measures of all customers as of the last day of the data, and their scores then and at the month ends before. */
export function healthTask(input: HealthInput, context: WorkContext): HealthOutput {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void => context.progress(progress, { key, values: {} });
  report(0, 'features');
  const book = readBook(input, shouldStop);
  const first = firstDayOf(book.sources);
  const past =
    input.definition === null || input.pastMonths === 0 || !Number.isFinite(first)
      ? []
      : snapshotDays(first, input.until, 0).slice(0, -1).slice(-input.pastMonths);
  const days = [...past, input.until];
  const memory = new Float64Array(book.sources.accounts.length * rowWidth);
  const compute = createRowComputer(book.sources);
  const compiled =
    input.definition === null ? null : compileDefinition(input.definition, attributeMaps(input.attributes));
  const scored: ScoredDay[] = [];
  let measured: MeasuredDay | null = null;
  days.forEach((day, index) => {
    report(0.1 + (0.9 * index) / days.length, index === 0 ? 'features' : 'scoring');
    computeSnapshot(book.sources, endOfDay(day), compute, shouldStop, memory);
    const isPresent = day === input.until;
    const seen = measuredOn(book, day, memory, input.pulses, isPresent ? input.now : endOfDay(day));
    if (compiled !== null)
      scored.push({ asOf: dayOfNumber(day), accounts: seen.accounts, ...scoreBook(compiled, seen, shouldStop) });
    if (isPresent)
      measured = {
        asOf: dayOfNumber(day),
        accounts: seen.accounts,
        columns: numbered.map(({ id }) => {
          if (shouldStop()) throw cancelled('Computing the health scores');
          const values = seen.column(id);
          return { measure: id, values, summary: summaryOf(values) };
        }),
      };
  });
  return { measured: measured!, present: scored.at(-1) ?? null, past: scored.slice(0, -1) };
}

type MeasuredDayBook = Omit<MeasuredBook, 'column'> & { column(measure: string): Float64Array };

/** The customers of a day, of whose measures `memory` holds a row for each account of the book. */
export function measuredOn(
  { sources, lives }: Book,
  day: number,
  memory: Float64Array,
  pulses: readonly Pulse[],
  instant: number,
): MeasuredDayBook {
  const customers = sources.accounts.flatMap((_, account) => (isCustomerOn(lives[account]!, day) ? [account] : []));
  const accounts = customers.map((account) => sources.accounts[account]!);
  return { accounts, column: columnsOf(customers, accounts, memory, pulses, instant) };
}

/** Columns of some accounts (places in the book), from the rows of all. */
function columnsOf(
  places: readonly number[],
  accounts: readonly string[],
  memory: Float64Array,
  pulses: readonly Pulse[],
  instant: number,
): (measure: string) => Float64Array {
  return (measure) => {
    if (measure === healthPulseMeasure) return pulsesAt(pulses, accounts, instant);
    const at = placeOf(measure);
    return Float64Array.from(places, (account) => memory[account * rowWidth + at]!);
  };
}
