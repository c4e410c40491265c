import type { LogisticModel, TreesModel } from '../../../stats/index.ts';
import type { GraphPart } from './calibration-nodes.ts';
import {
  doubleTensor,
  float32,
  float64,
  floatTensor,
  intAttribute,
  intsAttribute,
  node,
  stringAttribute,
  stringsAttribute,
  tensorAttribute,
} from './proto.ts';

/**
 * Boosted trees as one TreeEnsembleRegressor from the input to `log_odds`. The operator runs in float64, so that the sum
 * over hundreds of trees differs from the trainer's only by one rounding to float32 at the end. Thresholds are exact in
 * float32 and the inputs are float32, so every decision is the trainer's. Covers are kept as hit rates.
 */
export function treeNodes(model: TreesModel, input = 'features'): GraphPart {
  const treeIds: number[] = [];
  const nodeIds: number[] = [];
  const features: number[] = [];
  const thresholds: number[] = [];
  const modes: string[] = [];
  const trueIds: number[] = [];
  const falseIds: number[] = [];
  const missing: number[] = [];
  const covers: number[] = [];
  const leafTrees: number[] = [];
  const leafNodes: number[] = [];
  const leafValues: number[] = [];
  const addLeaf = (tree: number, id: number, value: number): void => {
    leafTrees.push(tree);
    leafNodes.push(id);
    leafValues.push(value);
  };
  const addNode = (tree: number, id: number, leaf: boolean, cover: number): void => {
    treeIds.push(tree);
    nodeIds.push(id);
    modes.push(leaf ? 'LEAF' : 'BRANCH_LEQ');
    covers.push(cover);
  };
  model.trees.forEach((tree, treeIndex) => {
    tree.feature.forEach((feature, id) => {
      const leaf = feature < 0;
      addNode(treeIndex, id, leaf, tree.cover[id]!);
      features.push(leaf ? 0 : feature);
      thresholds.push(leaf ? 0 : tree.threshold[id]!);
      trueIds.push(leaf ? 0 : tree.left[id]!);
      falseIds.push(leaf ? 0 : tree.right[id]!);
      missing.push(!leaf && tree.missingLeft[id]! ? 1 : 0);
      if (leaf) addLeaf(treeIndex, id, tree.value[id]!);
    });
  });
  if (model.trees.length === 0) {
    // The operator refuses an empty ensemble; a model that learned nothing is one leaf of 0.
    addNode(0, 0, true, 0);
    for (const list of [features, thresholds, trueIds, falseIds, missing]) list.push(0);
    addLeaf(0, 0, 0);
  }
  const ensemble = node(
    'TreeEnsembleRegressor',
    ['features_wide'],
    ['log_odds'],
    [
      intAttribute('n_targets', 1),
      stringAttribute('aggregate_function', 'SUM'),
      stringAttribute('post_transform', 'NONE'),
      tensorAttribute('base_values_as_tensor', [model.baseScore]),
      intsAttribute('nodes_treeids', treeIds),
      intsAttribute('nodes_nodeids', nodeIds),
      intsAttribute('nodes_featureids', features),
      tensorAttribute('nodes_values_as_tensor', thresholds),
      tensorAttribute('nodes_hitrates_as_tensor', covers),
      stringsAttribute('nodes_modes', modes),
      intsAttribute('nodes_truenodeids', trueIds),
      intsAttribute('nodes_falsenodeids', falseIds),
      intsAttribute('nodes_missing_value_tracks_true', missing),
      intsAttribute('target_treeids', leafTrees),
      intsAttribute('target_nodeids', leafNodes),
      intsAttribute(
        'target_ids',
        leafTrees.map(() => 0),
      ),
      tensorAttribute('target_weights_as_tensor', leafValues),
    ],
    'ai.onnx.ml',
  );
  return {
    nodes: [node('Cast', [input], ['features_wide'], [intAttribute('to', float64)]), ensemble],
    constants: [],
  };
}

/** Logistic regression from the input to `log_odds`: missing values replaced and flagged, two products in float64. */
export function logisticNodes(model: LogisticModel, input = 'features'): GraphPart {
  const count = model.weights.length;
  return {
    nodes: [
      node('IsNaN', [input], ['is_missing']),
      node('Where', ['is_missing', 'fills', input], ['filled']),
      node('Cast', ['filled'], ['filled_wide'], [intAttribute('to', float64)]),
      node('Cast', ['is_missing'], ['missing_wide'], [intAttribute('to', float64)]),
      node('MatMul', ['filled_wide', 'weights'], ['from_values']),
      node('MatMul', ['missing_wide', 'missing_weights'], ['from_missing']),
      node('Add', ['from_values', 'from_missing'], ['from_both']),
      node('Add', ['from_both', 'intercept'], ['sum']),
      node('Cast', ['sum'], ['log_odds'], [intAttribute('to', float32)]),
    ],
    constants: [
      floatTensor('fills', model.fills, [1, count]),
      doubleTensor('weights', model.weights, [count, 1]),
      doubleTensor('missing_weights', model.missingWeights, [count, 1]),
      doubleTensor('intercept', [model.intercept], [1]),
    ],
  };
}
