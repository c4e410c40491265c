import { dataTypeName, encodeModel } from '../onnx/proto.ts';
import type { OnnxModel, OnnxValueInfo } from '../onnx/proto.ts';
import { textsOf } from '../onnx/attributes.ts';
import { decodeOnnx, readOnnxSummary } from '../onnx/read.ts';
import { inputTypes } from './foreign-part.ts';
import type { InputType } from './foreign-part.ts';
import { limits } from './limits.ts';
import { columnCount } from './column-count.ts';
import { describeOutputs, openMaps } from './outputs.ts';
import type { OutputSummary } from './outputs.ts';
import { takeIn } from './outside-data.ts';
import { refused } from './refusal.ts';
import { reasons } from './texts.ts';

export type InputSummary = {
  readonly name: string;
  readonly type: InputType;
  readonly rank: 1 | 2;
  /** As the file names its columns; a number where it names none. */
  readonly columns: readonly string[];
};

/** What a file says of itself; nothing of it was run. */
export type ForeignSummary = {
  readonly producer: string;
  readonly opsets: Readonly<Record<string, number>>;
  readonly operators: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly InputSummary[];
  readonly outputs: readonly OutputSummary[];
  /** Texts that its operators ask for. */
  readonly texts: readonly string[];
  /** Rows that it takes at a time; null where any number. */
  readonly batch: number | null;
  /** Whether its kind usually knows what to do with a missing number. */
  readonly takesMissing: boolean;
};

const knownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft', 'ai.onnx.training']);

/**
 * Reads a model of other makers without running it, and puts it into the form that is stored: weights from other files
 * are taken in, and maps from outcome to probability, which the runtime cannot hand out, become columns.
 * @throws file_unreadable, model_mismatch with the reason in both languages
 */
export function readForeign(
  bytes: Uint8Array,
  outside: Readonly<Record<string, Uint8Array>> = {},
): { onnx: Uint8Array; summary: ForeignSummary } {
  const model = readable(bytes);
  const hasTakenIn = takeIn(model, outside);
  const { hasOpened, classes } = openMaps(model);
  const said = readOnnxSummary(bytes);
  refuseUnknownDomains(model);
  const inputs = (model.graph?.input ?? []).filter(
    (input) => !(model.graph?.initializer ?? []).some((tensor) => tensor.name === input.name),
  );
  if (inputs.length === 0) throw refused('model_mismatch', reasons.noInputs());
  const summary: ForeignSummary = {
    producer: [said.producer, said.producerVersion].filter(Boolean).join(' '),
    opsets: said.opsets,
    operators: said.operators,
    metadata: said.metadata,
    inputs: named(
      inputs.map((input) => summariseInput(model, input)),
      said,
    ),
    outputs: describeOutputs(model, classes),
    texts: [
      ...new Set(
        (model.graph?.node ?? []).flatMap((node) => [
          ...textsOf(node, 'cats_strings'),
          ...textsOf(node, 'keys_strings'),
        ]),
      ),
    ],
    batch: batchOf(inputs),
    takesMissing: toleratesMissing(model),
  };
  const columns = summary.inputs.reduce((sum, input) => sum + input.columns.length, 0);
  if (columns > limits.mostColumns) throw refused('invalid_input', reasons.tooManyInputs(columns));
  if (summary.outputs.length === 0)
    throw refused(
      'model_mismatch',
      reasons.noProbability((model.graph?.output ?? []).map((output) => output.name ?? '')),
    );
  return { onnx: hasTakenIn || hasOpened ? encodeModel(model) : bytes, summary };
}

function readable(bytes: Uint8Array): OnnxModel {
  try {
    const model = decodeOnnx(bytes);
    if (!model.graph?.node?.length || !model.graph.output?.length || !model.opsetImport?.length)
      throw new Error('empty');
    return model;
  } catch (error) {
    throw refused('file_unreadable', reasons.unreadable(), {}, error);
  }
}

/** Operators of other makers are programs: where the file does not hold them itself, nothing here has them. */
function refuseUnknownDomains(model: OnnxModel): void {
  const own = new Set((model.functions ?? []).map((one) => one.name));
  for (const node of model.graph?.node ?? []) {
    if (knownDomains.has(node.domain ?? '') || own.has(node.opType)) continue;
    throw refused('model_mismatch', reasons.operator(`${node.domain}.${node.opType}`));
  }
}

function summariseInput(model: OnnxModel, info: OnnxValueInfo): InputSummary {
  const name = info.name ?? '';
  const tensor = info.type?.tensorType;
  const type = tensor?.elemType ? dataTypeName(tensor.elemType) : 'a list or map';
  const known = inputTypes.find((one) => one === type);
  if (known === undefined) throw refused('model_mismatch', reasons.inputType(name, type));
  const dims = tensor?.shape?.dim;
  const shown = (dims ?? []).map((dim) => dim.dimParam || Number(dim.dimValue ?? 0) || '?').join(', ');
  if (dims && (dims.length < 1 || dims.length > 2)) throw refused('model_mismatch', reasons.inputShape(name, shown));
  if (dims?.length === 1) return { name, type: known, rank: 1, columns: [name] };
  const width = Number(dims?.[1]?.dimValue ?? 0) || columnCount(model, name);
  if (!width) throw refused('model_mismatch', reasons.inputWidth(name));
  const columns = width === 1 ? [name] : Array.from({ length: width }, (_, index) => `${name} ${index + 1}`);
  return { name, type: known, rank: 2, columns };
}

/** Names of columns, where the file's own notes hold as many as there are columns without a name. */
function named(inputs: InputSummary[], { metadata }: { metadata: Record<string, string> }): InputSummary[] {
  const wide = inputs.filter((input) => input.columns.length > 1);
  const [only] = wide;
  if (wide.length !== 1 || !only) return inputs;
  for (const key of ['feature_names', 'features', 'columns', 'input_features', 'feature_names_in_']) {
    const names = listFrom(metadata[key]);
    if (names?.length === only.columns.length)
      return inputs.map((input) => (input === only ? { ...input, columns: names } : input));
  }
  return inputs;
}

/** A JSON list, Python's way of writing one, or names with commas between. */
export function listFrom(text: string | undefined): string[] | null {
  if (!text) return null;
  for (const candidate of [text, text.replaceAll("'", '"')]) {
    try {
      const found: unknown = JSON.parse(candidate);
      if (Array.isArray(found)) return found.map(String);
    } catch {
      // Not JSON: looked at as plain text below.
    }
  }
  return text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((part) => part.trim().replace(/^['"]|['"]$/g, ''));
}

function batchOf(inputs: readonly OnnxValueInfo[]): number | null {
  for (const input of inputs) {
    const rows = Number(input.type?.tensorType?.shape?.dim?.[0]?.dimValue ?? 0);
    if (rows > 0) return rows;
  }
  return null;
}

function toleratesMissing(model: OnnxModel): boolean {
  return (model.graph?.node ?? []).some(
    (node) => /^TreeEnsemble/.test(node.opType ?? '') || node.opType === 'Imputer' || node.opType === 'IsNaN',
  );
}
