export { backUpJob } from './back-up.ts';
export { workspaceHandlers } from './handlers.ts';
export { workspaceReads } from './reads.ts';
export { createWorkspaceManager, samplePassphrase } from './manager.ts';
export type { CreateOptions, WorkspaceListeners, WorkspaceManager } from './manager.ts';
export { dataUntil, rowCounts } from './queries.ts';
export { openSampleWorkspace, sampleReadyKey } from './sample-workspace.ts';
