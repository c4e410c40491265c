import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logit } from '../../../stats/index.ts';
import type { ModelDefinition } from '../definition.ts';
import { openDefinition } from './open-model.ts';

const closed: ModelDefinition = {
  version: 2,
  features: ['a', 'b', 'c'],
  model: { kind: 'opaque', featureNames: ['a', 'b', 'c'] },
  calibration: { method: 'none' },
  base: 0.1,
  horizonDays: 90,
  labelRule: null,
  seed: 1,
};

it('gives log-odds to features by the shares of their parts where the inside of a model is not known', () => {
  const part = fc.double({ min: -0.02, max: 0.25, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(part, part, part), (parts) => {
      const probability = 0.1 + parts.reduce((sum, each) => sum + each, 0);
      const row = {
        account: 'x',
        probability,
        logOdds: logit(probability),
        contributions: Float64Array.from(parts),
        values: new Float64Array(3),
      };
      const model = openDefinition(closed, 0.1);
      const told = model.logOddsParts(row);
      expect(model.inside).toBeNull();
      expect(model.baseLogOdds + told.reduce((sum, each) => sum + each, 0)).toBeCloseTo(row.logOdds, 9);
      if (Math.abs(probability - 0.1) > 1e-6)
        told.forEach((each, place) => expect(each * parts[place]!).toBeGreaterThanOrEqual(0));
    }),
  );
});
