import { describe, expect, it } from 'vitest';
import { readDay, readingsOf, readNumber } from './date-readings.ts';

describe('readDay', () => {
  it('reads a date in the order that is given', () => {
    expect(readDay('03/04/2025', 'dmy')).toBe('2025-04-03');
    expect(readDay('03/04/2025', 'mdy')).toBe('2025-03-04');
    expect(readDay('2025.04.03 12:00', 'ymd')).toBe('2025-04-03');
    expect(readDay('3-4-25', 'dmy')).toBe('2025-04-03');
    expect(readDay('3-4-99', 'dmy')).toBe('1999-04-03');
  });

  it('reads figures as days of a spreadsheet or as time since 1970', () => {
    expect(readDay('45750', 'serial')).toBe('2025-04-03');
    expect(readDay('45750.5', 'serial')).toBe('2025-04-03');
    expect(readDay('1743638400', 'epoch-seconds')).toBe('2025-04-03');
    expect(readDay('1743638400000', 'epoch-milliseconds')).toBe('2025-04-03');
    expect(readDay('', 'serial')).toBeNull();
    expect(readDay('1e300', 'epoch-seconds')).toBeNull();
  });

  it('refuses days that do not exist', () => {
    expect(readDay('31/02/2025', 'dmy')).toBeNull();
    expect(readDay('13/25/2025', 'dmy')).toBeNull();
    expect(readDay('soon', 'ymd')).toBeNull();
  });
});

describe('readingsOf', () => {
  it('prefers a value that really means different days', () => {
    expect(readingsOf({ samples: ['05/05/2025', '03/04/2025'], dateFormats: ['dmy', 'mdy'] })).toEqual({
      value: '03/04/2025',
      readings: [
        { format: 'dmy', day: '2025-04-03' },
        { format: 'mdy', day: '2025-03-04' },
      ],
    });
  });

  it('is nothing where only one reading is left', () => {
    expect(readingsOf({ samples: ['23/04/2025'], dateFormats: ['dmy'] })).toBeNull();
  });
});

describe('readNumber', () => {
  it('tells what a figure is under each sign', () => {
    expect(readNumber('1,234', '.')).toBe(1234);
    expect(readNumber('1,234', ',')).toBe(1.234);
    expect(readNumber('€ 1.234,50', ',')).toBe(1234.5);
    expect(readNumber('none', '.')).toBeNull();
  });
});
