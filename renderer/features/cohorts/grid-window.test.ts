import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIn, spanInView } from './grid-window.ts';

describe('spanInView', () => {
  it('draws a small grid whole, and of a large one only what is near the view', () => {
    expect(spanInView({ offset: 0, size: 800 }, 24, 30)).toEqual({ first: 0, end: 24 });
    const { first, end } = spanInView({ offset: 9_000, size: 480 }, 730, 30);
    expect(first).toBe(294);
    expect(end).toBe(322);
  });

  it('holds every cell that is in view, whatever the scroll', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 0, max: 2_000 }),
        fc.integer({ min: 0, max: 1_999 }),
        (count, offset, size, index) => {
          const span = spanInView({ offset, size }, count, 30);
          expect(span.first).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(count);
          const isInView = index < count && index * 30 < offset + size && (index + 1) * 30 > offset;
          if (isInView) expect(isIn(span, index)).toBe(true);
        },
      ),
    );
  });
});
