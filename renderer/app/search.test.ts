import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSearch } from './search.ts';

const view = z.object({ tab: z.enum(['usage', 'rows']).default('usage'), limit: z.number().int().min(1).optional() });

describe('readSearch', () => {
  it('fills in what an empty address means', () => {
    expect(readSearch(view, {})).toEqual({ tab: 'usage' });
  });

  it('leaves out what does not fit and keeps the rest', () => {
    expect(readSearch(view, { tab: 'nonsense', limit: 5 })).toEqual({ tab: 'usage', limit: 5 });
    expect(readSearch(view, { tab: 'rows', limit: -1 })).toEqual({ tab: 'rows' });
  });
});
