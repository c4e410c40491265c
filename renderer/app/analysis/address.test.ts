import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { retentionQuestion } from '../../../shared/contract/index.ts';
import { changeAddress, readAddress } from './address.ts';

const schemas = {
  question: retentionQuestion,
  view: z.object({ show: z.enum(['share', 'count']).default('share'), cell: z.string().optional() }),
};

describe('the address of an analysis', () => {
  it('means the defaults where it is empty', () => {
    const { question, view, isBroken } = readAddress(schemas, {});
    expect(question).toEqual(retentionQuestion.parse({}));
    expect(view).toEqual({ show: 'share' });
    expect(isBroken).toBe(false);
  });

  it('says only what differs, and reads back what it was given', () => {
    const start = { events: ['export'], where: [{ property: 'plan', operator: 'is' as const, values: ['pro'] }] };
    const address = changeAddress(
      schemas,
      { q: { period: 'week' }, other: 1 },
      { question: { start, mode: 'on', segment: null }, view: { cell: '2026-03' } },
    );
    expect(address).toEqual({ q: { period: 'week', start }, other: 1, cell: '2026-03' });
    const read = readAddress(schemas, JSON.parse(JSON.stringify(address)) as Record<string, unknown>);
    expect(read.question).toEqual({ ...retentionQuestion.parse({}), start, period: 'week' });
    expect(read.view).toEqual({ show: 'share', cell: '2026-03' });
    expect(read.isBroken).toBe(false);
  });

  it('leaves out what is put back to its default', () => {
    expect(
      changeAddress(
        schemas,
        { q: { period: 'week', from: '2026-01-01' }, show: 'count' },
        { question: { period: 'month', from: undefined }, view: { show: 'share' } },
      ),
    ).toEqual({});
  });

  it('keeps what fits of a link that does not, and says so', () => {
    const read = readAddress(schemas, { q: { period: 'fortnight', mode: 'streak', suppressBelow: 'many' }, show: 7 });
    expect(read.question).toEqual({ ...retentionQuestion.parse({}), mode: 'streak' });
    expect(read.view).toEqual({ show: 'share' });
    expect(read.isBroken).toBe(true);
  });

  it.each(['nonsense', 7, null, [1, 2], { period: 'week', made: 'up' }])('is broken with %j as its question', (q) => {
    expect(readAddress(schemas, { q }).isBroken).toBe(true);
  });
});
