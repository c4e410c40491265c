import { describe, expect, it } from 'vitest';
import { readDay, readingsOf } from './date-readings.ts';

const column = (samples: string[], dateOrders: ('ymd' | 'dmy' | 'mdy')[]) => ({
  column: 'opened',
  type: 'day' as const,
  filled: 1,
  distinct: samples.length,
  samples,
  dateOrders,
  proposed: { field: 'opened_at', confidence: 1, reason: 'header' as const },
});

describe('readDay', () => {
  it('reads the parts in the order asked for', () => {
    expect(readDay('03/04/2025', 'dmy')).toBe('2025-04-03');
    expect(readDay('03/04/2025', 'mdy')).toBe('2025-03-04');
    expect(readDay('2025-04-03 10:20', 'ymd')).toBe('2025-04-03');
    expect(readDay('3.4.25', 'dmy')).toBe('2025-04-03');
  });

  it('answers null where there is no such day', () => {
    expect(readDay('13/13/2025', 'dmy')).toBeNull();
    expect(readDay('30/02/2025', 'dmy')).toBeNull();
    expect(readDay('soon', 'dmy')).toBeNull();
  });
});

describe('readingsOf', () => {
  it('shows a value whose readings differ rather than the first one', () => {
    expect(readingsOf(column(['05/05/2025', '03/04/2025'], ['dmy', 'mdy']))).toEqual({
      value: '03/04/2025',
      readings: [
        { order: 'dmy', day: '2025-04-03' },
        { order: 'mdy', day: '2025-03-04' },
      ],
    });
  });

  it('falls back to a value that means the same day both ways', () => {
    expect(readingsOf(column(['05/05/2025'], ['dmy', 'mdy']))?.value).toBe('05/05/2025');
  });

  it('has nothing to show where a value reads one way', () => {
    expect(readingsOf(column(['25/05/2025'], ['dmy']))).toBeNull();
  });
});
