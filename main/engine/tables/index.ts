export type { Table } from './table.ts';
export { parseTable, readTable } from './read.ts';
export { readAnyTable } from './read-any.ts';
export type { CrossValidation, CrossValidationOptions, TablePrediction } from './cross-validate.ts';
export { crossValidateTable } from './cross-validate.ts';
export { tableJobs, tableModelsHandlers } from './handlers.ts';
export { labelValues } from './draft.ts';
export type { FitOptions, FittedTable } from './fit.ts';
export { fitTable } from './fit.ts';
export type { TablePredictions } from './predict.ts';
export { predictTable } from './predict.ts';
export { parseDefinition } from './definition.ts';
export type { ReportLanguage } from './report-words.ts';
export type { ModelFiles } from './write.ts';
export {
  modelFiles,
  predictionsCsv,
  writeModel,
  writePredictionReport,
  writePredictions,
  writeReport,
  writeTestReport,
  writeText,
} from './write.ts';
export { columnIndex } from './labels.ts';
export type { TableStudyResult } from './study.ts';
export { rowCount } from './table.ts';
export { parseDay, parseNumber } from './typing.ts';
