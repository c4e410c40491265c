import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { Calibration, TreesModel } from '../../../stats/index.ts';
import {
  calibrate,
  createRandom,
  fitCalibration,
  fitLogistic,
  fitTrees,
  predictLogistic,
  predictTrees,
  sigmoid,
} from '../../../stats/index.ts';
import { predict, refit } from '../candidates.ts';
import type { Fitted } from '../candidates.ts';
import { readOnnxModel, readOnnxSummary, writeOnnxModel } from './index.ts';

interface Example {
  columns: Float32Array[];
  labels: Uint8Array;
  featureNames: string[];
}

function example(rows: number, features: number, seed: number): Example {
  const random = createRandom(seed);
  const columns = Array.from({ length: features }, () => {
    const scale = 10 ** (random.integer(9) - 3);
    return Float32Array.from({ length: rows }, () => (random.next() < 0.15 ? NaN : scale * random.normal()));
  });
  const scale = columns[0]!.reduce((most, x) => (x > most ? x : most), 1e-9);
  const labels = Uint8Array.from({ length: rows }, (_unused, row) =>
    random.next() < sigmoid((3 * (columns[0]![row]! || 0)) / scale - 0.5) ? 1 : 0,
  );
  labels[0] = 0;
  labels[1] = 1;
  return { columns, labels, featureNames: columns.map((_unused, index) => `feature ${index}`) };
}

async function compare(model: Fitted, calibration: Calibration, columns: Float32Array[]): Promise<void> {
  const rows = columns[0]!.length;
  const values = new Float32Array(rows * columns.length);
  columns.forEach((column, feature) => column.forEach((x, row) => (values[row * columns.length + feature] = x)));
  const session = await InferenceSession.create(writeOnnxModel({ id: 'test', model, calibration }), {
    intraOpNumThreads: 1,
  });
  const outputs = await session.run({ features: new Tensor('float32', values, [rows, columns.length]) });
  await session.release();
  const expected = predict(model, columns, rows);
  expect(outputs['probability']!.dims).toEqual([rows, 1]);
  expect(outputs['log_odds']!.dims).toEqual([rows, 1]);
  const logOdds = outputs['log_odds']!.data as Float32Array;
  const probability = outputs['probability']!.data as Float32Array;
  expected.forEach((value, row) => {
    expect(Math.abs(logOdds[row]! - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value)));
    expect(Math.abs(probability[row]! - calibrate(calibration, value))).toBeLessThanOrEqual(1e-6);
  });
}

/** Values at and next to every threshold, where a difference in comparing would show. */
function borderline(model: TreesModel, columns: Float32Array[]): Float32Array[] {
  return columns.map((column, feature) => {
    const hits = model.trees.flatMap((tree) =>
      tree.threshold.filter((_unused, node) => tree.feature[node] === feature),
    );
    return column.map((x, row) => {
      const hit = hits[row % Math.max(1, hits.length)];
      return row % 2 === 0 && hit !== undefined ? Math.fround(hit * (1 + ((row % 3) - 1) * 1e-7)) : x;
    });
  });
}

const calibrations = (labels: Uint8Array, logOdds: Float64Array): Calibration[] => [
  { method: 'none' },
  fitCalibration(labels, logOdds, 'sigmoid'),
  fitCalibration(labels, logOdds, 'isotonic'),
  { method: 'isotonic', logOdds: [0.5], probability: [0.25] },
];

describe('writeOnnxModel', () => {
  it('scores trees in onnxruntime as the trainer does, also missing values and values on a threshold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 7 }),
        async (seed, features, maxDepth) => {
          const data = example(300, features, seed);
          const options = {
            rounds: 30,
            maxDepth,
            maxLeaves: 60,
            minChildRows: 2,
            minChildWeight: 0,
            learningRate: 0.2,
            seed,
          };
          const { model } = fitTrees({ ...data, options });
          const logOdds = predictTrees(model, data.columns, 300);
          for (const calibration of calibrations(data.labels, logOdds)) {
            await compare(model, calibration, borderline(model, example(200, features, seed + 1).columns));
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('scores a logistic regression in onnxruntime as the trainer does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 8 }), async (seed, features) => {
        const data = example(300, features, seed);
        const model = fitLogistic(data);
        const logOdds = predictLogistic(model, data.columns, 300);
        for (const calibration of calibrations(data.labels, logOdds)) await compare(model, calibration, data.columns);
      }),
      { numRuns: 15 },
    );
  });

  it('scores categories in onnxruntime as the trainer does, also missing, unseen and neighbouring ones', async () => {
    const kinds = fc.constantFrom<'boosted-trees' | 'logistic'>('boosted-trees', 'logistic');
    await fc.assert(
      fc.asyncProperty(kinds, fc.integer({ min: 1, max: 100_000 }), async (kind, seed) => {
        const random = createRandom(seed);
        const codes = [0, 1, 2, 40_000, 2 ** 24 - 2, 2 ** 24 - 1].map((code) => ({ code, rate: random.next() }));
        const drawn = (unseen: boolean): number => {
          if (random.next() < 0.1) return NaN;
          return unseen ? random.integer(2 ** 24) : codes[random.integer(codes.length)]!.code;
        };
        const columns = ['plan', 'x', 'industry'].map((name) =>
          Float32Array.from({ length: 400 }, () => (name === 'x' ? random.normal() : drawn(false))),
        );
        const rates = new Map(codes.map(({ code, rate }) => [code, rate]));
        const labels = Uint8Array.from(columns[0]!, (code) => (random.next() < (rates.get(code) ?? 0.5) ? 1 : 0));
        const context = { seed, shouldStop: () => false, onProgress: () => {} };
        const names = ['running_plan', 'active_days_28', 'industry'];
        const model = refit({ kind, rounds: 20, l2: 1 }, { columns, labels }, names, context);
        expect(model.categories?.map(({ feature }) => feature)).toEqual([0, 2]);
        const asked = columns.map((column, feature) =>
          feature === 1 ? column : Float32Array.from(column, (code) => (random.next() < 0.5 ? drawn(true) : code)),
        );
        await compare(model, { method: 'none' }, asked);
        expect(readOnnxModel(writeOnnxModel({ id: 'm', model, calibration: { method: 'none' } })).model).toEqual(model);
      }),
      { numRuns: 10 },
    );
  });

  it('keeps 300 deep trees and a model without trees in step', async () => {
    const data = example(2000, 10, 5);
    const { model } = fitTrees({ ...data, options: { rounds: 300, minChildRows: 1 } });
    await compare(model, { method: 'none' }, data.columns);
    await compare({ ...model, trees: [] }, { method: 'none' }, data.columns);
  });
});

describe('readOnnxSummary', () => {
  const data = example(100, 3, 1);
  const { model } = fitTrees({ ...data, options: { rounds: 2 } });
  const bytes = writeOnnxModel({
    id: 'baseline',
    model,
    calibration: { method: 'none' },
    metadata: { trained_at: '2026-01-01', model_id: 'other' },
  });

  it('says what the file holds', () => {
    expect(readOnnxSummary(bytes)).toEqual({
      producer: 'Holdfast',
      producerVersion: '1',
      opsets: { 'ai.onnx': 17, 'ai.onnx.ml': 3 },
      inputs: [{ name: 'features', type: 'float', shape: ['rows', 3] }],
      outputs: [
        { name: 'probability', type: 'float', shape: ['rows', 1] },
        { name: 'log_odds', type: 'float', shape: ['rows', 1] },
      ],
      operators: ['Add', 'Cast', 'Mul', 'Sigmoid', 'TreeEnsembleRegressor'],
      metadata: expect.objectContaining({
        trained_at: '2026-01-01',
        model_kind: 'trees',
        calibration: '{"method":"none"}',
      }),
      modelId: 'baseline',
      featureNames: ['feature 0', 'feature 1', 'feature 2'],
    });
  });

  it('refuses garbage, other files and truncated models with a sentence', () => {
    const encoder = new TextEncoder();
    const bad = [
      new Uint8Array(0),
      encoder.encode('name,value\n1,2\n'),
      encoder.encode('{"a":1}'),
      bytes.subarray(0, bytes.length / 2),
      Uint8Array.of(255, 255, 255, 255, 1),
    ];
    for (const input of bad)
      expect(() => readOnnxSummary(input)).toThrow(expect.objectContaining({ code: 'file_unreadable' }));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        expect(() => readOnnxSummary(input)).toThrow(expect.objectContaining({ code: 'file_unreadable' }));
      }),
    );
  });
});

describe('readOnnxModel', () => {
  const data = example(400, 4, 2);
  const trees = fitTrees({ ...data, options: { rounds: 12, rowSample: 0.8, minChildRows: 3 } }).model;
  const logistic = fitLogistic(data);
  const fitted = calibrations(data.labels, predictTrees(trees, data.columns, 400));

  it('gives back exactly what was written', () => {
    for (const model of [trees, logistic, { ...trees, trees: [] }]) {
      for (const calibration of fitted) {
        const bytes = writeOnnxModel({ id: 'm', model, calibration });
        expect(readOnnxModel(bytes)).toEqual({ id: 'm', model, calibration });
      }
    }
  });

  it('refuses a file that another program wrote', () => {
    const bytes = writeOnnxModel({ id: 'm', model: logistic, calibration: { method: 'none' } });
    const text = Buffer.from(bytes).toString('latin1').replace('feature_names', 'feature_other');
    expect(() => readOnnxModel(Buffer.from(text, 'latin1'))).toThrow(/not written by Holdfast/);
  });
});
