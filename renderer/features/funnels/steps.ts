import { mostFunnelSteps } from '../../../shared/contract/index.ts';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';

type Steps = FunnelQuestion['steps'];
type Exclusions = FunnelQuestion['exclusions'];
/** What belongs together when steps change. */
export type Built = Pick<FunnelQuestion, 'steps' | 'exclusions' | 'order' | 'graceSeconds' | 'breakdown'>;

export function addStep(steps: Steps): Steps {
  return steps.length >= mostFunnelSteps ? steps : [...steps, { events: [], where: [], optional: false }];
}

/** Moves a step to another place; places outside the list leave the order as it is. */
export function moveStep(steps: Steps, from: number, to: number): Steps {
  const moved = steps[from];
  if (moved === undefined || to < 0 || to >= steps.length) return steps;
  const others = steps.filter((_, index) => index !== from);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

/** Takes out what does not go together with the rest, so that every state of the page is a question that can be asked. */
export function fitTogether<Question extends Built>(built: Question): Question {
  const { order } = built;
  const last = built.steps.length - 1;
  const steps = built.steps.map((step, index) =>
    step.optional && (order === 'any' || index === 0 || index === last) ? { ...step, optional: false } : step,
  );
  const exclusions: Exclusions =
    order === 'any'
      ? []
      : built.exclusions
          .map((exclusion) => ({ ...exclusion, before: Math.min(exclusion.before, last) }))
          .filter(({ after, before }) => after < before);
  const graceSeconds = order === 'strict' || exclusions.length > 0 ? 0 : built.graceSeconds;
  const { breakdown } = built;
  return {
    ...built,
    steps,
    exclusions,
    graceSeconds,
    breakdown:
      breakdown?.by === 'property' && breakdown.step > last ? { ...breakdown, step: Math.max(0, last) } : breakdown,
  };
}

export const windowUnits = ['seconds', 'minutes', 'hours', 'days', 'weeks'] as const;
export type WindowUnit = (typeof windowUnits)[number];
const secondsOfUnit: Record<WindowUnit, number> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
};
export const longestWindow = 366 * 86_400;

export function windowSeconds(value: number, unit: WindowUnit): number {
  return Math.round(value * secondsOfUnit[unit]);
}

/** The largest unit, weeks aside, in which a window is a whole number. */
export function windowIn(seconds: number): { readonly value: number; readonly unit: WindowUnit } {
  const unit = (['days', 'hours', 'minutes'] as const).find((candidate) => seconds % secondsOfUnit[candidate] === 0);
  return { value: seconds / secondsOfUnit[unit ?? 'seconds'], unit: unit ?? 'seconds' };
}

export function isWindow(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= longestWindow;
}

/** The rounded length of a time and its unit, for texts with plural forms. */
export function durationIn(seconds: number): {
  readonly value: number;
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
} {
  if (seconds < 60) return { value: Math.round(seconds), unit: 'seconds' };
  if (seconds < 5_400) return { value: Math.round(seconds / 60), unit: 'minutes' };
  if (seconds < 129_600) return { value: Math.round(seconds / 3_600), unit: 'hours' };
  return { value: Math.round(seconds / 86_400), unit: 'days' };
}

type Counted = { readonly count: number; readonly optional: boolean };

/** How many took the last required step before this one, but not this one; null for the first. */
export function droppedBefore(steps: readonly Counted[], index: number): number | null {
  const now = steps[index];
  let before = index - 1;
  while (before > 0 && steps[before]?.optional === true) before -= 1;
  const earlier = steps[before];
  return index === 0 || now === undefined || earlier === undefined ? null : earlier.count - now.count;
}
