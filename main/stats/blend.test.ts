import { describe, expect, it } from 'vitest';
import { blendWeights } from './blend.ts';
import { createRandom } from './random.ts';
import { sigmoid } from './special.ts';

describe('blendWeights', () => {
  const random = createRandom(2);
  const truth = Float64Array.from({ length: 4000 }, () => 1.5 * random.normal());
  const labels = Uint8Array.from(truth, (logOdds) => (random.next() < sigmoid(logOdds) ? 1 : 0));
  const noise = Float64Array.from(truth, () => random.normal());

  it('gives all to the member that knows, and nothing to noise or to its opposite', () => {
    const [knows, knowsNothing] = blendWeights([truth, noise], labels);
    expect(knows).toBeGreaterThan(0.9);
    expect(knows).toBeLessThan(1.1);
    expect(knowsNothing).toBeLessThan(0.05);
    expect(blendWeights([truth, truth.map((x) => -x)], labels)[1]).toBe(0);
  });

  it('stands at the lowest penalised loss', () => {
    const members = [truth.map((x, row) => x + noise[row]!), truth.map((x, row) => x - 0.5 * noise[row]!), noise];
    const loss = (weights: readonly number[]): number => {
      let sum = (15 / 2) * weights.reduce((total, weight) => total + (weight - 1 / 3) ** 2, 0);
      labels.forEach((label, row) => {
        const z = members.reduce((total, member, index) => total + weights[index]! * member[row]!, 0);
        sum += Math.log(1 + Math.exp(label === 1 ? -z : z));
      });
      return sum;
    };
    const weights = blendWeights(members, labels);
    const best = loss(weights);
    weights.forEach((weight, index) => {
      for (const step of [-0.01, 0.01]) {
        if (weight + step < 0) continue;
        expect(loss(weights.with(index, weight + step))).toBeGreaterThan(best);
      }
    });
  });

  it('stays near equal weights where few rows speak', () => {
    const few = blendWeights([truth.subarray(0, 8), noise.subarray(0, 8)], labels.subarray(0, 8));
    expect(Math.abs(few[0]! - few[1]!)).toBeLessThan(0.5);
  });
});
