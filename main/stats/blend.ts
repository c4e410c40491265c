import { sigmoid } from './special.ts';

/** Rows' worth of belief that all members deserve the same say. */
const belief = 15;
const sweeps = 200;

/**
 * Weights (from 0) for members' log-odds, such that their sum predicts best: the least log loss on rows that no member has
 * learned from, drawn towards equal weights of sum 1 where there are few rows to tell (ridge around 1/members; stacking after
 * Wolpert 1992 and Breiman 1996). Coordinate-wise Newton steps; the problem is convex.
 */
export function blendWeights(logOdds: readonly Float64Array[], labels: Uint8Array): number[] {
  const members = logOdds.length;
  const equal = 1 / members;
  const weights = new Array<number>(members).fill(equal);
  const sums = new Float64Array(labels.length);
  for (const member of logOdds) for (let row = 0; row < sums.length; row++) sums[row]! += equal * member[row]!;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let largest = 0;
    logOdds.forEach((member, index) => {
      let slope = belief * (weights[index]! - equal);
      let curvature = belief;
      for (let row = 0; row < sums.length; row++) {
        const z = member[row]!;
        const p = sigmoid(sums[row]!);
        slope += (p - labels[row]!) * z;
        curvature += p * (1 - p) * z * z;
      }
      const next = Math.max(0, weights[index]! - slope / curvature);
      const step = next - weights[index]!;
      if (step === 0) return;
      weights[index] = next;
      largest = Math.max(largest, Math.abs(step));
      for (let row = 0; row < sums.length; row++) sums[row]! += step * member[row]!;
    });
    if (largest < 1e-4) break;
  }
  return weights;
}
