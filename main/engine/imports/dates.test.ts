import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfNumber, instantOfSeconds } from '../../../shared/domain/time.ts';
import { createDateReader, dateOrdersOf } from './dates.ts';

const iso = (text: string, order: 'ymd' | 'dmy' | 'mdy' | null = 'dmy', zone = 'UTC'): string | undefined => {
  const seconds = createDateReader(order, zone).seconds(text);
  return seconds === undefined ? undefined : instantOfSeconds(seconds);
};

describe('dates', () => {
  it.each([
    ['16-10-2024', '2024-10-16T00:00:00Z'],
    ['16/10/2024', '2024-10-16T00:00:00Z'],
    ['16.10.2024', '2024-10-16T00:00:00Z'],
    ['6/1/24', '2024-01-06T00:00:00Z'],
    ['2024-10-16', '2024-10-16T00:00:00Z'],
    ['2024/10/16', '2024-10-16T00:00:00Z'],
    ['20241016', '2024-10-16T00:00:00Z'],
    ['2024-10-16T09:12:33Z', '2024-10-16T09:12:33Z'],
    ['2024-10-16T09:12:33.250Z', '2024-10-16T09:12:33Z'],
    ['2024-10-16 09:12:33 UTC', '2024-10-16T09:12:33Z'],
    ['2024-10-16T09:12:33+02:00', '2024-10-16T07:12:33Z'],
    ['2024-10-16T09:12:33-0530', '2024-10-16T14:42:33Z'],
    ['28-07-2023 03:00', '2023-07-28T03:00:00Z'],
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00Z'],
    ['16/10/2024 9:05 PM', '2024-10-16T21:05:00Z'],
    ['16/10/2024, 12:05 a.m.', '2024-10-16T00:05:00Z'],
    ['16 Oct 2024', '2024-10-16T00:00:00Z'],
    ['October 16, 2024', '2024-10-16T00:00:00Z'],
    ['16 de octubre de 2024', '2024-10-16T00:00:00Z'],
    ['16-ene-24', '2024-01-16T00:00:00Z'],
    ['1729069953', '2024-10-16T09:12:33Z'],
    ['1729069953000', '2024-10-16T09:12:33Z'],
  ])('%s', (text, expected) => expect(iso(text)).toBe(expected));

  it.each([
    '31-02-2024',
    '00/10/2024',
    '2024-13-01',
    '10/16/2024',
    '2024-10-16 25:00',
    '0000-01-01',
    '0001-01-01',
    'soon',
    '12',
    '2024-10-16x',
    '2024-10-16T09:61:00Z',
  ])('refuses %s', (text) => expect(iso(text)).toBeUndefined());

  it('takes 9999-12-31, which stands for an open end', () =>
    expect(createDateReader('ymd', 'UTC').day('9999-12-31')).toBe('9999-12-31'));
  it('reads month-day where told', () => expect(iso('10/16/2024', 'mdy')).toBe('2024-10-16T00:00:00Z'));
  it('without an order reads only what reads in one way', () => {
    expect(iso('16/10/2024', null)).toBe('2024-10-16T00:00:00Z');
    expect(iso('10/10/2024', null)).toBe('2024-10-10T00:00:00Z');
    expect(iso('03/04/2024', null)).toBeUndefined();
  });
  it('keeps the day as written, whatever the zone', () => {
    expect(createDateReader('dmy', 'America/Lima').day('2024-10-16T23:30:00-05:00')).toBe('2024-10-16');
  });
  it('puts instants without a zone into the mapping’s, through changes of the clock', () => {
    expect(iso('2024-07-01 12:00', 'ymd', 'Europe/Madrid')).toBe('2024-07-01T10:00:00Z');
    expect(iso('2024-01-01 12:00:00', 'ymd', 'Europe/Madrid')).toBe('2024-01-01T11:00:00Z');
    expect(iso('2024-10-27 02:30:00', 'ymd', 'Europe/Madrid')).toBe('2024-10-27T00:30:00Z');
    expect(iso('2024-03-31 02:30:00', 'ymd', 'Europe/Madrid')).toBe('2024-03-31T01:30:00Z');
    expect(iso('2024-07-01T12:00:00Z', 'ymd', 'Europe/Madrid')).toBe('2024-07-01T12:00:00Z');
  });
  it('refuses a zone that does not exist', () =>
    expect(() => createDateReader('ymd', 'Mars/Base')).toThrow('"Mars/Base" is not a time zone'));

  it('finds the orders that fit every value', () => {
    expect(dateOrdersOf(['01/02/2024', '16/02/2024'])).toEqual(['dmy']);
    expect(dateOrdersOf(['01/02/2024', '02/16/2024'])).toEqual(['mdy']);
    expect(dateOrdersOf(['01/02/2024', '03/04/2024'])).toEqual(['dmy', 'mdy']);
    expect(dateOrdersOf(['2024-02-01', '2024-02-16'])).toEqual(['ymd']);
    expect(dateOrdersOf(['16/02/2024', '02/16/2024'])).toEqual([]);
    expect(dateOrdersOf(['yesterday'])).toEqual([]);
    const days = Array.from({ length: 20 }, (_, day) => `${String(day + 1).padStart(2, '0')}/02/2024`);
    expect(dateOrdersOf([...days, 'not a date'])).toEqual(['dmy']);
    expect(dateOrdersOf([...days, 'not a date', 'soon', 'never'])).toEqual([]);
  });

  it('reads every day in every way of writing it', () => {
    const ways = [
      (y: string, m: string, d: string) => ['ymd', `${y}-${m}-${d}`] as const,
      (y: string, m: string, d: string) => ['dmy', `${d}/${m}/${y}`] as const,
      (y: string, m: string, d: string) => ['dmy', `${Number(d)}.${Number(m)}.${y}`] as const,
      (y: string, m: string, d: string) => ['mdy', `${m}-${d}-${y}`] as const,
      (y: string, m: string, d: string) => ['mdy', `${y}${m}${d}`] as const,
    ];
    fc.assert(
      fc.property(fc.integer({ min: -25_567, max: 60_000 }), fc.constantFrom(...ways), (number, way) => {
        const day = dayOfNumber(number);
        const [year = '', month = '', date = ''] = day.split('-');
        const [order, text] = way(year, month, date);
        const reader = createDateReader(order, 'UTC');
        expect(reader.day(text)).toBe(day);
        expect(reader.seconds(text)).toBe(number * 86_400);
      }),
    );
  });
});
