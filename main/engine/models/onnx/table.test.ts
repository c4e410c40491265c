import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { Encoder, EncoderOptions, RawColumn, TableModel } from '../../../stats/index.ts';
import { calibrate, createRandom, fitEncoder, fitLogistic, fitTrees, predictTableModel } from '../../../stats/index.ts';
import { readOnnxSummary, writeOnnxTable } from './index.ts';

const texts = ['Basic', 'Pro', 'Größe M', "O'Neil", 'rare'];

/** Two columns of numbers and two of texts, one with few and one with many categories; some are missing. */
function table(rows: number, seed: number, unseen = false): { columns: RawColumn[]; labels: Uint8Array } {
  const random = createRandom(seed);
  const maybe = <Value>(value: Value, missing: Value): Value => (random.next() < 0.1 ? missing : value);
  const amounts = Float64Array.from({ length: rows }, () => maybe(Math.round(random.normal() * 3000 * 100) / 100, NaN));
  const months = Float64Array.from({ length: rows }, () => maybe(random.integer(72), NaN));
  const plan = Array.from({ length: rows }, () =>
    maybe<string | null>(unseen && random.next() < 0.2 ? 'new' : texts[random.integer(5)]!, null),
  );
  const city = Array.from({ length: rows }, () =>
    maybe<string | null>(`city ${random.integer(unseen ? 60 : 40)}`, null),
  );
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.next() < (plan[row] === 'Basic' ? 0.6 : 0.25) ? 1 : 0,
  );
  labels[0] = 0;
  labels[1] = 1;
  return {
    labels,
    columns: [
      { name: 'log_odds', kind: 'number', values: amounts },
      { name: 'plan', kind: 'category', values: plan },
      { name: 'features', kind: 'number', values: months },
      { name: 'log_odds of city', kind: 'category', values: city },
    ],
  };
}

function member(data: ReturnType<typeof table>, options: EncoderOptions, kind: 'trees' | 'logistic', weight: number) {
  const rows = Int32Array.from(data.labels.keys());
  const { encoder, training } = fitEncoder(data.columns, data.labels, rows, options);
  const shape = {
    columns: training,
    labels: data.labels,
    featureNames: encoder.features.map((feature) => feature.name),
  };
  const model =
    kind === 'trees'
      ? fitTrees({ ...shape, options: { rounds: 20, maxDepth: 4, minChildRows: 3 } }).model
      : fitLogistic({ ...shape, l2: 2 });
  return { weight, encoder: encoder as Encoder, model };
}

describe('writeOnnxTable', () => {
  it('scores a sum of trees and regressions over raw columns as the trainer does, also unseen and missing categories', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const data = table(300, seed);
        const model: TableModel = {
          kind: 'table',
          members: [
            member(data, { knots: 5, seed }, 'logistic', 0.4),
            member(data, { seed }, 'trees', 0.45),
            member(data, { seed }, 'trees', 0.2),
          ],
        };
        const calibration = { method: 'sigmoid', slope: 1.2, offset: -0.1 } as const;
        const bytes = writeOnnxTable({
          id: 't',
          model,
          columns: data.columns.map(({ name, kind }) => ({ name, kind })),
          calibration,
        });
        expect(readOnnxSummary(bytes)).toMatchObject({
          featureNames: data.columns.map(({ name }) => name),
          modelId: 't',
        });
        const other = table(200, seed + 1, true);
        const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
        const feeds = Object.fromEntries(
          other.columns.map((column, index) => [
            session.inputNames[index]!,
            column.kind === 'number'
              ? new Tensor('float64', column.values, [200, 1])
              : new Tensor(
                  'string',
                  column.values.map((value) => value ?? ''),
                  [200, 1],
                ),
          ]),
        );
        const { probability, log_odds: logOdds } = await session.run(feeds);
        await session.release();
        const expected = predictTableModel(model, other.columns, Int32Array.from(other.labels.keys()));
        expected.forEach((value, row) => {
          expect(Math.abs((logOdds!.data as Float32Array)[row]! - value)).toBeLessThanOrEqual(
            1e-6 * Math.max(1, Math.abs(value)),
          );
          expect(
            Math.abs((probability!.data as Float32Array)[row]! - calibrate(calibration, value)),
          ).toBeLessThanOrEqual(1e-6);
        });
      }),
      { numRuns: 12 },
    );
  });
});
