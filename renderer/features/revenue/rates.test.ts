import { describe, expect, it } from 'vitest';
import { currenciesToState, ratesTyped, readRate } from './rates.ts';

const known = (currencies: string[], rates: Record<string, number> = {}) => ({
  base: null,
  statedOn: null,
  currency: 'EUR',
  currencies: currencies.map((currency) => ({ currency, subscriptions: 1 })),
  rates,
});

describe('rates as they are typed', () => {
  it('are numbers above nothing, with a point or a comma', () => {
    expect(['0.91', '0,91', ' 2 ', '.5', '150'].map(readRate)).toEqual([0.91, 0.91, 2, 0.5, 150]);
    expect(['', '0', '-1', '1e3', '1.2.3', 'x'].map(readRate)).toEqual([null, null, null, null, null, null]);
  });

  it('are asked for every other currency, and for none where there is nothing to convert', () => {
    expect(currenciesToState(known(['EUR', 'USD', 'XXX']), 'EUR')).toEqual(['USD', 'XXX']);
    expect(currenciesToState(known(['EUR', 'XXX']), 'EUR')).toEqual([]);
    expect(currenciesToState(known(['EUR', 'XXX']), 'USD')).toEqual(['EUR', 'XXX']);
    expect(currenciesToState(known(['EUR', 'XXX'], { XXX: 1 }), 'EUR')).toEqual(['XXX']);
    expect(currenciesToState(known(['EUR'], { GBP: 1.2 }), 'EUR')).toEqual(['GBP']);
  });

  it('are saved as a whole, blanks left out, or not at all', () => {
    expect(ratesTyped('EUR', { USD: '0,9', GBP: '' }, '2026-01-31')).toEqual({
      base: 'EUR',
      rates: { USD: 0.9 },
      statedOn: '2026-01-31',
    });
    expect(ratesTyped('EUR', { USD: 'much' }, undefined)).toBeNull();
    expect(ratesTyped('EU', {}, undefined)).toBeNull();
    expect(ratesTyped('USD', { USD: '2' }, undefined)).toEqual({ base: 'USD', rates: {}, statedOn: null });
  });
});
