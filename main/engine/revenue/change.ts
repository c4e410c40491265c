import type { Steps } from './steps.ts';

/** How a customer's revenue changed from the close of the day before a span to the close of its last day. */
export interface Change {
  start: number;
  end: number;
  /** Paid nothing on some day of the span. */
  isBroken: boolean;
  /** Paid on some day of the span. */
  isPaying: boolean;
}

export type Movement = 'new' | 'reactivation' | 'expansion' | 'contraction' | 'churn' | 'won-and-lost';

/**
 * @param at the step after which to look on; 0 looks from the beginning
 * @returns the step with which the next span may begin
 */
export function readChange(steps: Steps, from: number, to: number, into: Change, at = 0): number {
  const { count, day, level } = steps;
  let next = at;
  while (next < count && day[next]! < from) next += 1;
  let current = next === 0 ? 0 : level[next - 1]!;
  into.start = current;
  // A change on the first day of the span leaves no day of it as it was before.
  const isUntouched = next >= count || day[next]! > from;
  into.isBroken = isUntouched && current === 0;
  into.isPaying = isUntouched && current > 0;
  for (; next < count && day[next]! <= to; next++) {
    current = level[next]!;
    if (current === 0) into.isBroken = true;
    else into.isPaying = true;
  }
  into.end = current;
  return next;
}

/** Null where the same is paid at both ends, or nothing all along. */
export function movementOf({ start, end, isPaying }: Change, isFirst: boolean): Movement | null {
  if (start === 0) {
    if (end > 0) return isFirst ? 'new' : 'reactivation';
    return isPaying ? 'won-and-lost' : null;
  }
  if (end === 0) return 'churn';
  return end > start ? 'expansion' : end < start ? 'contraction' : null;
}

/** A customer of the start that paid nothing for a while and is back at the end. */
export function isReturned({ start, end, isBroken }: Change): boolean {
  return start > 0 && end > 0 && isBroken;
}
