import { describe, expect, it } from 'vitest';
import { sentenceOf } from './reason-sentence.ts';

describe('sentenceOf', () => {
  it('speaks both languages with the figures put in', () => {
    const reason = { sentence: { key: 'days_to_renewal', values: { value: 52 } }, text: 'Renewal in 52 days' };
    expect(sentenceOf(reason, 'en')).toBe('Renewal in 52 days');
    expect(sentenceOf(reason, 'es')).toBe('Renovación en 52 días');
    const one = { sentence: { key: 'tickets_30', values: { value: 1 } }, text: '' };
    expect(sentenceOf(one, 'en')).toBe('1 ticket opened in the last 30 days');
    expect(sentenceOf(one, 'es')).toBe('1 ticket abierto en los últimos 30 días');
  });

  it('falls back to the words of the engine for a key that is not known', () => {
    expect(sentenceOf({ sentence: { key: 'from_a_newer_engine', values: {} }, text: 'Something new' }, 'es')).toBe(
      'Something new',
    );
    expect(sentenceOf({ sentence: { key: 'toString', values: {} }, text: 'Not a method' }, 'en')).toBe('Not a method');
  });
});
