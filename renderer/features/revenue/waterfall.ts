import type { RevenueFigures } from '../../../shared/contract/index.ts';

export const steps = ['start', 'new', 'reactivation', 'expansion', 'contraction', 'churn', 'end'] as const;
export type Step = (typeof steps)[number];

export type Bar = {
  readonly step: Step;
  /** Signed: what the step adds; for the two ends, all of it. */
  readonly amount: number;
  /** Between these the bar stands. */
  readonly low: number;
  readonly high: number;
};

/** What a step adds; less than nothing for what goes. */
export function signedAmount(bridge: RevenueFigures['bridge'], step: Step): number {
  return step === 'contraction' || step === 'churn' ? 0 - bridge[step] : bridge[step];
}

/** The bars of a bridge, each beginning where the one before ends. Minor units in, minor units out. */
export function barsOf(bridge: RevenueFigures['bridge']): Bar[] {
  let level = 0;
  return steps.map((step) => {
    const isEnd = step === 'start' || step === 'end';
    const amount = signedAmount(bridge, step);
    const before = isEnd ? 0 : level;
    level = before + amount;
    return { step, amount, low: Math.min(before, level), high: Math.max(before, level) };
  });
}

/**
 * Where the axis begins: at nothing, unless the movements would be too small to see beside what stays. Then below the
 * lowest of them, so that they fill the upper part; the chart must say so.
 */
export function floorOf(bars: readonly Bar[]): number {
  const levels = bars.flatMap(({ step, low, high }) => (step === 'start' || step === 'end' ? [high] : [low, high]));
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const room = (high - low) * 1.5;
  if (high <= 0 || room === 0 || low - room <= high * 0.4) return 0;
  const unit = 10 ** Math.floor(Math.log10(room));
  return Math.floor((low - room) / unit) * unit;
}
