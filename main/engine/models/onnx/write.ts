import type { Calibration, LogisticModel, TreesModel } from '../../../stats/index.ts';
import { calibrationNodes } from './calibration-nodes.ts';
import { logisticNodes, treeNodes } from './model-nodes.ts';
import { encodeModel, matrixInfo } from './proto.ts';

export interface OnnxModelSource {
  /** Names the model in the file's metadata (`model_id`). */
  id: string;
  model: TreesModel | LogisticModel;
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
 * Metadata: model_id, model_kind, feature_names (JSON array), calibration (JSON). With the trees' covers kept as hit
 * rates, readOnnxModel gives back exactly what was written: reasons and scores come from one file.
 */
export function writeOnnxModel(source: OnnxModelSource): Uint8Array {
  const { model, calibration } = source;
  const scoring = model.kind === 'trees' ? treeNodes(model) : logisticNodes(model);
  const calibrating = calibrationNodes(calibration);
  const metadata = {
    ...source.metadata,
    model_id: source.id,
    model_kind: model.kind,
    calibration: JSON.stringify(calibration),
    feature_names: JSON.stringify(model.featureNames),
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
      name: source.id,
      node: [...scoring.nodes, ...calibrating.nodes],
      initializer: [...scoring.constants, ...calibrating.constants],
      input: [matrixInfo('features', model.featureNames.length)],
      output: [matrixInfo('probability', 1), matrixInfo('log_odds', 1)],
    },
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
}
