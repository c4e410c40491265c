import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventColumns } from '../events/index.ts';
import { createPeers } from './peers.ts';
import type { HelpingThread } from './testing/helping-thread.ts';
import { visitsPass } from './testing/visits-pass.ts';
import type { Visits } from './testing/visits-pass.ts';

const accounts = 200;
/** As many events as make some thirty stretches; the pass reads none of them. */
const columns = { offsets: new Uint32Array(accounts + 1), count: 2_000_000 } as EventColumns;
const all = Array.from({ length: accounts }, (_, account) => account);
const version = 3;
const threads: Worker[] = [];
const patience = { timeout: 60_000 };

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
});

async function leaderWithHelper(helper: Partial<HelpingThread> = {}) {
  const workerData: HelpingThread = { version, columns, asked: new Int32Array(new SharedArrayBuffer(4)), ...helper };
  const thread = new Worker(new URL('./testing/helping-thread.ts', import.meta.url), { workerData });
  threads.push(thread);
  const { port1, port2 } = new MessageChannel();
  thread.postMessage(port2, [port2]);
  await once(thread, 'message');
  const peers = createPeers(
    new Map(),
    () => null,
    () => false,
  );
  peers.add(port1);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const lead = (failing = 'nobody'): Visits[] =>
    peers.lead(visitsPass('leader', 5), { failing }, { version, columns }, stop);
  return { lead, stop, thread };
}

const visited = (parts: readonly Visits[]): number[] => parts.flatMap((part) => part.accounts).sort((a, b) => a - b);

describe('a pass that reader threads do together', () => {
  it('visits every account once, and both do some', patience, async () => {
    const { lead } = await leaderWithHelper();
    for (let round = 0; round < 3; round++) {
      const parts = lead();
      expect(parts.map(({ by }) => by).sort()).toEqual(['helper', 'leader']);
      expect(visited(parts)).toEqual(all);
      for (const part of parts) expect(part.accounts).toEqual(part.accounts.toSorted((a, b) => a - b));
    }
  });

  it('is done by one where the other has events of another data version', patience, async () => {
    const { lead } = await leaderWithHelper({ version: version + 1 });
    const parts = lead();
    expect(parts.map(({ by }) => by)).toEqual(['leader']);
    expect(visited(parts)).toEqual(all);
  });

  it('is done by one where somebody waits for the other', patience, async () => {
    const { lead } = await leaderWithHelper({ asked: new Int32Array(new SharedArrayBuffer(4)).fill(1) });
    expect(lead().map(({ by }) => by)).toEqual(['leader']);
  });

  it('misses nothing where a helper fails in the middle', patience, async () => {
    const { lead } = await leaderWithHelper();
    const parts = lead('helper');
    expect(parts.map(({ by }) => by)).toEqual(['leader', 'leader']);
    expect(visited(parts)).toEqual(all);
    // What came late of it is no part of the next answer.
    expect(visited(lead())).toEqual(all);
  });

  it('misses nothing where the other thread has ended', patience, async () => {
    const { lead, thread } = await leaderWithHelper();
    await thread.terminate();
    expect(visited(lead())).toEqual(all);
  });

  it('fails where the one that leads fails, or is stopped', patience, async () => {
    const { lead, stop } = await leaderWithHelper();
    expect(() => lead('leader')).toThrow('leader failed');
    expect(visited(lead())).toEqual(all);
    Atomics.store(stop, 0, 1);
    expect(() => lead()).toThrow(/stopped|cancelled/);
  });
});
