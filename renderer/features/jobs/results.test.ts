import { describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/index.ts';
import { resultOf, secondsTaken } from './results.ts';

const job: Job = {
  id: 1,
  kind: 'import',
  subject: 'a.csv',
  state: 'done',
  progress: 1,
  stage: null,
  createdAt: '2026-03-31T09:00:00Z',
  startedAt: '2026-03-31T09:00:00Z',
  endedAt: '2026-03-31T09:00:42Z',
  error: null,
  result: { importId: 7 },
  cancellable: false,
  pausable: false,
};

describe('resultOf', () => {
  it('leads to what the job made', () => {
    expect(resultOf(job)).toEqual({ to: 'import', id: 7 });
    expect(resultOf({ ...job, kind: 'train', result: { modelId: 'm' } })).toEqual({ to: 'model' });
    expect(resultOf({ ...job, kind: 'backup', result: { grant: 'g', name: 'queue.csv' } })).toEqual({
      to: 'file',
      grant: 'g',
      name: 'queue.csv',
    });
    expect(resultOf({ ...job, id: 8, kind: 'table-model', result: { rows: 3 } })).toEqual({ to: 'table', id: 8 });
    expect(resultOf({ ...job, kind: 'backtest', result: null })).toEqual({ to: 'page', path: '/model/backtest' });
    expect(resultOf({ ...job, kind: 'backup', result: null })).toBeNull();
  });

  it('leads nowhere before the end or after a failure', () => {
    expect(resultOf({ ...job, state: 'failed' })).toBeNull();
    expect(resultOf({ ...job, state: 'running' })).toBeNull();
  });
});

describe('secondsTaken', () => {
  it('is null for a job that never ran', () => {
    expect(secondsTaken(job)).toBe(42);
    expect(secondsTaken({ ...job, startedAt: null })).toBeNull();
  });
});
