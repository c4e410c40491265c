import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorDigits } from '../../shared/domain/money.ts';
import { createFormat, nothing } from './format.ts';

const en = createFormat('en');
const es = createFormat('es');
/** Intl uses several kinds of space; what matters here is the words. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it('groups as the language does, four digits too', () => {
    expect(en.integer(1234567)).toBe('1,234,567');
    expect(es.integer(1234)).toBe('1.234');
    expect(plain(es.percent(0.0825))).toBe('8,3 %');
    expect(en.percent(0.0825)).toBe('8.3%');
  });

  it('writes a dash for what cannot be computed, never a zero', () => {
    for (const format of [en, es]) {
      const answers = [
        format.integer(null),
        format.percent(null),
        format.percent(Number.NaN),
        format.money(null),
        format.day(null),
        format.instant(null),
        format.duration(null),
        format.points(null),
        format.bytes(null),
        format.decimal(null),
        format.relativeDays(null),
      ];
      expect(new Set(answers)).toEqual(new Set([nothing]));
    }
  });

  it('signs changes in percentage points', () => {
    expect(en.points(0.0712)).toBe('+7.1');
    expect(en.points(-0.02)).toBe('-2.0');
    expect(en.points(0)).toBe('0.0');
    expect(es.points(0.5)).toBe('+50,0');
  });
});

describe('money', () => {
  it('reads minor units by the currency', () => {
    expect(minorDigits('EUR')).toBe(2);
    expect(minorDigits('JPY')).toBe(0);
    expect(en.money({ minor: 123_456, currency: 'EUR' })).toBe('€1,235');
    expect(en.moneyExact({ minor: 123_456, currency: 'USD' })).toBe('$1,234.56');
    expect(plain(es.money({ minor: 123_456, currency: 'USD' }))).toBe('1.235 $');
    expect(en.moneyExact({ minor: 1234, currency: 'JPY' })).toBe('¥1,234');
    expect(plain(es.moneyExact({ minor: 123_456, currency: 'EUR' }))).toBe('1.234,56 €');
  });

  it('never gives two currencies of one book the same sign', () => {
    expect(en.money({ minor: 123_456, currency: 'CAD' })).toBe('CA$1,235');
    expect(plain(es.moneyExact({ minor: 123_456, currency: 'USD' }))).toBe('1.234,56 $');
    expect(plain(es.money({ minor: 123_456, currency: 'MXN' }))).toBe('1.235 MXN');
  });

  it('draws a currency that is none as a number, and does not break', () => {
    expect(en.money({ minor: 123_400, currency: 'not a currency' })).toBe('1,234');
    expect(en.money({ minor: 123_400, currency: 'XXX' })).toBe('1,234');
    expect(plain(es.moneyExact({ minor: 123_456, currency: 'XXX' }))).toBe('1.234,56');
  });

  it('keeps every cent of any amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }), (minor) => {
        const text = en.moneyExact({ minor, currency: 'EUR' });
        const back = Number(text.replaceAll(/[€,]/g, '')) * 100;
        expect(Math.round(back)).toBe(minor);
      }),
    );
  });
});

describe('days and instants', () => {
  it('draws days as they stand, whatever the zone', () => {
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      expect(createFormat('en', zone).day('2026-03-31')).toBe('31 Mar 2026');
    }
    expect(es.day('2026-03-31')).toBe('31 mar 2026');
    expect(en.month('2026-03')).toBe('Mar 2026');
  });

  it('names periods by their labels', () => {
    const labels = ['2026-03-02', '2026-03', '2026-Q1', '2026'];
    expect(labels.map(en.period)).toEqual(['2 Mar 2026', 'Mar 2026', 'Q1 2026', '2026']);
    expect(labels.map(es.period)).toEqual(['2 mar 2026', 'mar 2026', 'T1 2026', '2026']);
  });

  it('draws instants in the zone', () => {
    expect(createFormat('en', 'America/Los_Angeles').instantDay('2026-03-31T05:00:00Z')).toBe('30 Mar 2026');
    expect(createFormat('en', 'Europe/Madrid').instant('2026-03-31T22:30:00Z')).toContain('1 Apr 2026');
  });

  it('tells lengths of time in the fitting unit', () => {
    expect(en.duration(45)).toBe('45 s');
    expect(en.duration(90)).toBe('1.5 min');
    expect(en.duration(3.5 * 3600)).toBe('3.5 h');
    expect(es.duration(1.5 * 86_400)).toBe('1,5 d');
    expect(en.relativeDays(12)).toBe('in 12 days');
    expect(es.relativeDays(-90)).toBe('hace 3 meses');
    expect(en.bytes(1_500_000)).toBe('1.5 MB');
  });
});
