import type { Tree, TreesModel } from './trees/model.ts';

/**
 * Exact path-dependent SHAP values of boosted trees (Lundberg et al. 2020, "tree_path_dependent"), in log-odds.
 *
 * Each leaf is a product over the features on its path. For a row, feature i of a leaf is *hot* (the row satisfies all
 * the path's conditions on it) or *cold*; z_i is the share of training cover that satisfies them. With d features,
 * P(y) = Π_hot (z_j + y), Z = Π_cold z_j and w_k = k!(d-1-k)!/d!, the leaf of value v gives
 *   cold i: −v·Z·Σ_k w_k [y^k] P(y)         (the same for all cold features of the leaf)
 *   hot i:  (1−z_i)·v·Z·Σ_k w_k [y^k] P(y)/(z_i + y)
 * which is the Shapley sum written out, in O(d + hot²) a leaf.
 */
export interface TreeExplainer {
  /** Mean log-odds over the training cover. */
  base: number;
  /** Adds each feature's contribution for a row into `into` (zeroed first) and answers it. base + Σ = log-odds. */
  explain(row: ArrayLike<number>, into?: Float64Array): Float64Array;
}

export interface ShapValues {
  base: number;
  contributions: Float64Array;
}

const explainers = new WeakMap<TreesModel, TreeExplainer>();

/** SHAP values of one row; the model is compiled at its first use. base + Σ contributions = the model's log-odds. */
export function shapValues(model: TreesModel, row: ArrayLike<number>): ShapValues {
  let explainer = explainers.get(model);
  if (explainer === undefined) {
    explainer = createTreeExplainer(model);
    explainers.set(model, explainer);
  }
  return { base: explainer.base, contributions: explainer.explain(row) };
}

interface PathStep {
  feature: number;
  share: number;
  /** Row satisfies the step where lower < x <= upper; NaN lower = no lower bound. */
  lower: number;
  upper: number;
  missing: boolean;
}

export function createTreeExplainer(model: TreesModel): TreeExplainer {
  const leaves: { value: number; steps: PathStep[] }[] = [];
  let base = model.baseScore;
  for (const tree of model.trees) {
    collectLeaves(tree, 0, [], (value, steps) => {
      base += steps.reduce((product, step) => product * step.share, value);
      // A leaf at the root, or one that adds nothing, moves no feature.
      if (steps.length > 0 && value !== 0) leaves.push({ value, steps });
    });
  }
  const stepCount = leaves.reduce((sum, leaf) => sum + leaf.steps.length, 0);
  const deepest = leaves.reduce((most, leaf) => Math.max(most, leaf.steps.length), 0);
  const starts = new Int32Array(leaves.length + 1);
  const values = new Float64Array(leaves.length);
  const features = new Int32Array(stepCount);
  const shares = new Float64Array(stepCount);
  const lowers = new Float64Array(stepCount);
  const uppers = new Float64Array(stepCount);
  const missing = new Uint8Array(stepCount);
  let position = 0;
  leaves.forEach((leaf, index) => {
    values[index] = leaf.value;
    for (const step of leaf.steps) {
      features[position] = step.feature;
      shares[position] = step.share;
      lowers[position] = step.lower;
      uppers[position] = step.upper;
      missing[position] = step.missing ? 1 : 0;
      position++;
    }
    starts[index + 1] = position;
  });
  const weights = shapleyWeights(deepest);
  const width = deepest + 1;
  const polynomial = new Float64Array(width);
  const hot = new Int32Array(width);
  const rounded = new Float32Array(model.featureNames.length);

  const explain = (row: ArrayLike<number>, into = new Float64Array(model.featureNames.length)): Float64Array => {
    into.fill(0);
    for (let feature = 0; feature < rounded.length; feature++) rounded[feature] = row[feature]!;
    for (let leaf = 0; leaf < values.length; leaf++) {
      const start = starts[leaf]!;
      const end = starts[leaf + 1]!;
      let hotCount = 0;
      let scale = values[leaf]!;
      polynomial[0] = 1;
      for (let step = start; step < end; step++) {
        const x = rounded[features[step]!]!;
        const share = shares[step]!;
        if (x !== x ? missing[step] === 1 : !(x <= lowers[step]!) && x <= uppers[step]!) {
          polynomial[hotCount + 1] = polynomial[hotCount]!;
          for (let k = hotCount; k > 0; k--) polynomial[k] = polynomial[k]! * share + polynomial[k - 1]!;
          polynomial[0]! *= share;
          hot[hotCount++] = step;
        } else {
          scale *= share;
        }
      }
      const weightRow = (end - start) * width;
      if (hotCount < end - start) {
        let sum = 0;
        for (let k = 0; k <= hotCount; k++) sum += weights[weightRow + k]! * polynomial[k]!;
        const cold = scale * sum;
        let next = 0;
        for (let step = start; step < end; step++) {
          if (next < hotCount && hot[next] === step) next++;
          else into[features[step]!]! -= cold;
        }
      }
      for (let index = 0; index < hotCount; index++) {
        const step = hot[index]!;
        const share = shares[step]!;
        // Division by (share + y) from the highest power down; share <= 1, so errors do not grow.
        let quotient = polynomial[hotCount]!;
        let sum = weights[weightRow + hotCount - 1]! * quotient;
        for (let k = hotCount - 1; k > 0; k--) {
          quotient = polynomial[k]! - share * quotient;
          sum += weights[weightRow + k - 1]! * quotient;
        }
        into[features[step]!]! += (1 - share) * scale * sum;
      }
    }
    return into;
  };
  return { base, explain };
}

/** weights[d * (deepest + 1) + k] = k! (d-1-k)! / d! */
function shapleyWeights(deepest: number): Float64Array {
  const width = deepest + 1;
  const weights = new Float64Array(width * width);
  for (let d = 1; d <= deepest; d++) {
    let weight = 1 / d;
    for (let k = 0; k < d; k++) {
      weights[d * width + k] = weight;
      weight *= (k + 1) / Math.max(1, d - 1 - k);
    }
  }
  return weights;
}

function collectLeaves(
  tree: Tree,
  node: number,
  steps: readonly PathStep[],
  found: (value: number, steps: PathStep[]) => void,
): void {
  const feature = tree.feature[node]!;
  if (feature < 0) {
    found(
      tree.value[node]!,
      steps.map((step) => ({ ...step })),
    );
    return;
  }
  const threshold = tree.threshold[node]!;
  const cover = tree.cover[node]!;
  for (const side of ['left', 'right'] as const) {
    const child = tree[side][node]!;
    const before = steps.find((step) => step.feature === feature);
    const step: PathStep = before ? { ...before } : { feature, share: 1, lower: NaN, upper: Infinity, missing: true };
    step.share *= tree.cover[child]! / cover;
    step.missing &&= tree.missingLeft[node]! === (side === 'left');
    // "Not below or at the higher of the lower bounds": written so that NaN means no bound yet.
    if (side === 'left') step.upper = Math.min(step.upper, threshold);
    else if (!(step.lower >= threshold)) step.lower = threshold;
    collectLeaves(tree, child, [...steps.filter((other) => other.feature !== feature), step], found);
  }
}

export interface ProbabilityContributions {
  baseProbability: number;
  probability: number;
  /** Sums to probability − baseProbability. */
  contributions: Float64Array;
}

/**
 * Log-odds contributions as points of probability. Rule: every feature gets the same price a unit of log-odds, namely
 * (probability − base probability) / (log-odds − base log-odds), the slope of the line from the base to the score; so
 * shares, signs and order stay as in log-odds and the parts sum exactly. Where the total move is too small for a
 * quotient, the calibration's own slope at that place is the price, and what rounding leaves goes to the largest part.
 */
export function probabilityContributions(
  base: number,
  contributions: ArrayLike<number>,
  calibrate: (logOdds: number) => number,
): ProbabilityContributions {
  let move = 0;
  for (let index = 0; index < contributions.length; index++) move += contributions[index]!;
  const baseProbability = calibrate(base);
  const probability = calibrate(base + move);
  const step = 1e-4;
  const price =
    Math.abs(move) > 1e-6
      ? (probability - baseProbability) / move
      : (calibrate(base + step) - calibrate(base - step)) / (2 * step);
  const parts = Float64Array.from({ length: contributions.length }, (_unused, index) => contributions[index]! * price);
  let sum = 0;
  let largest = 0;
  parts.forEach((part, index) => {
    sum += part;
    if (Math.abs(part) > Math.abs(parts[largest]!)) largest = index;
  });
  if (parts.length > 0) parts[largest]! += probability - baseProbability - sum;
  return { baseProbability, probability, contributions: parts };
}
