import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { mostFunnelSteps } from '../../../shared/contract/index.ts';
import {
  addStep,
  droppedBefore,
  durationIn,
  fitTogether,
  isWindow,
  moveStep,
  windowIn,
  windowSeconds,
} from './steps.ts';

const step = (name: string, optional = false) => ({ events: [name], where: [], optional });
const steps = [step('sign up'), step('invite'), step('pay')];
const namesOf = (list: FunnelQuestion['steps']) => list.map(({ events }) => events[0]);

describe('steps', () => {
  it('are added up to the limit', () => {
    expect(addStep(steps)).toHaveLength(4);
    expect(addStep(Array.from({ length: mostFunnelSteps }, () => step('a')))).toHaveLength(mostFunnelSteps);
  });

  it('move within the list and stay where they are otherwise', () => {
    expect(namesOf(moveStep(steps, 2, 0))).toEqual(['pay', 'sign up', 'invite']);
    expect(namesOf(moveStep(steps, 0, 1))).toEqual(['invite', 'sign up', 'pay']);
    expect(moveStep(steps, 0, -1)).toEqual(steps);
    expect(moveStep(steps, 0, 3)).toEqual(steps);
  });

  it('keep every event when moved', () => {
    const anyPlace = fc.integer({ min: -2, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 8 }), anyPlace, anyPlace, (names, from, to) => {
        const moved = moveStep(
          names.map((name) => step(name)),
          from,
          to,
        );
        expect(namesOf(moved).sort()).toEqual([...names].sort());
      }),
    );
  });
});

describe('what belongs together', () => {
  const exclusion = { events: ['refund'], where: [], after: 0, before: 2 };
  const built = { steps, exclusions: [], order: 'ordered', graceSeconds: 0, breakdown: null } as const;

  it('has no optional step at an end, nor where any order will do', () => {
    const optional = [step('a', true), step('b', true), step('c', true)];
    const isOptional = (order: 'ordered' | 'any') =>
      fitTogether({ ...built, exclusions: [], steps: optional, order }).steps.map((entry) => entry.optional);
    expect(isOptional('ordered')).toEqual([false, true, false]);
    expect(isOptional('any')).toEqual([false, false, false]);
  });

  it('has exclusions only between steps, and no grace time beside them', () => {
    const fitted = fitTogether({ ...built, steps: steps.slice(0, 2), exclusions: [exclusion], graceSeconds: 5 });
    expect(fitted).toMatchObject({ exclusions: [{ after: 0, before: 1 }], graceSeconds: 0 });
    expect(fitTogether({ ...built, steps: steps.slice(0, 1), exclusions: [exclusion] }).exclusions).toEqual([]);
    expect(fitTogether({ ...built, steps, exclusions: [exclusion], order: 'any' }).exclusions).toEqual([]);
    expect(fitTogether({ ...built, steps, exclusions: [], order: 'strict', graceSeconds: 5 }).graceSeconds).toBe(0);
    expect(fitTogether({ ...built, steps, exclusions: [], graceSeconds: 5 }).graceSeconds).toBe(5);
  });
});

describe('a breakdown by the event of a step', () => {
  it('stays within the steps that are left', () => {
    const breakdown = { by: 'property', key: 'plan', attribution: 'step', step: 2 } as const;
    const built = { steps: steps.slice(0, 2), exclusions: [], order: 'ordered', graceSeconds: 0, breakdown } as const;
    expect(fitTogether({ ...built, steps: [...built.steps], exclusions: [] }).breakdown).toEqual({
      ...breakdown,
      step: 1,
    });
  });
});

describe('the window', () => {
  it('is told in the unit in which it is whole', () => {
    expect(windowIn(30 * 86_400)).toEqual({ value: 30, unit: 'days' });
    expect(windowIn(36 * 3_600)).toEqual({ value: 36, unit: 'hours' });
    expect(windowIn(61)).toEqual({ value: 61, unit: 'seconds' });
    expect(windowSeconds(2, 'weeks')).toBe(1_209_600);
  });

  it('has bounds', () => {
    expect(isWindow(-1)).toBe(false);
    expect(isWindow(0)).toBe(true);
    expect(isWindow(366 * 86_400)).toBe(true);
    expect(isWindow(367 * 86_400)).toBe(false);
  });
});

describe('times and losses', () => {
  it('are told in a readable unit', () => {
    expect(durationIn(30)).toEqual({ value: 30, unit: 'seconds' });
    expect(durationIn(3_600)).toEqual({ value: 60, unit: 'minutes' });
    expect(durationIn(200_000)).toEqual({ value: 2, unit: 'days' });
  });

  it('are counted from the last required step, and there are none before the first', () => {
    const counts = [10, 3, 4].map((count, index) => ({ count, optional: index === 1 }));
    expect(droppedBefore(counts, 0)).toBeNull();
    expect(droppedBefore(counts, 1)).toBe(7);
    expect(droppedBefore(counts, 2)).toBe(6);
  });
});
