/** The steps of a funnel while they are being built: each holds the names of the events that reach it; empty = not chosen yet. */
export type Steps = readonly (readonly string[])[];

export const maximumSteps = 20;

export function addStep(steps: Steps): string[][] {
  const copy = steps.map((step) => [...step]);
  return copy.length >= maximumSteps ? copy : [...copy, []];
}

export function removeStep(steps: Steps, index: number): string[][] {
  return steps.filter((_, at) => at !== index).map((step) => [...step]);
}

export function setStep(steps: Steps, index: number, events: readonly string[]): string[][] {
  return steps.map((step, at) => (at === index ? [...new Set(events)] : [...step]));
}

/** Moves a step to another place; places outside the list leave the order as it is. */
export function moveStep(steps: Steps, from: number, to: number): string[][] {
  const copy = steps.map((step) => [...step]);
  const moved = copy[from];
  if (moved === undefined || to < 0 || to >= copy.length) return copy;
  copy.splice(from, 1);
  copy.splice(to, 0, moved);
  return copy;
}

/** The steps that can be asked for: those with an event. */
export function chosenSteps(steps: Steps): string[][] {
  return steps.filter((step) => step.length > 0).map((step) => [...step]);
}

export type WindowUnit = 'hours' | 'days' | 'weeks';
const secondsOfUnit: Record<WindowUnit, number> = { hours: 3_600, days: 86_400, weeks: 604_800 };
export const longestWindow = 366 * 86_400;

export function windowSeconds(value: number, unit: WindowUnit): number {
  return Math.round(value * secondsOfUnit[unit]);
}

/** The largest unit in which a window is a whole number; hours where none is. */
export function windowIn(seconds: number): { readonly value: number; readonly unit: WindowUnit } {
  if (seconds % 86_400 === 0) return { value: seconds / 86_400, unit: 'days' };
  return { value: seconds / 3_600, unit: 'hours' };
}

export function isWindow(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 3_600 && seconds <= longestWindow;
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

/** How many were lost before a step; null for the first. */
export function droppedBefore(counts: readonly number[], index: number): number | null {
  const now = counts[index];
  const before = counts[index - 1];
  return index === 0 || now === undefined || before === undefined ? null : before - now;
}
