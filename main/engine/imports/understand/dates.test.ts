import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfNumber, instantOfSeconds } from '../../../../shared/domain/time.ts';
import type { DateFormat } from '../../../../shared/contract/index.ts';
import { dateFormatsOf } from './date-evidence.ts';
import { createDateReader, dateProblem } from './dates.ts';

const iso = (text: string, order: DateFormat | null = 'dmy', zone = 'UTC'): string | undefined => {
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
    ['5 March 2024', '2024-03-05T00:00:00Z'],
    ['5-mar.-2024', '2024-03-05T00:00:00Z'],
    ['2024-Mar-05', '2024-03-05T00:00:00Z'],
    ['05MAR2024', '2024-03-05T00:00:00Z'],
    ['Tue, 05 Mar 2024 10:00:00 GMT', '2024-03-05T10:00:00Z'],
    ['Tue Mar 05 2024 10:00:00 GMT+0100 (Central European Standard Time)', '2024-03-05T09:00:00Z'],
    ['martes, 5 de marzo de 2024', '2024-03-05T00:00:00Z'],
    ['5 de septiembre del 2024', '2024-09-05T00:00:00Z'],
    ['Mar 5, 2024 10:00 AM', '2024-03-05T10:00:00Z'],
    ['05/03/2024 12:00 am', '2024-03-05T00:00:00Z'],
    ['05/03/2024 12:00 p. m.', '2024-03-05T12:00:00Z'],
    ['05/03/2024 9pm', '2024-03-05T21:00:00Z'],
    ['2024-03-05T24:00:00', '2024-03-06T00:00:00Z'],
    ['2024-03-05 10:00:00 EST', '2024-03-05T15:00:00Z'],
    ['2024-07-05 10:00:00 CEST', '2024-07-05T08:00:00Z'],
    ['2024-03-05 10:00:00.123456+05:30', '2024-03-05T04:30:00Z'],
    ['2024-03-05 10:00:00 +0000 UTC', '2024-03-05T10:00:00Z'],
    ['2024-03-05T10:00:00.000+0000', '2024-03-05T10:00:00Z'],
    ['2024-03-05T10:00:00+01:00[Europe/Madrid]', '2024-03-05T09:00:00Z'],
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
    '2024-10-16 10:00 CST',
    '2024-10-16 10:00 IST',
    '2024-10-16 10:00 XYZ',
    '2024-10-16 9',
    '5 marbles 2024',
    'Augusta 5 2024',
    '05/03-2024',
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

  it('puts a day that stands for an instant at midnight of the zone', () => {
    expect(iso('2024-07-01', 'ymd', 'Europe/Madrid')).toBe('2024-06-30T22:00:00Z');
    expect(iso('1/7/2024', 'dmy', 'America/Lima')).toBe('2024-07-01T05:00:00Z');
    expect(iso('2024-07-01Z', 'ymd', 'America/Lima')).toBe('2024-07-01T00:00:00Z');
    expect(createDateReader('ymd', 'Europe/Madrid').day('2024-07-01')).toBe('2024-07-01');
  });
  it('moves clocks by half an hour where a zone does', () => {
    const lordHowe = (text: string) => iso(text, 'ymd', 'Australia/Lord_Howe');
    // Back at two in the morning of 7 April 2024 from +11:00 to +10:30, forward on 6 October.
    expect(lordHowe('2024-04-07 01:15')).toBe('2024-04-06T14:15:00Z');
    expect(lordHowe('2024-04-07 01:45')).toBe('2024-04-06T14:45:00Z');
    expect(lordHowe('2024-04-07 02:00')).toBe('2024-04-06T15:30:00Z');
    expect(lordHowe('2024-10-06 01:59')).toBe('2024-10-05T15:29:00Z');
    expect(lordHowe('2024-10-06 02:15')).toBe('2024-10-05T15:45:00Z');
    expect(lordHowe('2024-10-06 02:30')).toBe('2024-10-05T15:30:00Z');
  });
  it.each(['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo'])(
    'turns every instant of %s into its wall clock and back',
    (zone) => {
      const reader = createDateReader('ymd', zone);
      const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 1_900_000_000 }), (seconds) => {
          const text = wall.format(seconds * 1000);
          const back = reader.seconds(text)!;
          // An hour that comes twice is read as its first time: the clock shows the same there.
          expect(wall.format(back * 1000)).toBe(text);
          expect(back).toBeLessThanOrEqual(seconds);
        }),
      );
    },
  );

  it('reads numbers as dates where told', () => {
    expect(iso('45581', 'serial')).toBe('2024-10-16T00:00:00Z');
    expect(iso('45581.5', 'serial')).toBe('2024-10-16T12:00:00Z');
    expect(iso('45581,383715278', 'serial')).toBe('2024-10-16T09:12:33Z');
    expect(iso('45581.5', 'serial', 'Europe/Madrid')).toBe('2024-10-16T10:00:00Z');
    expect(createDateReader('serial', 'UTC').day('2958465')).toBe('9999-12-31');
    expect(iso('2024-10-16', 'serial')).toBe('2024-10-16T00:00:00Z');
    expect(['60', '0', '-5', '1729069953', 'soon'].map((text) => iso(text, 'serial'))).toEqual(
      Array(5).fill(undefined),
    );
    expect(iso('1729069953', 'epoch-seconds', 'Europe/Madrid')).toBe('2024-10-16T09:12:33Z');
    expect(iso('1729069953.75', 'epoch-seconds')).toBe('2024-10-16T09:12:33Z');
    expect(iso('1729069953250', 'epoch-milliseconds')).toBe('2024-10-16T09:12:33Z');
    expect(iso('946684800', 'epoch-seconds')).toBe('2000-01-01T00:00:00Z');
    expect(createDateReader('epoch-milliseconds', 'UTC').day('1729069953250')).toBe('2024-10-16');
  });
  it('agrees with spreadsheets on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 100_000 }), fc.integer({ min: 0, max: 86_399 }), (serial, second) => {
        const text = String(serial + second / 86_400);
        const expected = Date.UTC(1899, 11, 30) / 1000 + serial * 86_400 + second;
        expect(createDateReader('serial', 'UTC').seconds(text)).toBe(expected);
      }),
    );
  });
  it('says why a text is no date although it looks like one', () => {
    for (const text of ['0001-01-01', '0000-00-00', '01/01/0001', '1066-10-14', '0001-01-01T00:00:00Z'])
      expect(dateProblem(text)).toContain('its year lies before 1900');
    expect(dateProblem('2024-10-16 10:00 CST')).toContain('the zone CST stands for several offsets');
    expect([dateProblem('soon'), dateProblem('16 OCT'), dateProblem('2024-13-01')]).toEqual([null, null, null]);
  });
  it('reads two figures of a year in front where told, or where nothing else fits', () => {
    expect(iso('24/03/31', 'ymd')).toBe('2024-03-31T00:00:00Z');
    expect(dateFormatsOf(['24/03/31', '24/12/30'])).toEqual(['dmy', 'ymd']);
    expect(dateFormatsOf(['24/03/31', '24/12/01', '23/05/17'])).toEqual(['ymd']);
    expect(dateFormatsOf(['31/03/24', '01/12/24', '17/05/23'])).toEqual(['dmy']);
    expect(dateFormatsOf(['99/12/31', '98/11/30'])).toEqual(['ymd']);
  });

  it('finds the orders that fit every value', () => {
    expect(dateFormatsOf(['01/02/2024', '16/02/2024'])).toEqual(['dmy']);
    expect(dateFormatsOf(['01/02/2024', '02/16/2024'])).toEqual(['mdy']);
    expect(dateFormatsOf(['01/02/2024', '03/04/2024'])).toEqual(['dmy', 'mdy']);
    expect(dateFormatsOf(['2024-02-01', '2024-02-16'])).toEqual(['ymd']);
    expect(dateFormatsOf(['16/02/2024', '02/16/2024'])).toEqual([]);
    expect(dateFormatsOf(['yesterday'])).toEqual([]);
    const days = Array.from({ length: 20 }, (_, day) => `${String(day + 1).padStart(2, '0')}/02/2024`);
    expect(dateFormatsOf([...days, 'not a date'])).toEqual(['dmy']);
    expect(dateFormatsOf([...days, 'not a date', 'soon', 'never'])).toEqual([]);
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
