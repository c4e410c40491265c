export { runAudit } from './run.ts';
export type { AuditEngine, AuditOptions } from './run.ts';
export type { AuditSummary } from './summary.ts';
