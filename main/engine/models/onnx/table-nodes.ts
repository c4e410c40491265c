import type { EncodedFeature, Encoder, TableModel } from '../../../stats/index.ts';
import type { GraphPart } from './calibration-nodes.ts';
import { logisticNodes, treeNodes } from './model-nodes.ts';
import {
  doubleTensor,
  float32,
  float64,
  floatAttribute,
  floatsAttribute,
  int64,
  intAttribute,
  intsAttribute,
  node,
  stringsAttribute,
} from './proto.ts';
import type { OnnxNode, OnnxTensor } from './proto.ts';

/** A column of a plain table, in the order in which the encoders count them. */
export type TableColumn = { readonly name: string; readonly kind: 'number' | 'category' };

const learning = 'ai.onnx.ml';

/** Tensors of the calibration, which stand beside the inputs. */
const taken =
  /^(?:\/.*|log_odds(?:_wide)?|probability(?:_wide)?|calibrat\w+|scaled|zero|rise|past_knots\w*|within_pieces|knot_\w+|lowest_probability|)$/;

/** The names of the inputs, in the order of the columns: the columns' own, unless a tensor of the file has that name. */
export function inputNames(columns: readonly TableColumn[]): string[] {
  const used = new Set<string>();
  return columns.map(({ name }, index) => {
    const own = taken.test(name) || used.has(name) ? `column ${index + 1} ${name}`.trim() : name;
    used.add(own);
    return own;
  });
}

/**
 * A sum of members over a plain table, from one input a column to `log_odds` [N, 1]. Numbers come as float64 [N, 1] (NaN =
 * missing), categories as strings [N, 1] ('' = missing). Whatever the encoders learned is in the file: knots, categories
 * and their rates.
 */
export function tableNodes(model: TableModel, columns: readonly TableColumn[]): GraphPart {
  const inputs = inputNames(columns);
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const encoded = new Map<string, string>();
  const parts = model.members.map(({ weight, encoder, model: member }, index) => {
    const key = JSON.stringify(encoder.features);
    let features = encoded.get(key);
    if (features === undefined) {
      features = `/encoder ${encoded.size}`;
      const made = encoderNodes(encoder, inputs, features);
      nodes.push(...made.nodes);
      constants.push(...made.constants);
      encoded.set(key, features);
    }
    const own = renamed(
      member.kind === 'trees' ? treeNodes(member) : logisticNodes(member),
      `/member ${index}`,
      features,
    );
    nodes.push(...own.nodes);
    constants.push(...own.constants, doubleTensor(`/weight ${index}`, [weight], [1]));
    nodes.push(
      node('Cast', [`/member ${index}/log_odds`], [`/member ${index}/wide`], [intAttribute('to', float64)]),
      node('Mul', [`/member ${index}/wide`, `/weight ${index}`], [`/part ${index}`]),
    );
    return `/part ${index}`;
  });
  nodes.push(node('Sum', parts, ['/sum']), node('Cast', ['/sum'], ['log_odds'], [intAttribute('to', float32)]));
  return { nodes, constants };
}

/** The same nodes with names of their own, reading another tensor of features. */
function renamed({ nodes, constants }: GraphPart, prefix: string, features: string): GraphPart {
  const rename = (name: string): string => (name === 'features' ? features : `${prefix}/${name}`);
  return {
    nodes: nodes.map((one) => ({
      ...one,
      name: `${prefix}/${one.name ?? ''}`,
      input: (one.input ?? []).map(rename),
      output: (one.output ?? []).map(rename),
    })),
    constants: constants.map((one) => ({ ...one, name: rename(one.name ?? '') })),
  };
}

/** From the columns to one float32 matrix of features, in the encoder's order. */
function encoderNodes({ features }: Encoder, inputs: readonly string[], output: string): GraphPart {
  const parts: GraphPart = { nodes: [], constants: [] };
  const pieces = runsOf(features).map((run, index) => {
    const piece = `${output}/${index}`;
    const made = pieceNodes(run, inputs[run[0]!.source]!, piece);
    parts.nodes.push(...made.nodes);
    parts.constants.push(...made.constants);
    return piece;
  });
  parts.nodes.push(node('Concat', pieces, [output], [intAttribute('axis', 1)]));
  return parts;
}

/** Features that follow each other and are made of one column in one way. */
function runsOf(features: readonly EncodedFeature[]): EncodedFeature[][] {
  const runs: EncodedFeature[][] = [];
  for (const feature of features) {
    const last = runs.at(-1)?.[0];
    const belongs = last?.source === feature.source && last.kind === feature.kind && feature.kind !== 'target';
    if (belongs) runs.at(-1)!.push(feature);
    else runs.push([feature]);
  }
  return runs;
}

function pieceNodes(run: readonly EncodedFeature[], input: string, output: string): GraphPart {
  const [first] = run;
  const toFloat = (from: string): OnnxNode => node('Cast', [from], [output], [intAttribute('to', float32)]);
  if (first!.kind === 'number') return { nodes: [toFloat(input)], constants: [] };
  if (first!.kind === 'hinge') {
    const knots = run.map((feature) => (feature.kind === 'hinge' ? feature.knot : 0));
    return {
      nodes: [
        node('Sub', [input, `${output} knots`], [`${output} past`]),
        // NaN is above nothing, so a missing number gives 0.
        node('Greater', [input, `${output} knots`], [`${output} is past`]),
        node('Where', [`${output} is past`, `${output} past`, `${output} zero`], [`${output} wide`]),
        toFloat(`${output} wide`),
      ],
      constants: [doubleTensor(`${output} knots`, knots, [1, knots.length]), doubleTensor(`${output} zero`, [0], [1])],
    };
  }
  if (first!.kind === 'indicator') {
    const texts = run.map((feature) => (feature.kind === 'indicator' ? (feature.category ?? '') : ''));
    const places = texts.map((_, place) => place);
    return {
      nodes: [
        node(
          'LabelEncoder',
          [input],
          [`${output} place`],
          [
            stringsAttribute('keys_strings', texts),
            intsAttribute('values_int64s', places),
            intAttribute('default_int64', -1),
          ],
          learning,
        ),
        node('Equal', [`${output} place`, `${output} places`], [`${output} is`]),
        toFloat(`${output} is`),
      ],
      constants: [{ name: `${output} places`, dims: [1, places.length], dataType: int64, int64Data: places }],
    };
  }
  const { rates, missing, prior } = first as Extract<EncodedFeature, { kind: 'target' }>;
  const known = Object.entries(rates).filter(([text]) => text !== '');
  const texts = [...known.map(([text]) => text), ''];
  const values = [...known.map(([, rate]) => rate), missing];
  return {
    nodes: [
      node(
        'LabelEncoder',
        [input],
        [output],
        [
          stringsAttribute('keys_strings', texts),
          floatsAttribute('values_floats', values),
          floatAttribute('default_float', prior),
        ],
        learning,
      ),
    ],
    constants: [],
  };
}
