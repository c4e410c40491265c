import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollingBlocks } from './rolling.ts';

const monthly = (count: number): number[] => Array.from({ length: count }, (_, month) => 20_000 + 30 * month);

describe('the origins', () => {
  it('leave the horizon between what is learned and what is tested, and test every later month once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 7, max: 200 }), (count, horizon) => {
        const days = monthly(count);
        const blocks = rollingBlocks(days, horizon);
        for (const { learn, test } of blocks) {
          expect(learn.length).toBeGreaterThanOrEqual(3);
          for (const place of learn) expect(days[place]! + horizon).toBeLessThanOrEqual(days[test[0]!]!);
        }
        const tested = blocks.flatMap(({ test }) => test);
        const first = tested[0] ?? count;
        expect(tested).toEqual(Array.from({ length: count - first }, (_, index) => first + index));
        expect(blocks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('are none where the history is too short', () => {
    expect(rollingBlocks(monthly(5), 90)).toEqual([]);
    expect(rollingBlocks(monthly(6), 90)).toEqual([{ learn: [0, 1, 2], test: [5] }]);
  });
});
