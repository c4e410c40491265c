export type { OnnxModelSource, OnnxTableSource } from './write.ts';
export { onnxMachineLearningOpset, onnxOpset, writeOnnxModel, writeOnnxTable } from './write.ts';
export type { TableColumn } from './table-nodes.ts';
export type { OnnxSummary, OnnxTensorSummary } from './read.ts';
export { readOnnxSummary } from './read.ts';
export type { ReadOnnxModel } from './read-model.ts';
export { readOnnxModel } from './read-model.ts';
