import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addStep,
  chosenSteps,
  droppedBefore,
  durationIn,
  isWindow,
  maximumSteps,
  moveStep,
  removeStep,
  setStep,
  windowIn,
  windowSeconds,
} from './steps.ts';

const steps = [['sign up'], ['invite'], ['pay']];

describe('steps', () => {
  it('are added up to the limit, removed, and set without repeats', () => {
    expect(addStep(steps)).toHaveLength(4);
    expect(addStep(Array.from({ length: maximumSteps }, () => ['a']))).toHaveLength(maximumSteps);
    expect(removeStep(steps, 1)).toEqual([['sign up'], ['pay']]);
    expect(setStep(steps, 0, ['a', 'a', 'b'])[0]).toEqual(['a', 'b']);
    expect(chosenSteps([['a'], [], ['b']])).toEqual([['a'], ['b']]);
  });

  it('move within the list and stay where they are otherwise', () => {
    expect(moveStep(steps, 2, 0)).toEqual([['pay'], ['sign up'], ['invite']]);
    expect(moveStep(steps, 0, -1)).toEqual(steps);
    expect(moveStep(steps, 0, 3)).toEqual(steps);
  });

  it('keep every event when moved', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { maxLength: 3 }), { maxLength: 8 }),
        fc.integer({ min: -2, max: 9 }),
        fc.integer({ min: -2, max: 9 }),
        (list, from, to) => {
          expect(moveStep(list, from, to).flat().sort()).toEqual(list.flat().sort());
        },
      ),
    );
  });
});

describe('the window', () => {
  it('is told in the unit in which it is whole', () => {
    expect(windowIn(30 * 86_400)).toEqual({ value: 30, unit: 'days' });
    expect(windowIn(36 * 3_600)).toEqual({ value: 36, unit: 'hours' });
    expect(windowSeconds(2, 'weeks')).toBe(1_209_600);
  });

  it('has bounds', () => {
    expect(isWindow(0)).toBe(false);
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

  it('has nobody lost before the first step', () => {
    expect(droppedBefore([10, 4], 0)).toBeNull();
    expect(droppedBefore([10, 4], 1)).toBe(6);
  });
});
