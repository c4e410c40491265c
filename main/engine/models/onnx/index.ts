export type { OnnxModelSource } from './write.ts';
export { onnxMachineLearningOpset, onnxOpset, writeOnnxModel } from './write.ts';
export type { OnnxSummary, OnnxTensorSummary } from './read.ts';
export { readOnnxSummary } from './read.ts';
export type { ReadOnnxModel } from './read-model.ts';
export { readOnnxModel } from './read-model.ts';
