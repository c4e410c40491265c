import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { OnnxModel, OnnxValueInfo } from './proto.ts';
import { dataTypeName, decodeModel } from './proto.ts';

export interface OnnxTensorSummary {
  name: string;
  /** `float`, `double`, `int64` … */
  type: string;
  /** A number, a name for a free dimension, or null where the file does not say. */
  shape: (number | string | null)[];
}

export interface OnnxSummary {
  producer: string;
  producerVersion: string;
  /** Operator set versions by domain; the standard domain is `ai.onnx`. */
  opsets: Record<string, number>;
  inputs: OnnxTensorSummary[];
  outputs: OnnxTensorSummary[];
  operators: string[];
  metadata: Record<string, string>;
  modelId: string | null;
  /** Null where the file's metadata do not name them. */
  featureNames: string[] | null;
}

/** What an ONNX file says of itself, without running it. Throws `file_unreadable` for anything else. */
export function readOnnxSummary(bytes: Uint8Array): OnnxSummary {
  const model = decodeOnnx(bytes);
  const { graph } = model;
  if (!graph?.node?.length || !graph.output?.length || !model.opsetImport?.length) throw unreadable();
  const constants = new Set((graph.initializer ?? []).map((tensor) => tensor.name));
  const metadata = Object.fromEntries((model.metadataProps ?? []).map((entry) => [entry.key ?? '', entry.value ?? '']));
  return {
    producer: model.producerName ?? '',
    producerVersion: model.producerVersion ?? '',
    opsets: Object.fromEntries(
      model.opsetImport.map((opset) => [
        opset.domain === '' || !opset.domain ? 'ai.onnx' : opset.domain,
        Number(opset.version),
      ]),
    ),
    // Older files list their constants among the inputs.
    inputs: (graph.input ?? []).filter((input) => !constants.has(input.name)).map(summarise),
    outputs: graph.output.map(summarise),
    operators: [...new Set(graph.node.map((node) => node.opType ?? ''))].sort(),
    metadata,
    modelId: metadata['model_id'] ?? null,
    featureNames: namesFrom(metadata['feature_names']),
  };
}

/** The file's message; throws `file_unreadable` where it is none. */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  try {
    return decodeModel(bytes);
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(cause?: unknown): HoldfastError {
  return new HoldfastError(
    'file_unreadable',
    'This is not a readable ONNX model: the file is damaged, incomplete or of another kind. Choose a file that ends in .onnx and was fully copied.',
    {},
    cause,
  );
}

function summarise(info: OnnxValueInfo): OnnxTensorSummary {
  const tensor = info.type?.tensorType;
  return {
    name: info.name ?? '',
    type: tensor?.elemType ? dataTypeName(tensor.elemType) : 'other',
    shape: (tensor?.shape?.dim ?? []).map((dimension) => {
      if (dimension.dimParam) return dimension.dimParam;
      const size = Number(dimension.dimValue ?? 0);
      return size > 0 ? size : null;
    }),
  };
}

function namesFrom(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
  } catch {
    return null;
  }
}
