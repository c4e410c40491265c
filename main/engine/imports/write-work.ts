import { writeGated } from '../threads/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { commitStaging } from './commit.ts';
import { takeBack } from './take-back.ts';
import type { WriteRequest } from './write-thread.ts';

/** @returns the id of the import */
export function writeWork(request: WriteRequest, context: WorkContext): number {
  const what = request.task === 'commit' ? 'The import' : 'The undoing';
  return writeGated(request, context, what, (database, onStep) => {
    if (request.task === 'commit') return commitStaging({ database, key: request.key }, { ...request, onStep });
    takeBack(database, { ...request, onStep });
    return request.id;
  });
}
