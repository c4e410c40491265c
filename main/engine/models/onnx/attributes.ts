import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from './proto.ts';
import { tensorNumbers } from './proto.ts';

const decoder = new TextDecoder();

export function attributeOf(node: OnnxNode, name: string): OnnxAttribute | undefined {
  return node.attribute?.find((one) => one.name === name);
}

export function intsOf(node: OnnxNode, name: string): number[] {
  return (attributeOf(node, name)?.ints ?? []).map(Number);
}

/** Of a list of floats, or of a tensor under the same name. */
export function numbersOf(node: OnnxNode, name: string): number[] {
  const attribute = attributeOf(node, name);
  if (attribute?.t) return tensorNumbers(attribute.t) ?? [];
  return [...(attribute?.floats ?? [])];
}

export function textOf(node: OnnxNode, name: string): string {
  const bytes = attributeOf(node, name)?.s;
  return bytes ? decoder.decode(bytes) : '';
}

export function textsOf(node: OnnxNode, name: string): string[] {
  return (attributeOf(node, name)?.strings ?? []).map((bytes) => decoder.decode(bytes));
}

export function nodesReading(model: OnnxModel, tensor: string): OnnxNode[] {
  return (model.graph?.node ?? []).filter((node) => node.input?.includes(tensor));
}

export function nodeMaking(model: OnnxModel, tensor: string): OnnxNode | undefined {
  return model.graph?.node?.find((node) => node.output?.includes(tensor));
}

/** Every tensor of a model: of its graph, of the branches inside operators, and of functions that the file brings. */
export function* eachTensor(model: OnnxModel): Generator<OnnxTensor> {
  yield* tensorsOf(model.graph);
  for (const one of model.functions ?? []) yield* tensorsOfNodes(one.node ?? []);
  for (const training of model.trainingInfo ?? []) {
    yield* tensorsOf(training.initialization);
    yield* tensorsOf(training.algorithm);
  }
}

function* tensorsOf(graph: OnnxModel['graph']): Generator<OnnxTensor> {
  if (!graph) return;
  yield* graph.initializer ?? [];
  for (const sparse of graph.sparseInitializer ?? []) {
    if (sparse.values) yield sparse.values;
    if (sparse.indices) yield sparse.indices;
  }
  yield* tensorsOfNodes(graph.node ?? []);
}

function* tensorsOfNodes(nodes: readonly OnnxNode[]): Generator<OnnxTensor> {
  for (const node of nodes) {
    for (const attribute of node.attribute ?? []) {
      if (attribute.t) yield attribute.t;
      yield* attribute.tensors ?? [];
      yield* tensorsOf(attribute.g);
      for (const inner of attribute.graphs ?? []) yield* tensorsOf(inner);
    }
  }
}
