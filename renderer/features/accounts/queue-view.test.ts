import { describe, expect, it } from 'vitest';
import { queueFilter } from '../../../shared/contract/index.ts';
import {
  allColumns,
  columnsOf,
  isAsSaved,
  isFiltered,
  movedColumn,
  noFilter,
  queueColumns,
  queueView,
  savedPart,
  toQueueAsk,
  usualColumns,
  withColumn,
} from './queue-view.ts';

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

  it('is saved without what is of the moment, and knows when it was changed', () => {
    const view = queueView.parse({ owner: ['Ana'], sort: 'name', row: 'A', view: 3 });
    const saved = savedPart(view);
    expect(saved).toEqual({ owner: ['Ana'], sort: 'name' });
    expect(isAsSaved(view, saved)).toBe(true);
    expect(isAsSaved({ ...view, row: 'B' }, saved)).toBe(true);
    expect(isAsSaved({ ...view, descending: false }, saved)).toBe(false);
    expect(isAsSaved({ ...view, columns: ['name', 'owner'] }, saved)).toBe(false);
    expect(isAsSaved(queueView.parse({}), { sort: 'no such sort' })).toBe(true);
  });

  it('shows the columns that were chosen, the name always first', () => {
    expect(columnsOf(undefined)).toEqual(usualColumns);
    expect(columnsOf(['plan', 'name', 'plan'])).toEqual(['name', 'plan']);
    expect(allColumns(['name', 'plan']).toSorted()).toEqual([...queueColumns].toSorted());
    expect(withColumn(['name', 'plan'], 'owner', true)).toEqual(['name', 'plan', 'owner']);
    expect(withColumn(['name', 'plan'], 'plan', false)).toEqual(['name']);
    expect(movedColumn(['name', 'plan', 'owner'], 'owner', -1)).toEqual(['name', 'owner', 'plan']);
    expect(movedColumn(['name', 'plan', 'owner'], 'plan', -1)).toEqual(['name', 'plan', 'owner']);
    expect(movedColumn(['name', 'plan', 'owner'], 'owner', 1)).toEqual(['name', 'plan', 'owner']);
  });

  it('reads a number in the address as a search or an id', () => {
    expect(queueView.parse({ search: 17850, row: 12347 })).toMatchObject({ search: '17850', row: '12347' });
  });
});
