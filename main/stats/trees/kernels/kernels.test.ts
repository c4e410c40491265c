import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import type { Kernels, TreeMemory } from './kernels.ts';
import { createMemory, kernelsOf } from './kernels.ts';

const bytes = 65_536;

/** The same random memory twice: once with each kind of kernels. */
function both(seed: number, shared: boolean): { memory: TreeMemory; kernels: Kernels }[] {
  return (['wasm', 'plain'] as const).map((kind) => {
    const random = createRandom(seed);
    const memory = createMemory(bytes, shared, kind);
    const values = new Float64Array(memory.buffer);
    for (let index = 0; index < values.length; index++) values[index] = random.integer(2000) - 1000;
    return { memory, kernels: kernelsOf(memory) };
  });
}

const layout = { rows: 0, bins: 4096, list: 8192, pairs: 16_384, histogram: 32_768 };

describe('kernels', () => {
  it('are WebAssembly here, so that both kinds are really compared', () => {
    const [wasm, plain] = both(1, false);
    expect(wasm!.kernels.screen.toString()).toContain('native code');
    expect(plain!.kernels.screen.toString()).not.toContain('native code');
  });

  it('give the same bits in WebAssembly and in plain arrays', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (seed, rowCount, groups, shared) => {
          const features = 4 * groups;
          const results = both(seed, shared).map(({ memory, kernels }) => {
            const random = createRandom(seed);
            const rows = new Int32Array(memory.buffer, layout.rows, rowCount);
            rows.forEach((_row, index) => (rows[index] = random.integer(100)));
            const bins = new Uint8Array(memory.buffer, layout.bins, 100 * features);
            bins.forEach((_bin, index) => (bins[index] = random.integer(16)));
            const cellOf = (feature: number): number => layout.histogram + 256 * feature;
            const list = new Int32Array(memory.buffer, layout.list, 3 * features);
            for (let feature = 0; feature < features; feature++) {
              list[feature] = cellOf(feature);
              list[features + 2 * feature] = feature;
              list[features + 2 * feature + 1] = cellOf(features + feature);
            }
            const rowsEnd = layout.rows + 4 * rowCount;
            const middle = layout.list + 4 * features;
            kernels.addNeighbours(layout.rows, rowsEnd, layout.bins, features, layout.list, middle, layout.pairs);
            kernels.addChosen(layout.rows, rowsEnd, layout.bins, features, middle, middle + 8 * features, layout.pairs);
            kernels.subtract(cellOf(0), cellOf(features), cellOf(features));
            return new Float64Array(memory.buffer);
          });
          expect(Object.is(results[0], results[1])).toBe(false);
          expect(results[0]).toEqual(results[1]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('screen cuts as a plain walk does', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 400 }),
        (seed, pairs, most) => {
          const random = createRandom(seed);
          const cells = Float64Array.from({ length: 4 * pairs }, (_unused, index) =>
            index % 2 === 0 ? random.normal() : random.integer(5),
          );
          const total = [0, 1].map((lane) => cells.reduce((sum, x, index) => (index % 2 === lane ? sum + x : sum), 0));
          const allHessian = total[1]! * 0.5 + 2;
          const found = both(seed, false).map(({ memory, kernels }) => {
            new Float64Array(memory.buffer, layout.histogram, cells.length).set(cells);
            const end = layout.histogram + 8 * cells.length;
            const at = kernels.screen(layout.histogram, end, 0, 0, 0, total[0]!, allHessian, 0.5, 1, most / 100);
            return { at: (at - layout.histogram) / 32, state: [...new Float64Array(memory.buffer, 0, 2)] };
          });
          expect(found[0]).toEqual(found[1]);
          let gradient = 0;
          let packed = 0;
          let first = pairs;
          for (let cell = 0; cell < 2 * pairs && first === pairs; cell++) {
            gradient += cells[2 * cell]!;
            packed += cells[2 * cell + 1]!;
            const left = packed * 0.5 + 1;
            const gain = gradient ** 2 / left + (total[0]! - gradient) ** 2 / (allHessian - left);
            if (gain > (most / 100) * (1 + 1e-9)) first = cell >> 1;
          }
          expect(found[0]!.at).toBe(first);
        },
      ),
      { numRuns: 60 },
    );
  });
});
