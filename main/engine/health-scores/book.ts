import { createScorer, scoreOf } from './score.ts';
import type { Scored } from './score.ts';
import { cancelled } from '../../../shared/domain/errors.ts';
import type { CompiledDefinition } from './variants.ts';

/** The customers of a day with their measures side by side: columns in the order of `reads`. */
export type MeasuredBook = {
  readonly accounts: readonly string[];
  column(measure: string): ArrayLike<number>;
};

export type BookScores = { readonly score: Float64Array; readonly coverage: Float64Array };

const rowsBetweenLooks = 2_000;

/** The score of one account of the book, with all that it is made of. */
export function scoreRow(definition: CompiledDefinition, book: MeasuredBook, row: number): Scored & { set: number } {
  const set = definition.setOf(book.accounts[row]!);
  const { rules } = definition.sets[set]!;
  return {
    ...scoreOf(
      rules,
      Float64Array.from(rules.reads, (measure) => book.column(measure)[row]!),
    ),
    set,
  };
}

/**
 * The score of every account of the book.
 * @param seen is told of each: its set of rules, and the first exception that holds (-1 = none)
 * @throws cancelled when shouldStop answers true
 */
export function scoreBook(
  definition: CompiledDefinition,
  book: MeasuredBook,
  shouldStop: () => boolean = () => false,
  seen: (row: number, set: number, exception: number) => void = () => {},
): BookScores {
  const count = book.accounts.length;
  const score = new Float64Array(count);
  const coverage = new Float64Array(count);
  const sets = definition.sets.map(({ rules }) => ({
    score: createScorer(rules),
    columns: rules.reads.map((measure) => book.column(measure)),
    values: new Float64Array(rules.reads.length),
  }));
  for (let row = 0; row < count; row++) {
    if (row % rowsBetweenLooks === 0 && shouldStop()) throw cancelled('Scoring');
    const at = definition.setOf(book.accounts[row]!);
    const { score: scorer, columns, values } = sets[at]!;
    for (let index = 0; index < columns.length; index++) values[index] = columns[index]![row]!;
    const totals = scorer(values);
    score[row] = totals.score;
    coverage[row] = totals.coverage;
    seen(row, at, totals.exception);
  }
  return { score, coverage };
}
