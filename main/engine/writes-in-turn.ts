import { os as plain } from '@orpc/server';
import { writeGate } from './db/index.ts';
import type { WritableDatabase } from './db/index.ts';

/** The verbs of procedures that write the workspace. One that is missing here is right too: it only keeps others waiting. */
const writingVerbs = new Set([
  'acceptFinding', 'add', 'assign', 'backUp', 'clearHistory', 'commit', 'compute', 'done', 'explain', 'find', 'import', 'link', 'lookNow', 'merge',
  'move', 'pause', 'record', 'redo', 'refuse', 'remove', 'rename', 'reopen', 'restore', 'resume', 'save', 'saveRates', 'saveReason', 'saveRule', 'say', 'score', 'setDefault', 'setLabelRule', 'setSchedule',
  'start', 'train', 'undo', 'unlink', 'unmerge', 'backtest', 'close', 'look', 'seen', 'publish', 'removePulse', 'rollBack', 'setPulse',
]); // prettier-ignore

/** Whether a procedure waits while a large transaction runs. @param path e.g. `['imports', 'start']` */
export function writesWorkspace(path: readonly string[]): boolean {
  return writingVerbs.has(path.at(-1) ?? '');
}

/** Lets procedures that write wait for a large transaction, while all others are answered from the state before it. */
export function writesInTurn(openDatabase: () => WritableDatabase | undefined) {
  return plain.middleware(async ({ next, path, signal }) => {
    const database = writesWorkspace(path) ? openDatabase() : undefined;
    if (database && writeGate(database).isHeld) await writeGate(database).free(signal);
    return next();
  });
}
