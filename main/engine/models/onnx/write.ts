import type { Calibration, CategoryCoding, LogisticModel, TableModel, TreesModel } from '../../../stats/index.ts';
import { calibrationNodes } from './calibration-nodes.ts';
import { categoryNodes, codedFeatures } from './category-nodes.ts';
import type { GraphPart } from './calibration-nodes.ts';
import { logisticNodes, treeNodes } from './model-nodes.ts';
import { encodeModel, float64, matrixInfo, tensorInfo, text } from './proto.ts';
import type { OnnxValueInfo } from './proto.ts';
import { inputNames, tableNodes } from './table-nodes.ts';
import type { TableColumn } from './table-nodes.ts';

export interface OnnxModelSource {
  /** Names the model in the file's metadata (`model_id`). */
  id: string;
  model: (TreesModel | LogisticModel) & { readonly categories?: readonly CategoryCoding[] };
  calibration: Calibration;
  /** Further `metadata_props`; the names below are taken. */
  metadata?: Record<string, string>;
}

export const onnxOpset = 17;
export const onnxMachineLearningOpset = 3;
const irVersion = 8;

/**
 * A fitted model with its calibration as an ONNX file.
 *
 * Input `features`: float32 [rows, F] in the order of the model's feature names, NaN = missing.
 * Outputs: `probability` (calibrated) and `log_odds` (before calibration), both float32 [rows, 1].
 * Metadata: model_id, model_kind, feature_names (JSON array), calibration (JSON), categories (JSON, where there are any). With the trees' covers kept as hit
 * rates, readOnnxModel gives back exactly what was written: reasons and scores come from one file.
 */
export function writeOnnxModel(source: OnnxModelSource): Uint8Array {
  const { model } = source;
  const { categories = [], featureNames: names } = model;
  const coding = categories.length === 0 ? null : categoryNodes(categories, names.length);
  const read = coding === null ? 'features' : codedFeatures;
  const scoring = model.kind === 'trees' ? treeNodes(model, read) : logisticNodes(model, read);
  const nodes = [...(coding?.nodes ?? []), ...scoring.nodes];
  const constants = [...(coding?.constants ?? []), ...scoring.constants];
  const metadata = { ...source.metadata, ...(coding === null ? {} : { categories: JSON.stringify(categories) }) };
  return fileOf(
    { ...source, metadata },
    { nodes, constants },
    [matrixInfo('features', names.length)],
    model.kind,
    names,
  );
}

export interface OnnxTableSource {
  id: string;
  model: TableModel;
  /** The raw columns in the order in which the model's encoders count them; their names become the inputs. */
  columns: readonly TableColumn[];
  calibration: Calibration;
  metadata?: Record<string, string>;
}

/**
 * A model of a plain table with its encoders and calibration as an ONNX file: one input a column in their order
 * (named like the column where that name is free), numbers as float64 [rows, 1] (NaN = missing), categories as strings
 * [rows, 1] ('' = missing). Outputs and metadata as of writeOnnxModel.
 */
export function writeOnnxTable(source: OnnxTableSource): Uint8Array {
  const own = inputNames(source.columns);
  const inputs = source.columns.map(({ kind }, index) =>
    tensorInfo(own[index]!, kind === 'number' ? float64 : text, ['rows', 1]),
  );
  const names = source.columns.map(({ name }) => name);
  return fileOf(source, tableNodes(source.model, source.columns), inputs, source.model.kind, names);
}

function fileOf(
  { id, calibration, metadata }: Pick<OnnxModelSource, 'id' | 'calibration' | 'metadata'>,
  scoring: GraphPart,
  input: OnnxValueInfo[],
  kind: string,
  names: readonly string[],
): Uint8Array {
  const calibrating = calibrationNodes(calibration);
  const notes = {
    ...metadata,
    model_id: id,
    model_kind: kind,
    calibration: JSON.stringify(calibration),
    feature_names: JSON.stringify(names),
  };
  return encodeModel({
    irVersion,
    producerName: 'Holdfast',
    producerVersion: '1',
    opsetImport: [
      { domain: '', version: onnxOpset },
      { domain: 'ai.onnx.ml', version: onnxMachineLearningOpset },
    ],
    graph: {
      name: id,
      node: [...scoring.nodes, ...calibrating.nodes],
      initializer: [...scoring.constants, ...calibrating.constants],
      input,
      output: [matrixInfo('probability', 1), matrixInfo('log_odds', 1)],
    },
    metadataProps: Object.entries(notes).map(([key, value]) => ({ key, value })),
  });
}
