import { describe, expect, it } from 'vitest';
import { preferredLanguage } from './i18n.ts';
import { placeOf } from './places.ts';

describe('placeOf', () => {
  it('puts a page under the place that leads to it', () => {
    expect(placeOf('/accounts/A-1')).toBe('/queue');
    expect(placeOf('/imports/3')).toBe('/import');
    expect(placeOf('/model')).toBe('/model');
  });
});

describe('preferredLanguage', () => {
  it('takes the first language that is spoken here', () => {
    expect(preferredLanguage(['de-DE', 'es-MX', 'en-US'])).toBe('es');
    expect(preferredLanguage(['EN-gb'])).toBe('en');
    expect(preferredLanguage(['de', 'fr'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });
});
