import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, binned, frequent, inArea, isInside, quarterOf } from './shapes.ts';
import type { PortfolioRow } from './shapes.ts';

const row = (more: Partial<PortfolioRow>): PortfolioRow => ({
  id: 'a',
  name: 'A',
  owner: null,
  segment: null,
  plan: null,
  renewal: null,
  revenue: null,
  seats: null,
  risk: null,
  health: null,
  ...more,
});

describe('the lasso', () => {
  const square = [[0, 0], [4, 0], [4, 4], [0, 4]] as const; // prettier-ignore
  /** A U: what lies in its notch is outside. */
  const cup = [[0, 0], [6, 0], [6, 6], [4, 6], [4, 2], [2, 2], [2, 6], [0, 6]] as const; // prettier-ignore

  it.each([
    [square, [2, 2], true],
    [square, [5, 2], false],
    [square, [2, -1], false],
    [cup, [1, 5], true],
    [cup, [3, 4], false],
    [cup, [3, 1], true],
    [cup, [5, 5], true],
  ] as const)('%j holds %j: %s', (corners, point, inside) => {
    expect(isInside(corners, point)).toBe(inside);
  });

  it('agrees with turning around the point, whatever convex shape is drawn, and however it is turned', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 12 }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.nat(11),
        (count, turn, x, y, first) => {
          const ring = Array.from({ length: count }, (_, at) => {
            const angle = turn + (2 * Math.PI * at) / count;
            return [Math.cos(angle), Math.sin(angle)] as const;
          });
          const corners = [...ring.slice(first % count), ...ring.slice(0, first % count)];
          const sides = ring.map(([ax, ay], at) => {
            const [bx, by] = ring[(at + 1) % count]!;
            return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
          });
          fc.pre(sides.every((side) => Math.abs(side) > 1e-9));
          expect(isInside(corners, [x, y])).toBe(sides.every((side) => side > 0));
          expect(isInside(corners.toReversed(), [x, y])).toBe(isInside(corners, [x, y]));
        },
      ),
    );
  });

  it('has straight edges on the axis as it is drawn', () => {
    // From (1, 0) to (10,000, 1): on a logarithmic axis its middle is 100, on a plain one 5,000.
    const corners: [number, number][] = [[1, 0], [10_000, 1], [1, 1]]; // prettier-ignore
    const area = (logX: boolean) => inArea({ of: 'polygon', x: 'revenue', y: 'risk', logX, corners });
    expect(area(true)(row({ revenue: 500, risk: 0.5 }))).toBe(false);
    expect(area(false)(row({ revenue: 500, risk: 0.5 }))).toBe(true);
    expect(area(true)(row({ revenue: 50, risk: 0.5 }))).toBe(true);
    expect(area(true)(row({ revenue: 0, risk: 0.5 }))).toBe(false);
    expect(area(true)(row({ risk: 0.5 }))).toBe(false);
  });
});

describe('areas', () => {
  it('ranges take in both ends, and leave out who has no value', () => {
    const holds = inArea({ of: 'ranges', revenue: { from: 10 }, risk: { from: 0.2, to: 0.4 } });
    expect(holds(row({ revenue: 10, risk: 0.2 }))).toBe(true);
    expect(holds(row({ revenue: 1e9, risk: 0.4 }))).toBe(true);
    expect(holds(row({ revenue: 9.99, risk: 0.3 }))).toBe(false);
    expect(holds(row({ revenue: 10 }))).toBe(false);
    expect(inArea({ of: 'ranges' })(row({}))).toBe(true);
    expect(inArea({ of: 'ranges', health: {} })(row({}))).toBe(true);
  });

  it('groups tell those without a value apart from all', () => {
    expect(inArea({ of: 'group', owner: null })(row({}))).toBe(true);
    expect(inArea({ of: 'group', owner: null })(row({ owner: 'Ana' }))).toBe(false);
    expect(inArea({ of: 'group', segment: 'SMB' })(row({ owner: 'Ana', segment: 'SMB' }))).toBe(true);
  });

  it('every account of a month is in exactly one band of it', () => {
    fc.assert(
      fc.property(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), (risk) => {
        const one = row({ renewal: '2026-07-31', risk });
        const bands = (['low', 'medium', 'high', 'none'] as const).filter((band) =>
          inArea({ of: 'month', month: '2026-07', band })(one),
        );
        expect(bands).toEqual([bandOf(risk)]);
        expect(inArea({ of: 'month', month: '2026-07' })(one)).toBe(true);
        expect(inArea({ of: 'month', month: '2026-08' })(one)).toBe(false);
      }),
    );
    expect([0.0999, 0.1, 0.2999, 0.3].map(bandOf)).toEqual(['low', 'medium', 'medium', 'high']);
    expect([quarterOf('2026-03-31'), quarterOf('2026-10-01'), quarterOf(null)]).toEqual(['2026-Q1', '2026-Q4', null]);
  });
});

describe('fields and colours', () => {
  it('every account is in exactly one field, and the fields hold what is in them', () => {
    const point = fc.record({
      x: fc.integer({ min: 1, max: 1e6 }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
      revenue: fc.nat(100),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 80 }), fc.boolean(), (points, logX) => {
        const bins = binned(points, logX, 6, 4);
        expect(bins.length).toBeLessThanOrEqual(24);
        expect(bins.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(points.length);
        expect(bins.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(
          points.reduce((sum, { revenue }) => sum + revenue, 0),
        );
        for (const { x, y } of points) {
          const near = (value: number, from: number, to: number) =>
            value >= from - 1e-6 * Math.abs(from) - 1e-9 && value <= to * (1 + 1e-6) + 1e-9;
          expect(bins.some(({ x0, x1, y0, y1 }) => near(x, x0, x1) && near(y, y0, y1))).toBe(true);
        }
      }),
    );
    expect(binned([], true)).toEqual([]);
  });

  it('names the most frequent, and counts the others with those that have none', () => {
    expect(frequent(['b', 'a', null, 'a', 'c', 'b'], 2)).toEqual([
      { value: 'a', accounts: 2 },
      { value: 'b', accounts: 2 },
      { value: null, accounts: 2 },
    ]);
    expect(frequent(['a'], 2)).toEqual([{ value: 'a', accounts: 1 }]);
  });
});
