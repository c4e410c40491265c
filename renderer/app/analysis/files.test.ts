import { describe, expect, it } from 'vitest';
import { fileName } from './files.ts';

describe('the name of a saved file', () => {
  it.each([
    ['Retention.svg', 'Retention.svg'],
    ['Who left? A/B: "EU".png', 'Who left A B EU.png'],
    ['..\\..\\evil\u0000.csv', '.. .. evil.csv'],
    ['???.svg', 'holdfast.svg'],
  ])('is one that every system takes: %s', (name, expected) => {
    expect(fileName(name)).toBe(expected);
  });
});
