import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRandom, fitTrees } from '../../stats/index.ts';
import { createTreeTeam } from './tree-team.ts';

describe('threads that help to grow trees', () => {
  it('give the model that one thread gives, from training to training', async () => {
    const random = createRandom(3);
    const columns = Array.from({ length: 26 }, () =>
      Float32Array.from({ length: 9000 }, () => (random.next() < 0.1 ? NaN : random.normal())),
    );
    const labels = Uint8Array.from({ length: 9000 }, (_unused, row) =>
      random.next() < 0.3 + 0.2 * Math.sign(columns[0]![row]! || 0) ? 1 : 0,
    );
    const featureNames = columns.map((_unused, feature) => `feature ${feature}`);
    let begun = 0;
    const team = createTreeTeam(2);
    const counted = { ...team, start: (job: Parameters<typeof team.start>[0]) => (begun++, team.start(job)) };
    for (const options of [{}, { columnSample: 0.7, rowSample: 0.8, maxLeaves: 20 }, { l1: 1 }]) {
      const input = { columns, labels, featureNames, options: { rounds: 8, ...options } };
      const alone = fitTrees(input).model;
      expect(fitTrees({ ...input, team: counted }).model).toEqual(alone);
      // The next training finds the helpers there from its first tree on.
      await delay(200);
    }
    expect(begun).toBe(3);
  });
});
