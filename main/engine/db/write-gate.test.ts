import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openForWriting, writeElsewhere, yieldToWriter } from './index.ts';
import { createWriteGate } from './write-gate.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-gate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the gate lets one in after the other, in the order of asking, and then those that only wait', async () => {
  const gate = createWriteGate();
  const order: string[] = [];
  const first = await gate.enter();
  const second = gate.enter().then((leave) => (order.push('second'), leave));
  const free = gate.free().then(() => order.push('free'));
  const gone = new AbortController();
  const left = gate.free(gone.signal).catch((error: unknown) => String(error));
  gone.abort();
  expect(await left).toMatch(/cancelled/);
  expect([gate.isHeld, order]).toEqual([true, []]);
  first();
  first();
  const leave = await second;
  expect([gate.isHeld, order]).toEqual([true, ['second']]);
  leave();
  await free;
  expect([gate.isHeld, order]).toEqual([false, ['second', 'free']]);
});

it('a transaction that would read first takes its turn at its beginning, and the log is left to whoever writes elsewhere', () => {
  const file = join(folder, 'workspace.db');
  const key = new Uint8Array(32).fill(7);
  const own = openForWriting(file, key);
  own.exec('CREATE TABLE kept (number INTEGER)');
  const count = (): unknown => own.prepare('SELECT count(*) FROM kept').pluck().get();
  own.pragma('busy_timeout = 0');
  let isBegun = false;
  const steps: unknown[] = [];
  const result = writeElsewhere(
    file,
    key,
    (other) =>
      other.transaction(() => {
        other.exec('INSERT INTO kept VALUES (1)');
        expect(() => own.transaction(() => (isBegun = true))()).toThrow(/locked/);
        steps.push(count());
        return 'done';
      })(),
    () => steps.push(count()),
  );
  expect([result, isBegun, steps]).toEqual(['done', false, [0, 1]]);

  const settings = (): unknown[] =>
    ['busy_timeout', 'wal_autocheckpoint'].map((name) => own.pragma(name, { simple: true }));
  const [one, other] = [yieldToWriter(own), yieldToWriter(own)];
  expect(settings()).toEqual([3_600_000, 0]);
  one();
  expect(settings()).toEqual([3_600_000, 0]);
  other();
  expect(settings()).toEqual([5_000, 1_000]);
  own.close();
});
