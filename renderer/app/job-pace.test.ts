import { describe, expect, it } from 'vitest';
import { noPace, paceAfter, remainingWords, secondsLeft } from './job-pace.ts';
import type { PaceSample } from './job-pace.ts';

const steady = (seconds: number): PaceSample => ({ at: seconds * 1_000, progress: seconds / 100, rows: seconds * 500 });
const after = (samples: readonly PaceSample[]) => samples.reduce(paceAfter, noPace);

describe('paceAfter', () => {
  it('finds the rate of a steady job and the time that is left', () => {
    const pace = after([0, 1, 2, 3, 4].map(steady));
    expect(pace.rowsPerSecond).toBeCloseTo(500);
    expect(secondsLeft(pace)).toBeCloseTo(96);
  });

  it('says nothing about the end before it has looked for a while, or of a job that stands still', () => {
    expect(secondsLeft(after([steady(0), steady(1)]))).toBeNull();
    expect(secondsLeft(after([0, 1, 2, 3].map((second) => ({ ...steady(second), progress: 0.3 }))))).toBeNull();
    expect(secondsLeft(after([0, 1, 2, 3].map((second) => ({ ...steady(second), progress: null }))))).toBeNull();
  });

  it('follows a change of speed without jumping to it', () => {
    const slow = { at: 5_000, progress: 0.041, rows: 2_010 };
    const pace = after([0, 1, 2, 3, 4].map(steady).concat(slow));
    expect(pace.rowsPerSecond).toBeGreaterThan(10);
    expect(pace.rowsPerSecond).toBeLessThan(500);
  });

  it('starts anew where a job goes back, and keeps its rate where the next file begins', () => {
    const pace = after([0, 1, 2, 3].map(steady));
    expect(paceAfter(pace, { at: 4_000, progress: 0, rows: 0 }).watched).toBe(0);
    const next = paceAfter(pace, { at: 4_000, progress: 0.04, rows: 10 });
    expect(next.rowsPerSecond).toBeCloseTo(500);
    expect(paceAfter(next, { at: 5_000, progress: 0.05, rows: null }).rowsPerSecond).toBeNull();
  });

  it('leaves out steps that are too short to say anything', () => {
    const pace = after([steady(0), steady(1)]);
    expect(paceAfter(pace, { at: 1_001, progress: 0.9, rows: 99_999 })).toBe(pace);
  });
});

describe('remainingWords', () => {
  it('uses the unit that people would', () => {
    expect(remainingWords(4)).toEqual({ unit: 'moment', count: 0 });
    expect(remainingWords(40).unit).toBe('minute');
    expect(remainingWords(200)).toEqual({ unit: 'minutes', count: 3 });
    expect(remainingWords(7_300)).toEqual({ unit: 'hours', count: 2 });
  });
});
