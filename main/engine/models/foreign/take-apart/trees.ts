import type { Tree } from '../../../../stats/index.ts';
import { attributeOf, intsOf, numbersOf, textsOf } from '../../onnx/attributes.ts';
import type { OnnxNode } from '../../onnx/proto.ts';
import type { Column } from './columns.ts';
import { floatBelow, floatNotAbove, lastThatHolds } from './float-order.ts';

/** Trees over the plan's features, whose leaves add to one sum an outcome. Covers are still 0. */
export type Ensemble = {
  /** Of each outcome that has leaves: a tree's values are those of this outcome. */
  readonly trees: ReadonlyMap<number, readonly Tree[]>;
  readonly baseValues: readonly number[];
};

type Source = {
  feature: number[];
  threshold: number[];
  mode: string[];
  yes: number[];
  no: number[];
  missingYes: boolean[];
};

/** @returns null where a branch asks something that single features cannot answer */
export function readEnsemble(node: OnnxNode, columns: readonly Column[]): Ensemble | null {
  const prefix = node.opType === 'TreeEnsembleClassifier' ? 'class' : 'target';
  const treeIds = intsOf(node, 'nodes_treeids');
  const nodeIds = intsOf(node, 'nodes_nodeids');
  const sources = readNodes(node, treeIds, nodeIds);
  const leafTrees = intsOf(node, `${prefix}_treeids`);
  const leafNodes = intsOf(node, `${prefix}_nodeids`);
  const outcomes = intsOf(node, `${prefix}_ids`);
  const weights = [...numbersOf(node, `${prefix}_weights`), ...numbersOf(node, `${prefix}_weights_as_tensor`)];
  const values = new Map<number, Map<number, Map<number, number>>>();
  weights.forEach((weight, index) => {
    const ofTree = getOrMake(
      getOrMake(values, outcomes[index]!, () => new Map()),
      leafTrees[index]!,
      () => new Map<number, number>(),
    );
    ofTree.set(leafNodes[index]!, (ofTree.get(leafNodes[index]!) ?? 0) + weight);
  });
  const trees = new Map<number, readonly Tree[]>();
  const count = aggregated(node) === 'AVERAGE' ? Math.max(1, sources.size) : 1;
  for (const [outcome, byTree] of values) {
    const own: Tree[] = [];
    for (const [id, source] of sources) {
      const tree = build(source, columns, (leaf) => (byTree.get(id)?.get(leaf) ?? 0) / count);
      if (tree === null) return null;
      own.push(tree);
    }
    trees.set(outcome, own);
  }
  if (!['SUM', 'AVERAGE'].includes(aggregated(node))) return null;
  const baseValues = [...numbersOf(node, 'base_values'), ...numbersOf(node, 'base_values_as_tensor')];
  return { trees, baseValues };
}

function aggregated(node: OnnxNode): string {
  const bytes = attributeOf(node, 'aggregate_function')?.s;
  return bytes && bytes.length > 0 ? new TextDecoder().decode(bytes) : 'SUM';
}

function readNodes(node: OnnxNode, treeIds: readonly number[], nodeIds: readonly number[]): Map<number, Source> {
  const features = intsOf(node, 'nodes_featureids');
  const modes = textsOf(node, 'nodes_modes');
  const yes = intsOf(node, 'nodes_truenodeids');
  const no = intsOf(node, 'nodes_falsenodeids');
  const missing = intsOf(node, 'nodes_missing_value_tracks_true');
  const thresholds = [...numbersOf(node, 'nodes_values'), ...numbersOf(node, 'nodes_values_as_tensor')];
  const sources = new Map<number, Source>();
  treeIds.forEach((id, index) => {
    const source = getOrMake(sources, id, () => ({
      feature: [],
      threshold: [],
      mode: [],
      yes: [],
      no: [],
      missingYes: [],
    }));
    const at = nodeIds[index]!;
    source.feature[at] = features[index]!;
    source.threshold[at] = thresholds[index]!;
    source.mode[at] = modes[index]!;
    source.yes[at] = yes[index]!;
    source.no[at] = no[index]!;
    source.missingYes[at] = missing[index] === 1;
  });
  return sources;
}

/** One tree as ours: every question is "is the feature at most so much?", with a way for a missing value. */
function build(source: Source, columns: readonly Column[], valueOf: (leaf: number) => number): Tree | null {
  const tree: Tree = { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [] };
  const push = (feature: number, threshold: number, missingLeft: boolean, value: number): number => {
    tree.feature.push(feature);
    tree.threshold.push(threshold);
    tree.missingLeft.push(missingLeft);
    tree.left.push(-1);
    tree.right.push(-1);
    tree.value.push(value);
    tree.cover.push(0);
    return tree.feature.length - 1;
  };
  let canBeRead = true;
  const visit = (at: number, depth: number): number => {
    const mode = source.mode[at];
    if (mode === undefined || depth > 200) canBeRead = false;
    if (mode === 'LEAF' && !Number.isFinite(valueOf(at))) canBeRead = false;
    if (!canBeRead || mode === 'LEAF') return push(-1, 0, false, canBeRead ? valueOf(at) : 0);
    const column = columns[source.feature[at]!];
    const cut = column && cutOf(column, mode!, source.threshold[at]!, source.missingYes[at]!);
    if (!cut) {
      canBeRead = false;
      return push(-1, 0, false, 0);
    }
    const ways = { yes: source.yes[at]!, no: source.no[at]! };
    if (typeof cut === 'string') return visit(ways[cut], depth + 1);
    // Stored as JSON, which knows no infinity: the greatest numbers part the same rows.
    const threshold = Math.min(greatest, Math.max(-greatest, cut.threshold));
    const place = push(column.feature, threshold, cut.missing === cut.low, 0);
    tree.left[place] = visit(ways[cut.low], depth + 1);
    tree.right[place] = visit(ways[cut.low === 'yes' ? 'no' : 'yes'], depth + 1);
    return place;
  };
  visit(0, 0);
  return canBeRead ? tree : null;
}

const greatest = 3.4028234663852886e38;

type Way = 'yes' | 'no';
/** Up to `threshold` the way `low` is gone, above it the other; a missing value goes `missing`. */
type Cut = { readonly threshold: number; readonly low: Way; readonly missing: Way };

const tests: Readonly<Record<string, (x: number, threshold: number) => boolean>> = {
  BRANCH_LEQ: (x, t) => x <= t,
  BRANCH_LT: (x, t) => x < t,
  BRANCH_GTE: (x, t) => x >= t,
  BRANCH_GT: (x, t) => x > t,
};

/** @returns the way itself where every account goes it; null for a question of another kind */
function cutOf(column: Column, mode: string, threshold: number, missingYes: boolean): Cut | Way | null {
  const test = tests[mode];
  if (!test || Number.isNaN(threshold)) return null;
  const answer = (x: number): Way => (test(x, threshold) || (Number.isNaN(x) && missingYes) ? 'yes' : 'no');
  if (column.feature < 0) return answer(column.apply(0));
  const missing = answer(column.whenMissing);
  const isSame = column.line?.slope === 1 && column.line.offset === 0;
  const asksBelow = mode === 'BRANCH_LEQ' || mode === 'BRANCH_LT';
  if (isSame) {
    const isOpen = mode === 'BRANCH_LT' || mode === 'BRANCH_GTE';
    return {
      threshold: isOpen ? floatBelow(threshold) : floatNotAbove(threshold),
      low: asksBelow ? 'yes' : 'no',
      missing,
    };
  }
  if (!column.line) return null;
  // Where the column falls as the feature grows, small values go the way of great ones.
  const low: Way = asksBelow === column.line.slope >= 0 ? 'yes' : 'no';
  const last = lastThatHolds((x) => answer(column.apply(x)) === low);
  return { threshold: last, low, missing };
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

const smallestCover = 0.01;

/** Counts how many rows pass each node, which files of other makers do not tell. @param columns one a feature */
export function countCovers(tree: Tree, columns: readonly Float32Array[], rows: number): void {
  tree.cover = tree.feature.map((feature) => (feature < 0 ? smallestCover : 0));
  for (let row = 0; row < rows; row++) {
    let node = 0;
    for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
      const x = columns[feature]![row]!;
      node = (Number.isNaN(x) ? tree.missingLeft[node]! : x <= tree.threshold[node]!)
        ? tree.left[node]!
        : tree.right[node]!;
    }
    tree.cover[node]!++;
  }
  // Children stand behind their parents.
  for (let node = tree.feature.length - 1; node >= 0; node--)
    if (tree.feature[node]! >= 0) tree.cover[node] = tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!;
}
