import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import type { Job } from '../../../shared/contract/index.ts';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';
import { openForWriting, writeGate } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { commitStaging } from './commit.ts';
import { stageImport } from './staging/stage-import.ts';
import { openTestSession } from './testing/test-session.ts';

const rows = 45_000;
const mapping = fileMapping.parse({
  table: 'accounts',
  columns: ['account_id', 'name'].map((field) => ({ column: field, field })),
});

function writeAccounts(path: string, count: number, name: string): string {
  const lines = Array.from({ length: count }, (_, row) => `A${row},${name} ${row}`);
  writeFileSync(path, `account_id,name\n${lines.join('\n')}\n`);
  return path;
}

const countOf = (database: WritableDatabase): unknown =>
  database.prepare('SELECT count(*) FROM accounts').pluck().get();

it(
  'nothing of a commit is seen between its steps, nobody else writes, and given up at the last one it never was',
  { timeout: 240_000 },
  async () => {
    const test = await openTestSession();
    const { session, folder } = test;
    const second = openForWriting(session.file, session.key);
    try {
      const path = writeAccounts(join(folder, 'accounts.csv'), rows, 'Company');
      const staging = join(folder, 'staged.db');
      const files = [{ path, name: 'accounts.csv', part: null, recipe: null, mapping }];
      const now = 1_767_225_600;
      const request = { task: 'stage' as const, workspace: session.file, key: session.key, staging, files, now };
      const result = await stageImport(request, { shouldStop: () => false, progress: () => {} });
      session.database.pragma('busy_timeout = 0');
      let steps = 0;
      const look = (): void => {
        steps++;
        expect([countOf(session.database), session.dataVersion()]).toEqual([0, 0]);
        expect(() => session.database.exec(`INSERT INTO meta VALUES ('other', '')`)).toThrow(/locked/);
      };
      const commit = (onStep: () => void): number =>
        commitStaging({ database: second, key: session.key }, { staging, result, findings: [], now, onStep });
      expect(commit(look)).toBe(1);
      expect(steps).toBeGreaterThan(3);
      expect([countOf(session.database), session.dataVersion()]).toEqual([rows, 1]);
      expect(test.undoHere(1)).toBeNull();

      const again = await stageImport(
        { ...request, staging: `${staging}-2` },
        { shouldStop: () => false, progress() {} },
      );
      const before = session.database.prepare('SELECT * FROM imports').all();
      let left = steps;
      const giveUp = (): void => {
        if (--left === 0) throw new Error('given up');
      };
      const given = { staging: `${staging}-2`, result: again, findings: [], now, onStep: giveUp };
      expect(() => commitStaging({ database: second, key: session.key }, given)).toThrow('given up');
      expect(countOf(session.database)).toBe(0);
      expect(session.database.prepare('SELECT * FROM imports').all()).toEqual(before);
    } finally {
      second.close();
      await test.close();
    }
  },
);

describe('while a large import is committed', () => {
  let home: string;
  let engine: Engine;
  let other: WritableDatabase;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'holdfast-large-'));
    engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
    const session = await engine.workspaces.create({
      name: 'Large',
      protection: 'passphrase',
      passphrase: 'for a test',
    });
    other = openForWriting(session.file, session.key);
  });
  afterEach(async () => {
    other.close();
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  });

  const startImport = (name: string, count: number, text = 'Company') => {
    const { grant } = engine.grants.register(writeAccounts(join(home, name), count, text));
    return engine.client.imports.start({ files: [{ grant, mapping }] });
  };
  async function until(id: number, isSo: (job: Job) => boolean): Promise<Job> {
    for await (const job of await engine.client.jobs.watch({ id })) if (isSo(job)) return job;
    return engine.client.jobs.get({ id });
  }
  const ended = ({ state }: Job): boolean => state !== 'queued' && state !== 'running';

  /** Brings a job's transaction to its beginning, where it waits for as long as the other connection writes. */
  async function stopAtCommit(start: () => Promise<{ jobId: number }>): Promise<number> {
    const gate = writeGate(engine.workspaces.session().database);
    const { jobId } = await start();
    await until(jobId, ({ state }) => state === 'running');
    const leave = await gate.enter();
    const asked = vi.spyOn(gate, 'enter');
    while (asked.mock.calls.length === 0) await nextTurn();
    asked.mockRestore();
    other.exec('BEGIN IMMEDIATE');
    leave();
    return jobId;
  }

  it(
    'the page reads the state before, and what it writes waits and is done then; undoing is no different',
    { timeout: 240_000 },
    async () => {
      const jobId = await stopAtCommit(() => startImport('first.csv', rows));
      let isStarted = false;
      const later = startImport('second.csv', 10, 'Firm').then((started) => ((isStarted = true), started));
      for (let turn = 0; turn < 50; turn++) {
        expect((await engine.client.imports.list({})).rows).toEqual([]);
        expect((await engine.client.jobs.list({})).map(({ id, state }) => [id, state])).toEqual([[jobId, 'running']]);
        await nextTurn();
      }
      expect(isStarted).toBe(false);
      other.exec('COMMIT');
      expect(await until(jobId, ended)).toMatchObject({ state: 'done', result: { new: rows } });
      const second = await until((await later).jobId, ended);
      expect(second).toMatchObject({ state: 'done', result: { changed: 10 } });

      await until((await engine.client.imports.undo({ id: 2 })).jobId, ended);
      const undoing = await stopAtCommit(() => engine.client.imports.undo({ id: 1 }));
      for (let turn = 0; turn < 50; turn++) {
        expect(await engine.client.imports.get({ id: 1 })).toMatchObject({ state: 'committed' });
        await nextTurn();
      }
      other.exec('COMMIT');
      expect(await until(undoing, ended)).toMatchObject({ state: 'done' });
      expect(countOf(engine.workspaces.session().database)).toBe(0);
    },
  );

  it('it can still be cancelled, and so can what waits behind it', { timeout: 240_000 }, async () => {
    const { database, staging } = engine.workspaces.session();
    const gate = writeGate(database);
    const jobId = await stopAtCommit(async () => {
      const first = await startImport('first.csv', rows);
      await startImport('second.csv', 10);
      return first;
    });
    expect(gate.isHeld).toBe(true);
    expect(await engine.client.jobs.cancel({ id: jobId + 1 })).toMatchObject({
      state: 'cancelled',
      cancellable: false,
    });
    await engine.client.jobs.cancel({ id: jobId });
    other.exec('COMMIT');
    expect(await until(jobId, ended)).toMatchObject({ state: 'cancelled' });
    expect(gate.isHeld).toBe(false);
    await nextTurn();
    expect(database.prepare('SELECT id, state FROM jobs ORDER BY id').raw().all()).toEqual([
      [jobId, 'cancelled'],
      [jobId + 1, 'cancelled'],
    ]);
    expect([countOf(database), (await engine.client.imports.list({})).rows]).toEqual([0, []]);
    for (let turn = 0; readdirSync(staging).length > 0 && turn < 10_000; turn++) await nextTurn();
    expect(readdirSync(staging)).toEqual([]);
  });
});
