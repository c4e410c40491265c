import { expect, it } from 'vitest';
import type { LogisticModel } from '../../stats/index.ts';
import { writeOnnxModel, writeOnnxTable } from './onnx/index.ts';
import { openScorer, openTableScorer } from './score-thread.ts';
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
  const values = Float32Array.from({ length: 32_500 }, (_, row) => row / 5_000);
  const said = await scorer.score(values, values.length);
  expect(said.every((probability, row) => row === 0 || probability > said[row - 1]!)).toBe(true);
  const controller = new AbortController();
  const stopped = scorer.score(values, values.length, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});

it('scores raw columns of numbers and texts', async () => {
  const features = [
    { name: 'x', source: 0, kind: 'number' },
    { name: 'plan = Pro', source: 1, kind: 'indicator', category: 'Pro' },
  ] as const;
  const model: LogisticModel = {
    kind: 'logistic',
    featureNames: ['x', 'plan = Pro'],
    intercept: 0,
    weights: [1, 2],
    fills: [3, 0],
    missingWeights: [0, 0],
  };
  const columns = [
    { name: 'x', kind: 'number' },
    { name: 'plan', kind: 'category' },
  ] as const;
  const table = { kind: 'table' as const, members: [{ weight: 1, encoder: { features: [...features] }, model }] };
  const onnx = writeOnnxTable({ id: 'table', model: table, columns, calibration: { method: 'none' } });
  const scorer = await openTableScorer('table', onnx);
  const rows = 6_000;
  const numbers = Float64Array.from({ length: rows }, (_, row) => (row === 0 ? NaN : row / rows));
  const plans = Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'Pro' : row % 3 === 0 ? '' : 'Other'));
  const said = await scorer.score([numbers, plans], rows);
  said.forEach((probability, row) => {
    const logOdds = (row === 0 ? 3 : numbers[row]!) + (row % 2 === 0 ? 2 : 0);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 6);
  });
});
