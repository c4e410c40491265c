import type { BacktestFigures } from '../../../../shared/contract/index.ts';
import { monthFigures } from './month-figures.ts';
import { pooledFigures } from './pooled.ts';
import type { PooledContext } from './pooled.ts';
import { verdictOf } from './verdict.ts';
import type { MonthSeen } from './walk.ts';

/** All figures of the months that were gone through. */
export function figuresOf(seen: readonly MonthSeen[], context: PooledContext): BacktestFigures {
  const { pooled, lines } = pooledFigures(seen, context);
  const monthContext = { ...context, direction: context.scorings[0]!.direction };
  return {
    months: seen.map((month) => monthFigures(month, monthContext)),
    pooled,
    lines: [...lines],
    verdict: verdictOf(pooled, lines),
  };
}
