import { cancelled } from '../../../shared/domain/errors.ts';
import { writeElsewhere } from '../db/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { commitStaging } from './commit.ts';
import { takeBack } from './take-back.ts';
import { committedStage } from './write-thread.ts';
import type { WriteRequest } from './write-thread.ts';

/** @returns the id of the import */
export function writeWork(request: WriteRequest, context: WorkContext): number {
  const { workspace, key, giveUp } = request;
  const onStep = (): void => {
    if (Atomics.load(giveUp, 0) === 1) throw cancelled(request.task === 'commit' ? 'The import' : 'The undoing');
  };
  return writeElsewhere(
    workspace,
    key,
    (database) => {
      if (request.task === 'commit') return commitStaging({ database, key }, { ...request, onStep });
      takeBack(database, { ...request, onStep });
      return request.id;
    },
    () => context.progress(null, { key: committedStage, values: {} }),
  );
}
