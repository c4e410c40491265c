import { modelTarget } from '../../../../shared/contract/index.ts';
import type { ModelTarget } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';

/**
 * Two trainings of one target would be held against the same champion, and the later one against a model that is no longer
 * in use. Another target may wait in the queue.
 * @throws conflict while a training or comparison of the target is under way or waits
 */
export function refuseWhileTraining(database: ReadableDatabase | WritableDatabase, target: ModelTarget): void {
  const inputs = database
    .prepare(`SELECT input FROM jobs WHERE kind = 'train' AND state IN ('queued', 'running', 'paused')`)
    .pluck()
    .all() as string[];
  const isUnderWay = inputs.some((text) => {
    const { target: other } = (JSON.parse(text) ?? {}) as { target?: unknown };
    return modelTarget.catch('churn').parse(other) === target;
  });
  if (!isUnderWay) return;
  throw new HoldfastError(
    'conflict',
    'A model for this target is being trained or compared already. Wait for it to end, or cancel it; the model in use stays in place meanwhile.',
  );
}
