import { describe, expect, it } from 'vitest';
import { exampleData } from '../testing/data.ts';
import { fitTrees } from './boost.ts';
import type { TreeJob } from './crew.ts';
import { helpWithTrees } from './crew.ts';

describe('helpers', () => {
  const data = exampleData(9000, 30, 5);
  const options = { rounds: 3 };

  it('that come when the training is over go at once', () => {
    const jobs: TreeJob[] = [];
    const team = { helpers: 2, start: (job: TreeJob) => void jobs.push(job) };
    // Nobody comes while it lasts, so it is done alone.
    const { model } = fitTrees({ ...data, options, team });
    expect(model).toEqual(fitTrees({ ...data, options }).model);
    expect(jobs).toHaveLength(1);
    expect(helpWithTrees(jobs[0]!, 1)).toBeUndefined();
  });

  it('are let go when a training fails', () => {
    const jobs: TreeJob[] = [];
    const team = { helpers: 1, start: (job: TreeJob) => void jobs.push(job) };
    let asked = 0;
    const shouldStop = (): boolean => ++asked > 35;
    expect(() => fitTrees({ ...data, options, team, shouldStop })).toThrow(/cancelled|stopped/i);
    expect(helpWithTrees(jobs[0]!, 1)).toBeUndefined();
  });

  it('are not called for small tables', () => {
    let started = 0;
    const team = { helpers: 1, start: () => void started++ };
    fitTrees({ ...exampleData(500, 4, 1), options, team });
    expect(started).toBe(0);
  });
});
