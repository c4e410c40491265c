import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnPreview, createProfiler, profileColumns } from './profile.ts';

const one = (column: string, ...values: string[]) =>
  profileColumns(
    [column],
    values.map((value) => [value]),
  )[0]!;

describe('the profile of a column', () => {
  it('has the order of its type in its range', () => {
    expect(columnPreview(one('n', '10', '9', '', '100'))).toEqual({
      column: 'n',
      type: 'integer',
      filled: 0.75,
      distinct: 3,
      distinctIsLeast: false,
      min: '9',
      max: '100',
      samples: ['10', '9', '100'],
      dateFormats: [],
      decimals: [],
      personal: null,
    });
    expect(one('d', '01/02/2024', '25/01/2024', '03/12/2023')).toMatchObject({
      type: 'day',
      min: '03/12/2023',
      max: '01/02/2024',
      dateFormats: ['dmy'],
    });
    expect(one('t', 'b', 'a', 'c')).toMatchObject({ type: 'text', min: 'a', max: 'c' });
    expect(one('x', '1.234,50', '999,00')).toMatchObject({
      type: 'number',
      min: '999,00',
      max: '1.234,50',
      decimals: [','],
    });
    expect(one('e', '', '')).toMatchObject({ type: 'empty', filled: 0, distinct: 0, min: null, max: null });
    expect(one('s', 'sí', 'no', 'sí').type).toBe('boolean');
  });

  it('counts different values exactly up to ten thousand, and says so beyond', () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [`k${index % 12_000}`, `v${index % 10_000}`]);
    const [many, enough] = profileColumns(['many', 'enough'], rows);
    expect([many!.distinct, many!.distinctIsLeast]).toEqual([10_000, true]);
    expect([enough!.distinct, enough!.distinctIsLeast]).toEqual([10_000, false]);
  });

  it('is the same in whatever pieces the rows come', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '1,234', '1.5', '2024-01-31', '31/01/2024', 'a@b.co', 'NULL', 'true', '45000'),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const pieces = createProfiler(['a', 'created date']);
        for (let index = 0; index < rows.length; index += size) pieces.add(rows.slice(index, index + size));
        expect(pieces.end(true)).toEqual(profileColumns(['a', 'created date'], rows));
      }),
      { numRuns: 60 },
    );
  });

  it('tells from later rows what the first leave open', () => {
    const first = Array.from({ length: 12 }, (_, day) => [`0${(day % 9) + 1}/01/2024`, '1,234']);
    expect(profileColumns(['d', 'n'], first).map(({ dateFormats, decimals }) => [dateFormats, decimals])).toEqual([
      [['dmy', 'mdy'], []],
      [[], ['.', ',']],
    ]);
    const more = [...first, ...first.map(() => ['25/01/2024', '1.234,5'])];
    expect(profileColumns(['d', 'n'], more).map(({ dateFormats, decimals }) => [dateFormats, decimals])).toEqual([
      [['dmy'], []],
      [[], [',']],
    ]);
  });

  it('takes plain numbers for dates only where the header says so', () => {
    expect(one('Created date', '45000', '45123').dateFormats).toEqual(['serial']);
    expect(one('Created date', '45000.5', '45123').dateFormats).toEqual(['serial']);
    expect(one('Revenue', '45000', '45123')).toMatchObject({ type: 'integer', dateFormats: [] });
    expect(one('timestamp', '1729069953', '1729069999').dateFormats).toEqual(['epoch-seconds']);
    expect(one('timestamp', '1729069953000').dateFormats).toEqual(['epoch-milliseconds']);
    expect(one('order_id', '1729069953').dateFormats).toEqual([]);
    expect(one('number of days', '45000').dateFormats).toEqual([]);
  });

  it('knows when times carry no zone', () => {
    expect(one('at', '2024-01-01 10:00').lacksZone).toBe(true);
    expect(one('at', '2024-01-01 10:00 pm', '2024-01-01 10:00 PM').lacksZone).toBe(true);
    expect(one('at', '2024-01-01T10:00Z', '2024-01-01 10:00 +02:00', '2024-01-01 10:00 CET').lacksZone).toBe(false);
  });

  it('keeps no memory of long texts', () => {
    const long = (letter: string): string => letter.repeat(5_000);
    expect(one('text', long('a'), long('b'), long('a'))).toMatchObject({ type: 'text', distinct: 2, min: null });
  });
});
