import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdSet } from '../staging/id-set.ts';
import { currencyInAmount, readBoolean, readId, readNumber, readTerm, toMinorUnits } from './values.ts';

describe('numbers', () => {
  it.each([
    ['1234.56', '.', 1234.56],
    ['1,234.56', '.', 1234.56],
    ['1,234,567', '.', 1234567],
    ['1.234,56', ',', 1234.56],
    ['1 234,56', ',', 1234.56],
    ["1'234.56", '.', 1234.56],
    ['12,5', ',', 12.5],
    ['$1,200.00', '.', 1200],
    ['€ 12,50', ',', 12.5],
    ['12.50 EUR', '.', 12.5],
    ['USD 7', '.', 7],
    ['-$5.25', '.', -5.25],
    ['$-5.25', '.', -5.25],
    ['(1,200.50)', '.', -1200.5],
    ['12.5%', '.', 0.125],
    ['.5', '.', 0.5],
    ['1e3', '.', 1000],
    ['1.000', ',', 1000],
    ['+3', '.', 3],
    ['1\u00a0234,56', ',', 1234.56],
    ['1\u2009234,56', ',', 1234.56],
    ['1\u202f234', '.', 1234],
    ['1’234.50', '.', 1234.5],
    ['1.234,56 €', ',', 1234.56],
    ['1 234,56 zł', ',', 1234.56],
    ['A$12.50', '.', 12.5],
    ['12,5 %', ',', 0.125],
    ['1,234.56-', '.', -1234.56],
    ['(12,5)', ',', -12.5],
    ['17850.0', '.', 17850],
    ['1.234', '.', 1.234],
    ['1.234', ',', 1234],
  ] as const)('%s with %s', (text, decimal, expected) => expect(readNumber(text, decimal)).toBeCloseTo(expected, 10));

  it.each([
    ['1,5', '.'],
    ['1.5', ','],
    ['1,23,456', '.'],
    ['twelve', '.'],
    ['INV-100001', '.'],
    ['1.2.3', '.'],
    ['', '.'],
    ['--1', '.'],
    ['12-03-2024', '.'],
    ['0,123', '.'],
    ['0.123', ','],

    ['-1-', '.'],
  ] as const)('refuses %s with %s', (text, decimal) => expect(readNumber(text, decimal)).toBeUndefined());

  it('keeps the percent sign of a number whose minus stands behind a currency sign', () =>
    expect(readNumber('€-5%', '.')).toBe(-0.05));

  it('reads back every number written with thousands', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        const value = cents / 100;
        const english = value.toLocaleString('en-US', { minimumFractionDigits: 2 });
        expect(readNumber(english, '.')).toBeCloseTo(value, 6);
        expect(readNumber(english.replaceAll(',', '#').replace('.', ',').replaceAll('#', '.'), ',')).toBeCloseTo(
          value,
          6,
        );
      }),
    );
  });
});

describe('other values', () => {
  it('reads ids as text, whole numbers of spreadsheets without their zero', () => {
    expect(readId('17850.0')).toBe('17850');
    expect(readId('0017')).toBe('0017');
    expect(readId('v1.0')).toBe('v1.0');
    expect(readId('NULL')).toBeNull();
  });
  it('knows booleans of both languages', () => {
    expect(['TRUE', 'yes', 'sí', 'si', '1', 'Verdadero'].map(readBoolean)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(['FALSE', 'no', '0', 'falso'].map(readBoolean)).toEqual([0, 0, 0, 0]);
    expect(readBoolean('perhaps')).toBeUndefined();
  });
  it('reads terms', () => {
    expect(
      ['monthly', 'annual', 'Quarterly', '24 months', '2 years', '12', 'anual', '12.0'].map((text) =>
        readTerm(text, '.'),
      ),
    ).toEqual([1, 12, 3, 24, 24, 12, 12, 12]);
    expect(readTerm('for ever', '.')).toBeUndefined();
  });
  it('turns amounts into minor units of their currency', () => {
    expect([toMinorUnits(1.005, 'EUR'), toMinorUnits(-1.005, 'EUR'), toMinorUnits(-0.001, 'EUR')]).toEqual([
      101, -101, 0,
    ]);
    expect(toMinorUnits(1.005, null)).toBe(101);
    expect(toMinorUnits(2786, 'USD')).toBe(278_600);
    expect(toMinorUnits(1500, 'JPY')).toBe(1500);
    expect(toMinorUnits(1.234, 'KWD')).toBe(1234);
    expect(toMinorUnits(1e15, 'USD')).toBeUndefined();
    expect(currencyInAmount('€12')).toBe('EUR');
    expect(currencyInAmount('$12')).toBeNull();
  });
});

it('the id set tells every new id from every old one', () => {
  const set = createIdSet('');
  const ids = Array.from({ length: 100_000 }, (_, index) => `U-${index.toString(36)}`);
  expect(ids.every((id) => set.add(id))).toBe(true);
  expect(ids.some((id) => set.add(id))).toBe(false);
  expect(set.size).toBe(100_000);
  expect(set.add('')).toBe(true);
  expect(set.add('')).toBe(false);
});
