import { describe, expect, it } from 'vitest';
import { createFormat } from '../../ui/format.ts';
import { timelineValues } from './timeline-values.ts';

const words = { yes: 'yes', no: 'no' };

describe('timelineValues', () => {
  it('writes money with the currency of the row, and leaves empty values out', () => {
    const values = timelineValues(
      { values: { mrr: 125_050, currency: 'EUR', seats: 40, endDay: '2026-03-31', status: null } },
      createFormat('en'),
      words,
    );
    expect(values).toEqual([
      { name: 'mrr', text: '€1,250.50' },
      { name: 'seats', text: '40' },
      { name: 'endDay', text: '31 Mar 2026' },
    ]);
  });

  it('writes times, instants and yes or no in words', () => {
    const values = timelineValues(
      { values: { firstResponseMinutes: 90, escalated: true, closedAt: '2026-03-31T10:00:00Z', priority: 'high' } },
      createFormat('en'),
      words,
    );
    expect(values.map(({ text }) => text)).toEqual(['1.5 h', 'yes', expect.stringContaining('31 Mar 2026'), 'high']);
  });
});
