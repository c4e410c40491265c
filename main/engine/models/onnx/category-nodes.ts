import type { CategoryCoding } from '../../../stats/index.ts';
import type { GraphPart } from './calibration-nodes.ts';
import {
  bool,
  float64,
  floatTensor,
  intAttribute,
  intsAttribute,
  node,
  stringAttribute,
  stringsAttribute,
  tensorAttribute,
} from './proto.ts';

export const codedFeatures = 'features_coded';

/**
 * What stands for each category, put in the place of its number: from `features` to `features_coded`. The look-up is one small
 * search tree a column, whose leaves are the values; other columns pass as they are.
 */
export function categoryNodes(codings: readonly CategoryCoding[], features: number): GraphPart {
  const trees = codings.map((coding) => lookupTree(coding));
  const all = trees.flatMap((tree, treeId) =>
    tree.map((each) => ({ ...each, treeId, target: codings[treeId]!.feature })),
  );
  const leaves = all.filter(({ value }) => value !== null);
  const isCategory = Array.from({ length: features }, (_, place) =>
    codings.some(({ feature }) => feature === place) ? 1 : 0,
  );
  const ints = (name: string, valueOf: (each: (typeof all)[number]) => number, of = all) =>
    intsAttribute(name, of.map(valueOf));
  const lookup = node(
    'TreeEnsembleRegressor',
    ['features_for_lookup'],
    ['category_values'],
    [
      intAttribute('n_targets', features),
      stringAttribute('aggregate_function', 'SUM'),
      stringAttribute('post_transform', 'NONE'),
      ints('nodes_treeids', ({ treeId }) => treeId),
      ints('nodes_nodeids', ({ id }) => id),
      ints('nodes_featureids', ({ target }) => target),
      tensorAttribute(
        'nodes_values_as_tensor',
        all.map(({ upTo }) => upTo),
      ),
      stringsAttribute(
        'nodes_modes',
        all.map(({ value }) => (value === null ? 'BRANCH_LEQ' : 'LEAF')),
      ),
      ints('nodes_truenodeids', ({ left }) => left),
      ints('nodes_falsenodeids', ({ right }) => right),
      ints('nodes_missing_value_tracks_true', ({ id }) => (id === 0 ? 1 : 0)),
      ints('target_treeids', ({ treeId }) => treeId, leaves),
      ints('target_nodeids', ({ id }) => id, leaves),
      ints('target_ids', ({ target }) => target, leaves),
      tensorAttribute(
        'target_weights_as_tensor',
        leaves.map(({ value }) => value ?? 0),
      ),
    ],
    'ai.onnx.ml',
  );
  return {
    nodes: [
      node('Cast', ['features'], ['features_for_lookup'], [intAttribute('to', float64)]),
      lookup,
      node('Cast', ['category_columns'], ['is_category'], [intAttribute('to', bool)]),
      node('Where', ['is_category', 'category_values', 'features'], [codedFeatures]),
    ],
    constants: [floatTensor('category_columns', isCategory, [1, features])],
  };
}

type LookupNode = { id: number; upTo: number; left: number; right: number; value: number | null };

/** Node 0 lets what is missing go left, since no category's number lies below 0; the rest is found by halving. */
function lookupTree({ codes, values, missing, other }: CategoryCoding): LookupNode[] {
  // Numbers are whole, so a code is alone between itself and what lies one below.
  const spans: { upTo: number; value: number }[] = [];
  codes.forEach((code, place) => {
    if ((spans.at(-1)?.upTo ?? -1) < code - 1) spans.push({ upTo: code - 1, value: other });
    spans.push({ upTo: code, value: values[place]! });
  });
  spans.push({ upTo: Infinity, value: other });
  const nodes: LookupNode[] = [];
  const add = (upTo: number, value: number | null): LookupNode => {
    const made = { id: nodes.length, upTo, left: 0, right: 0, value };
    nodes.push(made);
    return made;
  };
  const search = (from: number, to: number): number => {
    if (to - from === 1) return add(0, spans[from]!.value).id;
    const middle = (from + to) >>> 1;
    const branch = add(spans[middle - 1]!.upTo, null);
    branch.left = search(from, middle);
    branch.right = search(middle, to);
    return branch.id;
  };
  const root = add(-1, null);
  root.left = add(0, missing).id;
  root.right = search(0, spans.length);
  return nodes;
}
