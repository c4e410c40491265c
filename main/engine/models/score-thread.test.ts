import { expect, it } from 'vitest';
import type { LogisticModel } from '../../stats/index.ts';
import { writeOnnxModel } from './onnx/index.ts';
import { openScorer } from './score-thread.ts';
import type { OnnxScorer } from './score-thread.ts';

function open(name: string, intercept: number): Promise<OnnxScorer> {
  const model: LogisticModel = {
    kind: 'logistic',
    featureNames: ['x'],
    intercept,
    weights: [1],
    fills: [0],
    missingWeights: [0],
  };
  return openScorer(name, writeOnnxModel({ id: name, model, calibration: { method: 'none' } }), 1);
}

it('keeps the models that were opened last', async () => {
  await open('first', 0);
  for (const name of ['second', 'third', 'fourth']) await open(name, 1);
  const again = await open('first', 0);
  await open('fifth', 2);
  expect(await again.score(Float32Array.of(0, NaN), 2)).toEqual(Float32Array.of(0.5, 0.5));
});

it('answers many rows in their order, and stops between batches when asked', async () => {
  const scorer = await open('first', 0);
  const values = Float32Array.from({ length: 2_500 }, (_, row) => row / 500);
  const said = await scorer.score(values, values.length);
  expect(said.every((probability, row) => row === 0 || probability > said[row - 1]!)).toBe(true);
  const controller = new AbortController();
  const stopped = scorer.score(values, values.length, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});
