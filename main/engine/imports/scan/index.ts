export { canScan, scanFile } from './scan-file.ts';
export { createScanPool } from './scan-pool.ts';
export type { ScanPool } from './scan-pool.ts';
