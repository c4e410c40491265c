import type { HealthScale } from '../../../shared/contract/index.ts';

/** The points that a value earns, to draw with: the engine alone computes scores. NaN where no band holds it. */
export function pointsAt(scale: HealthScale, value: number): number {
  if (scale.kind === 'bands')
    return (
      scale.bands.find(({ from, to }) => value >= (from ?? -Infinity) && value < (to ?? Infinity))?.points ?? Number.NaN
    );
  return Math.min(100, Math.max(0, (100 * (value - scale.zero)) / (scale.hundred - scale.zero)));
}
