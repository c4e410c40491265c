import { describe, expect, it } from 'vitest';
import { chartTokens } from './chart-theme.ts';
import { linesTooltip, periodAxis, periodLine } from './chart-periods.ts';

const tokens = chartTokens('light');
const data = (line: ReturnType<typeof periodLine>[number]) =>
  line.data.map((point) => (typeof point === 'object' && point !== null ? point.value : point));

describe('a line over periods', () => {
  it('is solid over what is complete, and dashed to what is not', () => {
    const [solid, dashed] = periodLine(tokens, { name: 'a' }, [1, 2, 3, 4, 5], [false, true, true, true, false]);
    expect(data(solid!)).toEqual([null, 2, 3, 4, null]);
    expect(data(dashed!)).toEqual([1, 2, null, 4, 5]);
    expect(dashed).toMatchObject({ name: 'a', lineStyle: { type: 'dashed' } });
  });

  it('has nothing dashed where all is complete, and keeps gaps', () => {
    const [solid, dashed] = periodLine(tokens, { name: 'a' }, [1, null, 3], [true, true, true]);
    expect(data(solid!)).toEqual([1, null, 3]);
    expect(data(dashed!)).toEqual([null, null, null]);
  });

  it('is told once in the tooltip, whichever of its two parts stands there', () => {
    const { formatter } = linesTooltip((value) => (value === null ? '–' : `${value} %`));
    const item = (seriesName: string, value: unknown) => ({ name: 'Jul 2026', marker: '*', seriesName, value });
    expect(formatter([item('a', 3), item('a', 3), item('b', null), item('b', 7), item('c', undefined)])).toBe(
      'Jul 2026\n* a: 3 %\n* b: 7 %\n* c: –',
    );
    expect(formatter([])).toBe('');
  });

  it('stands on an axis with short names, and long ones for the tooltip', () => {
    const axis = periodAxis(tokens, [{ short: 'Jul 2026…', long: 'Jul 2026 (unfinished)' }]);
    expect(axis.data).toEqual(['Jul 2026 (unfinished)']);
    expect(axis.axisLabel.formatter('Jul 2026 (unfinished)', 0)).toBe('Jul 2026…');
  });
});
