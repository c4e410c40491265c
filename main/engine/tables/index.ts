export type { Table } from './table.ts';
export { parseTable, readTable } from './read.ts';
export type { CrossValidation, CrossValidationOptions, TablePrediction } from './cross-validate.ts';
export { crossValidateTable } from './cross-validate.ts';
export { writePredictions } from './write.ts';
