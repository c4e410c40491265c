import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packNumbers, plainValue, unpackNumbers } from './stored-numbers.ts';

it('gives back what was kept, wherever it stands in memory, and what was kept in 64 bits', () => {
  fc.assert(
    fc.property(fc.float32Array(), fc.nat({ max: 9 }), (values, before) => {
      const packed = packNumbers(values);
      const moved = new Uint8Array(before + packed.length);
      moved.set(packed, before);
      expect(unpackNumbers(moved.subarray(before))).toEqual(Float64Array.from(values));
      const wide = Float64Array.from(values, (value) => value / 3);
      expect(unpackNumbers(new Uint8Array(wide.buffer))).toEqual(wide);
    }),
  );
});

it('reads as a decimal what 32 bits hold only nearly, and keeps whole numbers whole', () => {
  expect([1.68, 2 ** 24 - 1, -0.1, 1234.5].map((value) => plainValue(Math.fround(value)))).toEqual([
    1.68,
    2 ** 24 - 1,
    -0.1,
    1234.5,
  ]);
  expect([plainValue(NaN), plainValue(undefined)]).toEqual([null, null]);
});
