import { cancelled } from '../../shared/domain/errors.ts';
import { createTreeExplainer } from './tree-shap.ts';
import type { NumericColumn, Tree, TreesModel } from './trees/model.ts';

/** SHAP values of many rows. */
export interface ShapTable {
  /** Mean log-odds over the training cover. */
  base: number;
  /** Row by row, one number a feature; base + the sum over a row = its log-odds. */
  contributions: Float64Array;
}

export interface ShapWork {
  onProgress?: ((fraction: number) => void) | undefined;
  shouldStop?: (() => boolean) | undefined;
}

/** Rows below which tables are not worth making. */
const fewRows = 500;
/** A leaf's table doubles with each feature on its path; beyond this a leaf is reckoned row by row. */
const mostPathFeatures = 8;
/** Rows between two questions whether to stop. */
const rowsAtOnce = 20_000;

/**
 * The same values as `createTreeExplainer` gives, for many rows at once: a leaf's share depends only on which of its path's
 * features point to it, so it is reckoned once for every such pattern and then looked up (after Yang 2021, "Fast TreeSHAP",
 * version 2).
 *
 * @param columns in the order of the model's features; NaN is missing
 */
export function shapTable(
  model: TreesModel,
  columns: readonly NumericColumn[],
  rows: number,
  work: ShapWork = {},
): ShapTable {
  const width = model.featureNames.length;
  const contributions = new Float64Array(rows * width);
  const explainer = createTreeExplainer(model);
  const checkStop = (): void => {
    if (work.shouldStop?.() === true) throw cancelled('Explaining');
  };
  if (rows < fewRows) {
    const own = new Float64Array(width);
    for (let row = 0; row < rows; row++) {
      if (row % 50 === 0) checkStop();
      columns.forEach((column, feature) => (own[feature] = column[row]!));
      explainer.explain(own, contributions.subarray(row * width, (row + 1) * width));
    }
    return { base: explainer.base, contributions };
  }
  // Row by row: a tree asks a row for many features.
  const values = new Float32Array(rows * width);
  columns.forEach((column, feature) => {
    for (let row = 0, at = feature; row < rows; row++, at += width) values[at] = column[row]!;
  });
  model.trees.forEach((tree, index) => {
    const compiled = compileTree(tree, width);
    for (let start = 0; start < rows; start += rowsAtOnce) {
      checkStop();
      addRows(compiled, values, start, Math.min(rows, start + rowsAtOnce), contributions, width);
    }
    work.onProgress?.((index + 1) / model.trees.length);
  });
  return { base: explainer.base, contributions };
}

/**
 * A tree cut into an upper part, through which each row's pattern is followed, and small ends of up to three questions. What an
 * end adds depends on the pattern at its root and the answers to its questions, so the shares of all its leaves are looked up
 * at once.
 */
interface CompiledTree {
  /** Upper questions, parents before children. */
  upper: Questions & { left: Int32Array; right: Int32Array; bit: Int32Array; fresh: Int32Array };
  /** Questions of the ends, one end after another. */
  lower: Questions;
  ends: {
    root: Int32Array;
    /** How many questions, and where their answers go in the index of the table. */
    questions: Int32Array;
    firstBit: Int32Array;
    /** Features that get a share, where their list and the table begin. */
    count: Int32Array;
    firstFeature: Int32Array;
    table: Int32Array;
  };
  features: Int32Array;
  shares: Float64Array;
  /** Pattern of each node for the row in hand. */
  patterns: Int32Array;
  /** Explains what too deep leaves add; null where there are none. */
  rest: ((row: ArrayLike<number>, into: Float64Array) => void) | null;
}

interface Questions {
  node: Int32Array;
  feature: Int32Array;
  threshold: Float32Array;
  missingLeft: Uint8Array;
}

/** Which features the way to a node asks for. */
interface Path {
  features: number[];
  /** Product of cover shares of the steps on each feature. */
  covers: number[];
}

const mostQuestions = 3;

function compileTree(tree: Tree, width: number): CompiledTree {
  const upper: { node: number; bit: number; fresh: number }[] = [];
  const ends: { root: number; path: Path; questions: number[]; features: number[]; table: Float64Array }[] = [];
  const deep: number[] = [];
  const sizes = questionCounts(tree);
  const visit = (node: number, path: Path): void => {
    const size = sizes[node]!;
    const fits = path.features.length + size <= mostPathFeatures;
    if (size === 0 && !fits) {
      deep.push(node);
    } else if (fits && size <= mostQuestions) {
      const end = compileEnd(tree, node, path);
      if (end.features.length > 0) ends.push({ root: node, path, ...end });
    } else {
      const { bit, fresh } = bitOf(path, tree.feature[node]!);
      upper.push({ node, bit, fresh });
      for (const side of ['left', 'right'] as const) visit(tree[side][node]!, stepOf(tree, node, side, path));
    }
  };
  visit(0, { features: [], covers: [] });
  const upperNodes = upper.map(({ node }) => node);
  const int = (list: readonly number[]): Int32Array => Int32Array.from(list);
  return {
    upper: {
      ...questionsOf(tree, upperNodes),
      left: int(upperNodes.map((node) => tree.left[node]!)),
      right: int(upperNodes.map((node) => tree.right[node]!)),
      bit: int(upper.map(({ bit }) => bit)),
      fresh: int(upper.map(({ fresh }) => fresh)),
    },
    lower: questionsOf(
      tree,
      ends.flatMap(({ questions }) => questions),
    ),
    ends: {
      root: int(ends.map(({ root }) => root)),
      questions: int(ends.map(({ questions }) => questions.length)),
      firstBit: int(ends.map(({ path }) => path.features.length)),
      count: int(ends.map(({ features }) => features.length)),
      firstFeature: startsOf(ends.map(({ features }) => features.length)),
      table: startsOf(ends.map(({ table }) => table.length)),
    },
    features: int(ends.flatMap(({ features }) => features)),
    shares: joined(ends.map(({ table }) => table)),
    patterns: new Int32Array(tree.feature.length),
    rest: deep.length === 0 ? null : deepLeaves(tree, deep, width),
  };
}

/** Questions in the subtree of each node. Children are numbered after their parents. */
function questionCounts(tree: Tree): Int32Array {
  const counts = new Int32Array(tree.feature.length);
  for (let node = counts.length - 1; node >= 0; node--) {
    if (tree.feature[node]! >= 0) counts[node] = 1 + counts[tree.left[node]!]! + counts[tree.right[node]!]!;
  }
  return counts;
}

/** The bit of a feature in the patterns below a node, and the same where it is new on the path, else 0. */
function bitOf({ features }: Path, feature: number): { bit: number; fresh: number } {
  const known = features.indexOf(feature);
  return known < 0 ? { bit: 1 << features.length, fresh: 1 << features.length } : { bit: 1 << known, fresh: 0 };
}

function stepOf(tree: Tree, node: number, side: 'left' | 'right', { features, covers }: Path): Path {
  const feature = tree.feature[node]!;
  const share = tree.cover[tree[side][node]!]! / tree.cover[node]!;
  const known = features.indexOf(feature);
  if (known < 0) return { features: [...features, feature], covers: [...covers, share] };
  return { features, covers: covers.with(known, covers[known]! * share) };
}

/** For each index (pattern at the root, then one bit a question, set where the answer is "left"): the shares of `features`. */
function compileEnd(
  tree: Tree,
  root: number,
  path: Path,
): { questions: number[]; features: number[]; table: Float64Array } {
  const questions: number[] = [];
  type Turn = { question: number; isLeft: boolean; bit: number; fresh: number };
  const leaves: { value: number; path: Path; turns: Turn[] }[] = [];
  const visit = (node: number, at: Path, turns: Turn[]): void => {
    if (tree.feature[node]! < 0) {
      if (tree.value[node] !== 0 && at.features.length > 0) leaves.push({ value: tree.value[node]!, path: at, turns });
      return;
    }
    const question = questions.push(node) - 1;
    for (const side of ['left', 'right'] as const) {
      const turn = { question, isLeft: side === 'left', ...bitOf(at, tree.feature[node]!) };
      visit(tree[side][node]!, stepOf(tree, node, side, at), [...turns, turn]);
    }
  };
  visit(root, path, []);
  const features = [...new Set(leaves.flatMap((leaf) => leaf.path.features))];
  const depth = path.features.length;
  const table = new Float64Array(features.length << (depth + questions.length));
  for (const leaf of leaves) {
    const shares = leafShares(leaf.value, leaf.path.covers);
    const places = leaf.path.features.map((feature) => features.indexOf(feature));
    for (let index = 0; index < 1 << (depth + questions.length); index++) {
      let pattern = index & ((1 << depth) - 1);
      for (const { question, isLeft, bit, fresh } of leaf.turns) {
        const answer = (index & (1 << (depth + question))) !== 0;
        pattern = answer === isLeft ? pattern | fresh : pattern & ~bit;
      }
      places.forEach(
        (place, own) => (table[index * features.length + place]! += shares[pattern * places.length + own]!),
      );
    }
  }
  return { questions, features, table };
}

function questionsOf(tree: Tree, nodes: readonly number[]): Questions {
  return {
    node: Int32Array.from(nodes),
    feature: Int32Array.from(nodes, (node) => tree.feature[node]!),
    threshold: Float32Array.from(nodes, (node) => tree.threshold[node]!),
    missingLeft: Uint8Array.from(nodes, (node) => (tree.missingLeft[node]! ? 1 : 0)),
  };
}

function startsOf(sizes: readonly number[]): Int32Array {
  let sum = 0;
  return Int32Array.from(sizes, (size) => (sum += size) - size);
}

/** For every pattern of hot (bit set) and cold features, what the leaf adds to each: patterns × features. */
function leafShares(value: number, covers: readonly number[]): Float64Array {
  const count = covers.length;
  const table = new Float64Array(count << count);
  // weights[k] = k! (count−1−k)! / count!
  const weights = [1 / count];
  for (let k = 0; k + 1 < count; k++) weights.push((weights[k]! * (k + 1)) / (count - 1 - k));
  for (let pattern = 0; pattern < 1 << count; pattern++) {
    const isHot = (place: number): boolean => (pattern & (1 << place)) !== 0;
    let cold = value;
    covers.forEach((cover, place) => {
      if (!isHot(place)) cold *= cover;
    });
    for (let place = 0; place < count; place++) {
      // Π (cover + y) over the other hot features, as coefficients of y.
      const polynomial = [1];
      covers.forEach((cover, other) => {
        if (other === place || !isHot(other)) return;
        polynomial.push(0);
        for (let k = polynomial.length - 1; k > 0; k--) polynomial[k] = polynomial[k]! * cover + polynomial[k - 1]!;
        polynomial[0]! *= cover;
      });
      const sum = polynomial.reduce((total, coefficient, k) => total + weights[k]! * coefficient, 0);
      table[pattern * count + place] = isHot(place) ? (1 - covers[place]!) * cold * sum : -cold * sum;
    }
  }
  return table;
}

function addRows(
  tree: CompiledTree,
  values: Float32Array,
  start: number,
  end: number,
  into: Float64Array,
  width: number,
): void {
  const { upper, lower, ends, features, shares, patterns, rest } = tree;
  const { node, feature, threshold, missingLeft, left, right, bit, fresh } = upper;
  const { feature: asks, threshold: limits, missingLeft: missing } = lower;
  const { root, questions, firstBit, count, firstFeature, table } = ends;
  for (let row = start; row < end; row++) {
    const first = row * width;
    for (let index = 0; index < node.length; index++) {
      const x = values[first + feature[index]!]!;
      const pattern = patterns[node[index]!]!;
      const hot = pattern | fresh[index]!;
      const cold = pattern & ~bit[index]!;
      const isLeft = x !== x ? missingLeft[index] === 1 : x <= threshold[index]!;
      patterns[left[index]!] = isLeft ? hot : cold;
      patterns[right[index]!] = isLeft ? cold : hot;
    }
    let question = 0;
    for (let index = 0; index < root.length; index++) {
      let entry = patterns[root[index]!]!;
      const firstAnswer = firstBit[index]!;
      const asked = questions[index]!;
      for (let k = 0; k < asked; k++, question++) {
        const x = values[first + asks[question]!]!;
        const isLeft = x !== x ? missing[question]! : x <= limits[question]! ? 1 : 0;
        entry |= isLeft << (firstAnswer + k);
      }
      const own = count[index]!;
      const share = table[index]! + entry * own;
      const list = firstFeature[index]!;
      for (let place = 0; place < own; place++) into[first + features[list + place]!]! += shares[share + place]!;
    }
    if (rest !== null) {
      rest(values.subarray(first, first + width), into.subarray(first, first + width));
    }
  }
}

/** The tree with all other leaves silenced, explained leaf by leaf. */
function deepLeaves(tree: Tree, deep: readonly number[], width: number): CompiledTree['rest'] {
  const kept = new Set(deep);
  const value = tree.value.map((one, node) => (kept.has(node) ? one : 0));
  const featureNames = Array.from({ length: width }, () => '');
  const explainer = createTreeExplainer({ kind: 'trees', featureNames, baseScore: 0, trees: [{ ...tree, value }] });
  const own = new Float64Array(width);
  return (row, into) => {
    explainer.explain(row, own);
    for (let feature = 0; feature < width; feature++) into[feature]! += own[feature]!;
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
