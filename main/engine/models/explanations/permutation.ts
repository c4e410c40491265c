import { auc, createRandom, shuffle } from '../../../stats/index.ts';
import type { Random } from '../../../stats/index.ts';
import { predict } from '../candidates.ts';
import type { Fitted } from '../candidates.ts';
import { stopIfAsked } from '../features/row-table.ts';

export type PermutationRows = {
  readonly columns: readonly Float32Array[];
  readonly labels: Uint8Array;
  /** Values are shuffled among the rows of one group (a snapshot) only, so that no season leaks from one to another. */
  readonly groups: ArrayLike<number>;
  /** Whose row each is; the interval is over these. */
  readonly accounts: ArrayLike<number>;
};

export type FeatureImportance = {
  readonly lossRise: { readonly value: number; readonly low: number; readonly high: number };
  readonly aucFall: number | null;
};

const repeats = 3;
const z = 1.96;

/**
 * How much worse a model does when a feature's values are shuffled between customers (Breiman 2001; here the rise of the
 * mean log loss and the fall of the AUC, means of three shufflings). The interval is that of a mean over accounts, whose rows hang together.
 */
export function permutationImportance(
  model: Fitted,
  calibrate: (logOdds: number) => number,
  { columns, labels, groups, accounts }: PermutationRows,
  { seed, shouldStop }: { seed: number; shouldStop: () => boolean },
): { logLoss: number; auc: number | null; features: FeatureImportance[] } {
  const rows = labels.length;
  const whole = predict(model, columns, rows);
  const losses = lossesOf(labels, whole, calibrate);
  const wholeAuc = auc(labels, whole);
  const order = byGroup(groups);
  const random = createRandom(seed);
  const features = columns.map((column, feature): FeatureImportance => {
    const part = partOf(model, feature);
    if (part === null) return { lossRise: { value: 0, low: 0, high: 0 }, aucFall: wholeAuc === null ? null : 0 };
    const before = predict(part, columns, rows);
    const rises = new Float64Array(rows);
    let fall = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      stopIfAsked(shouldStop);
      const shuffled = columns.with(feature, shuffledWithin(column, order, random));
      const after = predict(part, shuffled, rows);
      const logOdds = whole.map((value, row) => value - before[row]! + after[row]!);
      lossesOf(labels, logOdds, calibrate).forEach((loss, row) => (rises[row]! += (loss - losses[row]!) / repeats));
      fall += ((wholeAuc ?? 0) - (auc(labels, logOdds) ?? 0)) / repeats;
    }
    return { lossRise: meanOverAccounts(rises, accounts), aucFall: wholeAuc === null ? null : fall };
  });
  return { logLoss: losses.reduce((sum, loss) => sum + loss, 0) / rows, auc: wholeAuc, features };
}

/** What of a model changes with a feature: the trees that split on it. Null where nothing does. */
function partOf(model: Fitted, feature: number): Fitted | null {
  if (model.kind === 'logistic')
    return model.weights[feature] === 0 && model.missingWeights[feature] === 0 ? null : model;
  const trees = model.trees.filter((tree) => tree.feature.includes(feature));
  return trees.length === 0 ? null : { ...model, trees };
}

/** Log loss of each row; probabilities of exactly 0 or 1 are held a little inside. */
function lossesOf(labels: Uint8Array, logOdds: Float64Array, calibrate: (logOdds: number) => number): Float64Array {
  const least = 1e-9;
  return logOdds.map((value, row) => {
    const probability = Math.min(1 - least, Math.max(least, calibrate(value)));
    return -Math.log(labels[row] === 1 ? probability : 1 - probability);
  });
}

/** Rows of each group. */
function byGroup(groups: ArrayLike<number>): Int32Array[] {
  const found = Map.groupBy(
    Array.from({ length: groups.length }, (_, row) => row),
    (row) => groups[row]!,
  );
  return [...found.values()].map((rows) => Int32Array.from(rows));
}

function shuffledWithin(column: Float32Array, groups: readonly Int32Array[], random: Random): Float32Array {
  const result = new Float32Array(column.length);
  for (const rows of groups) {
    const drawn = rows.slice();
    shuffle(drawn, random);
    rows.forEach((row, place) => (result[row] = column[drawn[place]!]!));
  }
  return result;
}

/** Mean over rows with the standard error of a mean whose accounts are drawn whole (linearised ratio). */
export function meanOverAccounts(
  values: Float64Array,
  accounts: ArrayLike<number>,
): { value: number; low: number; high: number } {
  const sums = new Map<number, { sum: number; count: number }>();
  values.forEach((value, row) => {
    const account = sums.get(accounts[row]!) ?? { sum: 0, count: 0 };
    account.sum += value;
    account.count++;
    sums.set(accounts[row]!, account);
  });
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const clusters = sums.size;
  let squares = 0;
  for (const { sum, count } of sums.values()) squares += (sum - value * count) ** 2;
  const error = clusters > 1 ? Math.sqrt((clusters / (clusters - 1)) * squares) / values.length : Infinity;
  return { value, low: value - z * error, high: value + z * error };
}
