export { generateSampleBook, type SampleBook } from './book.ts';
export type { SampleChunk, SampleFile } from './csv.ts';
export type { ChurnCause } from './hidden-process.ts';
export { type SampleBookOptions, sampleEnd, sampleSeed } from './options.ts';
export { type BestPossible, hazardHorizonDays, type SampleTruth, type TrueAccount, type TrueHazard } from './truth.ts';
export { writeSampleBook, type WritingProgress, type WrittenBook, type WrittenFile } from './write.ts';
