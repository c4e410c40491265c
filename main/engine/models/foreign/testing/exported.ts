import {
  doubleTensor,
  encodeModel,
  float32,
  floatsAttribute,
  floatTensor,
  int64,
  intAttribute,
  intsAttribute,
  node,
  stringAttribute,
  stringsAttribute,
  tensorInfo,
  text as textType,
} from '../../onnx/proto.ts';
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from '../../onnx/proto.ts';
import type { ForeignColumn, RunPlan } from '../foreign-part.ts';

/** Files in the form in which the exporters of other makers write them. */
const learning = 'ai.onnx.ml';

type Graph = {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly constants?: readonly OnnxTensor[];
  readonly producer?: string;
  readonly opset?: number;
  readonly metadata?: Readonly<Record<string, string>>;
};

export function modelOf({
  nodes,
  inputs,
  outputs,
  constants = [],
  producer = 'skl2onnx',
  opset = 17,
  metadata = {},
}: Graph): OnnxModel {
  return {
    irVersion: 8,
    producerName: producer,
    opsetImport: [
      { domain: '', version: opset },
      { domain: learning, version: 3 },
    ],
    graph: { name: 'graph', node: [...nodes], input: [...inputs], output: [...outputs], initializer: [...constants] },
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  };
}

export const fileOf = (graph: Graph): Uint8Array => encodeModel(modelOf(graph));

export const matrix = (name: string, columns: number): OnnxValueInfo => tensorInfo(name, float32, ['N', columns]);
export const labels = (name: string): OnnxValueInfo => tensorInfo(name, int64, ['N']);

/** A map from outcome to probability, as scikit-learn's exporter hands probabilities out unless told otherwise. */
export function zipMap(from: string, to: string): { node: OnnxNode; output: OnnxValueInfo } {
  const valueType = { tensorType: { elemType: float32 } };
  return {
    node: node('ZipMap', [from], [to], [intsAttribute('classlabels_int64s', [0, 1])], learning),
    output: { name: to, type: { sequenceType: { elemType: { mapType: { keyType: int64, valueType } } } } },
  };
}

/** A question or a leaf. */
export type PlainNode =
  | {
      readonly feature: number;
      readonly mode: string;
      readonly threshold: number;
      readonly yes: number;
      readonly no: number;
      readonly missingYes: boolean;
    }
  | { readonly weights: Readonly<Record<number, number>> };

/** TreeEnsembleClassifier (`class`) or TreeEnsembleRegressor (`target`) with attributes as lists of floats. */
export function treeNode(
  trees: readonly (readonly PlainNode[])[],
  options: {
    readonly kind: 'class' | 'target';
    readonly input: string;
    readonly outputs: string[];
    readonly post: string;
    readonly base?: number[];
  },
): OnnxNode {
  const { kind, post, base } = options;
  const all = trees.flatMap((tree, id) => tree.map((one, place) => ({ one, id, place })));
  const leaves = all.flatMap(({ one, id, place }) =>
    'weights' in one
      ? Object.entries(one.weights).map(([outcome, weight]) => ({ id, place, outcome: Number(outcome), weight }))
      : [],
  );
  const of = (pick: (one: Extract<PlainNode, { mode: string }>) => number): number[] =>
    all.map(({ one }) => ('weights' in one ? 0 : pick(one)));
  const attributes: OnnxAttribute[] = [
    intsAttribute(
      'nodes_treeids',
      all.map(({ id }) => id),
    ),
    intsAttribute(
      'nodes_nodeids',
      all.map(({ place }) => place),
    ),
    intsAttribute(
      'nodes_featureids',
      of((one) => one.feature),
    ),
    floatsAttribute(
      'nodes_values',
      of((one) => one.threshold),
    ),
    floatsAttribute(
      'nodes_hitrates',
      all.map(() => 1),
    ),
    stringsAttribute(
      'nodes_modes',
      all.map(({ one }) => ('weights' in one ? 'LEAF' : one.mode)),
    ),
    intsAttribute(
      'nodes_truenodeids',
      of((one) => one.yes),
    ),
    intsAttribute(
      'nodes_falsenodeids',
      of((one) => one.no),
    ),
    intsAttribute(
      'nodes_missing_value_tracks_true',
      of((one) => Number(one.missingYes)),
    ),
    intsAttribute(
      `${kind}_treeids`,
      leaves.map(({ id }) => id),
    ),
    intsAttribute(
      `${kind}_nodeids`,
      leaves.map(({ place }) => place),
    ),
    intsAttribute(
      `${kind}_ids`,
      leaves.map(({ outcome }) => outcome),
    ),
    floatsAttribute(
      `${kind}_weights`,
      leaves.map(({ weight }) => weight),
    ),
    stringAttribute('post_transform', post),
    ...(base ? [floatsAttribute('base_values', base)] : []),
    kind === 'class' ? intsAttribute('classlabels_int64s', [0, 1]) : intAttribute('n_targets', 1),
  ];
  const opType = kind === 'class' ? 'TreeEnsembleClassifier' : 'TreeEnsembleRegressor';
  return node(opType, [options.input], [...options.outputs], attributes, learning);
}

/** LightGBM and XGBoost: one sum of leaves, a sigmoid in the operator, probabilities as columns. */
export function boosterFile(
  trees: readonly (readonly PlainNode[])[],
  columns: number,
  base = 0,
  names: readonly string[] = [],
): Uint8Array {
  const outputs = ['label', 'probabilities'];
  return fileOf({
    producer: 'OnnxMLTools',
    nodes: [treeNode(trees, { kind: 'class', input: 'input', outputs, post: 'LOGISTIC', base: [base] })],
    inputs: [matrix('input', columns)],
    outputs: [labels('label'), matrix('probabilities', 2)],
    metadata: names.length > 0 ? { feature_names: JSON.stringify(names) } : {},
  });
}

/** scikit-learn's forest: every leaf adds to both probabilities; handed out as maps. */
export function forestFile(trees: readonly (readonly PlainNode[])[], columns: number): Uint8Array {
  const map = zipMap('probabilities', 'output_probability');
  return fileOf({
    nodes: [
      treeNode(trees, {
        kind: 'class',
        input: 'float_input',
        outputs: ['output_label', 'probabilities'],
        post: 'NONE',
      }),
      map.node,
    ],
    inputs: [matrix('float_input', columns)],
    outputs: [labels('output_label'), map.output],
  });
}

/** scikit-learn's pipeline of imputer, scaler and logistic regression. */
export function pipelineFile(parts: {
  readonly fills: number[];
  readonly means: number[];
  readonly scales: number[];
  readonly weights: number[];
  readonly intercept: number;
}): Uint8Array {
  const map = zipMap('probabilities', 'output_probability');
  const turned = (values: readonly number[]): number[] => [...values.map((value) => -value), ...values];
  return fileOf({
    nodes: [
      node(
        'Imputer',
        ['float_input'],
        ['filled'],
        [floatsAttribute('imputed_value_floats', parts.fills), { name: 'replaced_value_float', type: 1, f: NaN }],
        learning,
      ),
      node(
        'Scaler',
        ['filled'],
        ['scaled'],
        [
          floatsAttribute('offset', parts.means),
          floatsAttribute(
            'scale',
            parts.scales.map((scale) => 1 / scale),
          ),
        ],
        learning,
      ),
      node(
        'LinearClassifier',
        ['scaled'],
        ['output_label', 'raw'],
        [
          intsAttribute('classlabels_ints', [0, 1]),
          floatsAttribute('coefficients', turned(parts.weights)),
          floatsAttribute('intercepts', turned([parts.intercept])),
          intAttribute('multi_class', 1),
          stringAttribute('post_transform', 'LOGISTIC'),
        ],
        learning,
      ),
      node('Normalizer', ['raw'], ['probabilities'], [stringAttribute('norm', 'L1')], learning),
      map.node,
    ],
    inputs: [matrix('float_input', parts.weights.length)],
    outputs: [labels('output_label'), map.output],
  });
}

/** PyTorch: two layers with ReLU between. @param ends operators after the second layer */
export function networkFile(
  weights: { readonly first: number[]; readonly second: number[]; readonly columns: number; readonly hidden: number },
  ends: readonly string[] = ['Sigmoid'],
  rows: string | number = 'batch',
): Uint8Array {
  const names = ['z', ...ends.map((_, index) => `after ${index}`)];
  names[names.length - 1] = 'output';
  return fileOf({
    producer: 'pytorch',
    nodes: [
      node('Gemm', ['x', 'first'], ['h']),
      node('Relu', ['h'], ['a']),
      node('Gemm', ['a', 'second'], [names[0]!]),
      ...ends.map((operator, index) => node(operator, [names[index]!], [names[index + 1]!])),
    ],
    inputs: [tensorInfo('x', float32, [rows, weights.columns])],
    outputs: [tensorInfo('output', float32, [rows, 1])],
    constants: [
      floatTensor('first', weights.first, [weights.columns, weights.hidden]),
      floatTensor('second', weights.second, [weights.hidden, 1]),
    ],
  });
}

/** Several named inputs of several types, as a pipeline over a data frame has them. */
export function namedInputsFile(): Uint8Array {
  return fileOf({
    nodes: [
      node(
        'OneHotEncoder',
        ['country'],
        ['hot'],
        [stringsAttribute('cats_strings', ['Spain', 'Germany']), intAttribute('zeros', 1)],
        learning,
      ),
      node('Reshape', ['hot', 'flat'], ['countries']),
      node('Cast', ['seats'], ['seats_float'], [intAttribute('to', float32)]),
      node('Cast', ['usage'], ['usage_float'], [intAttribute('to', float32)]),
      node('Concat', ['countries', 'seats_float', 'usage_float'], ['all'], [intAttribute('axis', 1)]),
      node('Gemm', ['all', 'weights'], ['z']),
      node('Sigmoid', ['z'], ['proba']),
    ],
    inputs: [
      tensorInfo('country', textType, ['N', 1]),
      tensorInfo('seats', int64, ['N', 1]),
      tensorInfo('usage', doubleTensor('', [], []).dataType!, ['N', 1]),
    ],
    outputs: [tensorInfo('proba', float32, ['N', 1])],
    constants: [
      { name: 'flat', dims: [2], dataType: int64, int64Data: [-1, 2] },
      floatTensor('weights', [1, -1, -0.02, 0.5], [4, 1]),
    ],
  });
}

/** A plan that maps columns to features of the same names, one after another. */
export function plainPlan(
  columns: number,
  output: RunPlan['output'],
  input = 'x',
  missing: number | null = null,
): RunPlan {
  const features = Array.from({ length: columns }, (_, index) => `feature ${index}`);
  const mapped = features.map((feature): ForeignColumn => ({ name: feature, feature, missing }));
  return {
    features,
    inputs: [{ name: input, type: 'float', rank: 2, columns: mapped }],
    output,
    texts: [],
    batch: null,
  };
}
