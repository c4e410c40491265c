export { createJobs } from './jobs.ts';
export type { JobContext, JobKind, JobResult, JobRunner, Jobs, JobStage } from './jobs.ts';
export { saveCheckpoint } from './queries.ts';
export type { PauseSwitch } from './pause.ts';
