import type { TreesModel } from './model.ts';

/**
 * Models on the same features as one whose log-odds are the weighted sum of theirs. Leaf values are rounded to float32 again, so
 * that the exported model adds the same.
 */
export function mergeTrees(parts: readonly { model: TreesModel; weight: number }[]): TreesModel {
  return {
    kind: 'trees',
    featureNames: [...parts[0]!.model.featureNames],
    baseScore: parts.reduce((sum, { model, weight }) => sum + weight * model.baseScore, 0),
    trees: parts.flatMap(({ model, weight }) =>
      model.trees.map((tree) => ({ ...tree, value: tree.value.map((value) => Math.fround(weight * value)) })),
    ),
  };
}
