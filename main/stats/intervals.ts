import { normalQuantile } from './special.ts';

const usual = { level: 0.95, z: normalQuantile(0.975) };

/** Wilson's interval for a share of successes. Null without trials. */
export function wilson(successes: number, trials: number, level = 0.95): { lower: number; upper: number } | null {
  if (trials <= 0) return null;
  const z = level === usual.level ? usual.z : normalQuantile(1 - (1 - level) / 2);
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    lower: successes === 0 ? 0 : (centre - half) / scale,
    upper: successes === trials ? 1 : (centre + half) / scale,
  };
}
