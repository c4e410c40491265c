const firstWait = 300;
const longestWait = 5_000;

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/**
 * Reads a stream for as long as the signal lets it: when it ends or breaks (the engine restarted, the workspace was
 * locked) it is opened again, with a wait that doubles from 0.3 s to 5 s and starts over with every value.
 */
export async function follow<Value>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Value>>,
  onValue: (value: Value) => void,
  signal: AbortSignal,
): Promise<void> {
  let wait = firstWait;
  while (!signal.aborted) {
    try {
      for await (const value of await open(signal)) {
        wait = firstWait;
        if (signal.aborted) return;
        onValue(value);
      }
    } catch {
      // A broken stream is no news: the banner tells of a lost engine, and the next round asks again.
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestWait);
  }
}
