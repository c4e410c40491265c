import { intsOf, nodeMaking, textsOf } from '../onnx/attributes.ts';
import { dataTypeName, float32, tensorInfo } from '../onnx/proto.ts';
import type { OnnxModel, OnnxNode } from '../onnx/proto.ts';

export type OutputSummary = {
  readonly name: string;
  /** Outcomes by column, where the file names them. */
  readonly classes: readonly string[] | null;
  /** Null where the file does not say. */
  readonly columns: number | null;
  /** What its numbers most likely are; null where a person must say. */
  readonly reading: 'probability' | 'log-odds' | null;
  /** Place of the outcome that is most likely meant; null where a person must say. */
  readonly column: number | null;
};

/**
 * Maps from outcome to probability (ZipMap) cannot be handed out by the runtime: the columns that they are made of are
 * handed out in their place.
 * @returns the outcomes of each output that was a map
 */
export function openMaps(model: OnnxModel): { hasOpened: boolean; classes: Map<string, string[]> } {
  const classes = new Map<string, string[]>();
  const { graph } = model;
  if (!graph) return { hasOpened: false, classes };
  const maps = (graph.node ?? []).filter((node) => node.opType === 'ZipMap');
  for (const map of maps) {
    const [from] = map.input ?? [];
    const [to] = map.output ?? [];
    const place = (graph.output ?? []).findIndex((output) => output.name === to);
    if (from === undefined || place < 0) continue;
    const labels = classesOf(map) ?? [];
    if (labels.length > 0) classes.set(from, labels);
    graph.output![place] = tensorInfo(from, float32, ['rows', labels.length || 'outcomes']);
  }
  graph.node = (graph.node ?? []).filter((node) => !maps.includes(node));
  return { hasOpened: maps.length > 0, classes };
}

/** The outputs that can hold a probability: numbers with a fraction. A predicted class is none. */
export function describeOutputs(model: OnnxModel, classes: ReadonlyMap<string, string[]>): OutputSummary[] {
  return (model.graph?.output ?? []).flatMap((output): OutputSummary[] => {
    const name = output.name ?? '';
    const tensor = output.type?.tensorType;
    if (!tensor?.elemType || !['float', 'double'].includes(dataTypeName(tensor.elemType))) return [];
    const dims = tensor.shape?.dim;
    if (dims && (dims.length < 1 || dims.length > 2)) return [];
    const maker = nodeMaking(model, name);
    const labels = classes.get(name) ?? classesBehind(model, maker);
    const columns = dims?.length === 1 ? 1 : Number(dims?.[1]?.dimValue ?? 0) || (labels?.length ?? null);
    const outcomes = labels !== null && labels.length === (columns ?? labels.length) ? labels : null;
    return [{ name, classes: outcomes, columns, reading: readingOf(name, maker), column: columnOf(columns, outcomes) }];
  });
}

function classesOf(node: OnnxNode | undefined): string[] | null {
  if (!node) return null;
  const texts = textsOf(node, 'classlabels_strings');
  if (texts.length > 0) return texts;
  const numbers = [...intsOf(node, 'classlabels_int64s'), ...intsOf(node, 'classlabels_ints')];
  return numbers.length > 0 ? numbers.map(String) : null;
}

/** Outcomes named by the classifier from which an output comes, with only normalising between. */
function classesBehind(model: OnnxModel, node: OnnxNode | undefined, depth = 0): string[] | null {
  if (!node || depth > 3) return null;
  return classesOf(node) ?? classesBehind(model, nodeMaking(model, node.input?.[0] ?? ''), depth + 1);
}

function readingOf(name: string, maker: OnnxNode | undefined): OutputSummary['reading'] {
  if (/logit|log_?odds|raw|margin|decision/i.test(name)) return 'log-odds';
  const isSquashed = /^(Sigmoid|Softmax|Normalizer|TreeEnsembleClassifier|LinearClassifier|SVMClassifier)$/;
  if (isSquashed.test(maker?.opType ?? '') || /prob|proba/i.test(name)) return 'probability';
  return null;
}

function columnOf(columns: number | null, classes: readonly string[] | null): number | null {
  if (columns === 1) return 0;
  const said = classes?.findIndex((label) =>
    /^(1|true|yes|y|s[ií]|churn(ed)?|left|lost|gone|cancel+ed|baja|perdida)$/i.test(label.trim()),
  );
  if (said !== undefined && said >= 0) return said;
  return columns === 2 && classes === null ? 1 : null;
}
