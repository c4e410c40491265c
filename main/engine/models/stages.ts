import type { LabelledRows, NumericColumn } from '../../stats/index.ts';
import { predict, refit } from './candidates.ts';
import type { FitContext, ModelKind, Recipe } from './candidates.ts';

/** Answers of one kind of model to the same rows, a list for every recipe tried. */
export type Answers = { readonly recipes: readonly Recipe[]; readonly logOdds: readonly Float64Array[] };

const roundsTried = [20, 30, 45, 65, 90, 120, 150, 190, 240, 300, 370, 450, 550];
const penaltiesTried = [3, 10, 30, 100, 300, 1000];

/**
 * Fits a kind on `rows` and answers `columns` by every recipe. Trees are grown once: fewer rounds are a part of more.
 * @param mostRounds no more trees than these, where it is known that fewer are better
 */
export function answersOf(
  kind: ModelKind,
  rows: LabelledRows,
  names: readonly string[],
  columns: readonly NumericColumn[],
  mostRounds: number,
  context: FitContext,
): Answers {
  const count = columns[0]?.length ?? 0;
  if (kind === 'logistic') {
    const recipes = penaltiesTried.map((l2): Recipe => ({ kind, rounds: 0, l2 }));
    const logOdds = recipes.map((recipe, index) => {
      const model = refit(recipe, rows, names, { ...context, onProgress: () => {} });
      context.onProgress((index + 1) / recipes.length);
      return predict(model, columns as readonly Float32Array[], count);
    });
    return { recipes, logOdds };
  }
  const wanted = roundsTried.filter((rounds, index) => index === 0 || rounds <= mostRounds);
  const recipes = wanted.map((rounds): Recipe => ({ kind, rounds, l2: 0 }));
  const model = refit(recipes.at(-1)!, rows, names, context);
  if (model.kind !== 'trees') throw new Error('Boosted trees were asked for.');
  let sums = new Float64Array(count).fill(model.baseScore);
  const logOdds = wanted.map((rounds, index) => {
    const trees = model.trees.slice(index === 0 ? 0 : wanted[index - 1]!, rounds);
    const more = predict({ ...model, baseScore: 0, trees }, columns as readonly Float32Array[], count);
    sums = sums.map((sum, row) => sum + more[row]!);
    return sums;
  });
  return { recipes, logOdds };
}
