import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { Calibration, CategoryCoding, LogisticModel, Tree, TreesModel } from '../../../stats/index.ts';
import type { OnnxModel, OnnxNode } from './proto.ts';
import { tensorNumbers } from './proto.ts';
import { decodeOnnx, readOnnxSummary } from './read.ts';

export interface ReadOnnxModel {
  id: string;
  model: (TreesModel | LogisticModel) & { readonly categories?: readonly CategoryCoding[] };
  calibration: Calibration;
}

/**
 * The model and calibration inside a file that writeOnnxModel wrote, so that reasons are computed from the very file
 * that is scored. Throws `file_unreadable` for other files.
 */
export function readOnnxModel(bytes: Uint8Array): ReadOnnxModel {
  const { modelId, featureNames, metadata } = readOnnxSummary(bytes);
  const model = decodeOnnx(bytes);
  const calibration = calibrationFrom(metadata['calibration']);
  if (modelId === null || featureNames === null || calibration === null) throw foreign();
  const ensemble = model.graph?.node?.find(
    (node) => node.opType === 'TreeEnsembleRegressor' && node.output?.[0] === 'log_odds',
  );
  const categories = metadata['categories'];
  return {
    id: modelId,
    calibration,
    model: {
      ...(ensemble ? treesFrom(ensemble, featureNames) : logisticFrom(model, featureNames)),
      ...(categories === undefined ? {} : { categories: JSON.parse(categories) as CategoryCoding[] }),
    },
  };
}

function treesFrom(node: OnnxNode, featureNames: string[]): TreesModel {
  const attribute = (name: string) => node.attribute?.find((candidate) => candidate.name === name);
  const ints = (name: string): number[] => (attribute(name)?.ints ?? []).map(Number);
  const numbers = (name: string): number[] => tensorNumbers(attribute(name)?.t) ?? [];
  const decoder = new TextDecoder();
  const treeIds = ints('nodes_treeids');
  const nodeIds = ints('nodes_nodeids');
  const features = ints('nodes_featureids');
  const modes = (attribute('nodes_modes')?.strings ?? []).map((text) => decoder.decode(text));
  const lefts = ints('nodes_truenodeids');
  const rights = ints('nodes_falsenodeids');
  const missing = ints('nodes_missing_value_tracks_true');
  const thresholds = numbers('nodes_values_as_tensor');
  const covers = numbers('nodes_hitrates_as_tensor');
  const base = numbers('base_values_as_tensor');
  const lists = [nodeIds, features, modes, lefts, rights, missing, thresholds, covers];
  if (base.length !== 1 || lists.some((list) => list.length !== treeIds.length)) throw foreign();
  const trees: Tree[] = [];
  treeIds.forEach((tree, index) => {
    const target = (trees[tree] ??= emptyTree());
    const id = nodeIds[index]!;
    const leaf = modes[index] === 'LEAF';
    target.feature[id] = leaf ? -1 : features[index]!;
    target.threshold[id] = thresholds[index]!;
    target.missingLeft[id] = missing[index] === 1;
    target.left[id] = leaf ? -1 : lefts[index]!;
    target.right[id] = leaf ? -1 : rights[index]!;
    target.value[id] = 0;
    target.cover[id] = covers[index]!;
  });
  const targetTrees = ints('target_treeids');
  const targetNodes = ints('target_nodeids');
  numbers('target_weights_as_tensor').forEach((value, index) => {
    const tree = trees[targetTrees[index]!];
    if (tree === undefined) throw foreign();
    tree.value[targetNodes[index]!] = value;
  });
  const learnedNothing = trees.length === 1 && trees[0]!.cover[0] === 0 && trees[0]!.value[0] === 0;
  return { kind: 'trees', featureNames, baseScore: base[0]!, trees: learnedNothing ? [] : trees };
}

function emptyTree(): Tree {
  return { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [] };
}

function logisticFrom(model: OnnxModel, featureNames: string[]): LogisticModel {
  const numbers = (name: string): number[] => {
    const found = tensorNumbers(model.graph?.initializer?.find((tensor) => tensor.name === name));
    if (found === null || found.length !== (name === 'intercept' ? 1 : featureNames.length)) throw foreign();
    return found;
  };
  return {
    kind: 'logistic',
    featureNames,
    intercept: numbers('intercept')[0]!,
    weights: numbers('weights'),
    fills: numbers('fills'),
    missingWeights: numbers('missing_weights'),
  };
}

function calibrationFrom(text: string | undefined): Calibration | null {
  try {
    const found: unknown = JSON.parse(text ?? '');
    const known = typeof found === 'object' && found !== null && 'method' in found;
    return known && ['none', 'sigmoid', 'isotonic'].includes(String(found.method)) ? (found as Calibration) : null;
  } catch {
    return null;
  }
}

function foreign(): HoldfastError {
  return new HoldfastError(
    'file_unreadable',
    'This ONNX model was not written by Holdfast, so its reasons cannot be computed. Train a model here, or choose one that Holdfast wrote.',
  );
}
