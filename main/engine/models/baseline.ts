import { readFileSync } from 'node:fs';
import type { ModelCard } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Golden, ModelDefinition } from './definition.ts';
import type { TrainedModel } from './train-task.ts';

export const baselineId = 'baseline';

/** Run from source, the shipped models stand at the top of the checkout; bundled, beside the folder of the bundle. */
function baselineFile(name: string): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../../../models/baseline/' : '../../models/baseline/';
  return new URL(`${folder}${name}`, import.meta.url);
}

/** The model that the program ships with, for books with too few churns to learn from. */
export function readBaseline(): TrainedModel {
  try {
    const { card, definition } = JSON.parse(readFileSync(baselineFile('model.json'), 'utf8')) as {
      card: ModelCard;
      definition: ModelDefinition;
    };
    const golden = JSON.parse(readFileSync(baselineFile('golden.json'), 'utf8')) as Golden;
    return { card, definition, golden, onnx: new Uint8Array(readFileSync(baselineFile('model.onnx'))) };
  } catch (error) {
    throw new HoldfastError(
      'file_unreadable',
      'The baseline model that belongs to this program cannot be read. Install the program again.',
      {},
      error,
    );
  }
}
