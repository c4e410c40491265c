import { expect, it } from 'vitest';
import { categoryCode } from './categories.ts';

it('gives a text one number everywhere, without case and blanks, that 32-bit floats keep', () => {
  expect(categoryCode(' Retail ')).toBe(categoryCode('retail'));
  expect(categoryCode('Retail')).not.toBe(categoryCode('Energy'));
  expect([categoryCode(''), categoryCode(null), categoryCode(3)]).toEqual([NaN, NaN, NaN]);
  // Written down, because models that were trained before must read what is computed now.
  expect(categoryCode('retail')).toBe(12_372_008);
  const texts = Array.from({ length: 500 }, (_, index) => `category ${index}`);
  const codes = texts.map(categoryCode);
  expect(new Set(codes).size).toBe(500);
  expect(codes.every((code) => Math.fround(code) === code)).toBe(true);
});
