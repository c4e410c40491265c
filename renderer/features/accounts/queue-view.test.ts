import { describe, expect, it } from 'vitest';
import { queueFilter } from '../../../shared/contract/index.ts';
import { isFiltered, noFilter, queueView, toQueueAsk } from './queue-view.ts';

describe('the view of the queue', () => {
  it('asks what the contract understands, without the row that has the focus', () => {
    const ask = toQueueAsk(queueView.parse({ row: 'A-1', owner: ['Ana'], minProbability: 0.2 }));
    expect(ask).not.toHaveProperty('row');
    expect(queueFilter.parse(ask.filter)).toMatchObject({ owner: ['Ana'], minProbability: 0.2, search: '' });
    expect(toQueueAsk(queueView.parse({ row: 'B' }))).toEqual(toQueueAsk(queueView.parse({})));
  });

  it('knows when something is filtered, and how to clear it', () => {
    const view = queueView.parse({ search: 'x', plan: ['Pro'] });
    expect(isFiltered(view)).toBe(true);
    expect(isFiltered({ ...view, ...noFilter })).toBe(false);
    expect(isFiltered(queueView.parse({ sort: 'name', row: 'A' }))).toBe(false);
  });

  it('reads a number in the address as a search or an id', () => {
    expect(queueView.parse({ search: 17850, row: 12347 })).toMatchObject({ search: '17850', row: '12347' });
  });
});
