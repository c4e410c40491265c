import { createHash } from 'node:crypto';
import { checkGolden } from './definition.ts';
import type { Golden, ModelDefinition } from './definition.ts';
import type { ModelCard } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { openForeignScorer } from './foreign/scorer.ts';
import type { ForeignScorer } from './foreign/scorer.ts';
import { openScorer } from './score-thread.ts';
import type { OnnxScorer } from './score-thread.ts';

/** Probabilities of rows of a model's features; a model that only its file can compute explains itself too. */
export type ModelScorer = OnnxScorer & { readonly explain?: ForeignScorer['explain'] };

type Checkable = {
  readonly id: string;
  readonly card: ModelCard;
  readonly definition: ModelDefinition;
  readonly golden: Golden;
  readonly onnx: Uint8Array;
};

/**
 * Loads a model into the score thread (of other makers, into a process of its own) and scores its golden rows again.
 * @throws model_mismatch where the file is not the one on the card, or any golden row differs by more than 1e-5
 */
export async function verifiedScorer({ id, card, definition, golden, onnx }: Checkable): Promise<ModelScorer> {
  const hash = createHash('sha256').update(onnx).digest('hex');
  if (hash !== card.onnx.sha256) {
    throw new HoldfastError(
      'model_mismatch',
      `The ONNX file of "${card.name}" is not the one on its card: it was changed or damaged. Train again, or restore the workspace from a backup.`,
    );
  }
  const width = definition.features.length;
  const key = `${id} ${hash}`;
  const scorer: ModelScorer = definition.foreign
    ? await openForeignScorer(key, onnx, definition.foreign)
    : await openScorer(key, onnx, width);
  const rows = Float32Array.from(golden.rows.flatMap((row) => row.map((value) => value ?? NaN)));
  if (rows.length !== golden.rows.length * width)
    throw new HoldfastError(
      'model_mismatch',
      `The golden rows of "${card.name}" do not fit its features. Train again.`,
    );
  checkGolden(card.name, golden, await scorer.score(rows, golden.rows.length));
  return scorer;
}
