import { describe, expect, it, vi } from 'vitest';
import { follow } from './follow.ts';

describe('follow', () => {
  it('opens a broken or ended stream again, and stops when told', async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const seen: number[] = [];
    let opened = 0;
    const open = async (): Promise<AsyncIterable<number>> => {
      opened += 1;
      if (opened === 2) throw new Error('lost');
      const start = opened * 10;
      return (async function* () {
        yield start;
        yield start + 1;
      })();
    };
    const done = follow(
      open,
      (value) => (seen.push(value), value === 31 ? controller.abort() : undefined),
      controller.signal,
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await done;
    vi.useRealTimers();
    expect(seen).toEqual([10, 11, 30, 31]);
    expect(opened).toBe(3);
  });
});
