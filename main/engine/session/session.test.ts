import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { databaseFile, headerFile, readHeader, stagingFolder, unwrapKey, wrapKey, newDataKey } from './index.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());

describe('a session', () => {
  it('is the only one on its workspace, and the next can follow it', async () => {
    const first = workspace.open();
    expect(() => workspace.open()).toThrow(/open in another Holdfast/);
    await first.close();
    const second = workspace.open();
    await second.close();
  });

  it('refuses a file that was damaged since, and leaves it as it is', async () => {
    const first = workspace.open();
    const insert = first.database.prepare(`INSERT INTO recipes VALUES (?, 1, hex(randomblob(500)), 0)`);
    for (let row = 0; row < 400; row++) insert.run(`mapping ${row}`);
    await first.close();
    const file = databaseFile(workspace.folder);
    const bytes = readFileSync(file);
    // The first page, with the key's check, stays whole: only a look through all pages can find this.
    bytes.fill(0, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.8));
    writeFileSync(file, bytes);
    expect(() => workspace.open()).toThrow(/damaged/);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('empties what a dead engine left in the staging folder', async () => {
    const first = workspace.open();
    await first.close();
    const leftover = join(stagingFolder(workspace.folder), 'import-1.db');
    writeFileSync(leftover, 'half written');
    const second = workspace.open();
    expect(() => readFileSync(leftover)).toThrow();
    await second.close();
  });

  it('tells listeners what changed', async () => {
    const session = workspace.open();
    const heard: unknown[] = [];
    session.onChanged((change) => heard.push(change));
    session.bumpDataVersion();
    session.changed(['accounts']);
    expect(heard).toEqual([{ words: ['accounts'], dataVersion: 1 }]);
    await session.close();
  });
});

describe('keys', () => {
  it('open with the right passphrase, however its accents are composed, and with no other', () => {
    const key = newDataKey();
    const wrapped = wrapKey(key, 'contraseña larga');
    expect(Buffer.from(unwrapKey(wrapped, 'contrasen\u0303a larga')).equals(Buffer.from(key))).toBe(true);
    expect(() => unwrapKey(wrapped, 'contraseña  larga')).toThrow(/does not open the workspace/);
    expect(() => unwrapKey({ ...wrapped, sealed: Buffer.alloc(32).toString('base64') }, 'contraseña larga')).toThrow(
      /does not open/,
    );
  });

  it('never stand in the header in clear', () => {
    const key = newDataKey();
    const text = JSON.stringify(wrapKey(key, 'a passphrase'));
    expect(text).not.toContain(Buffer.from(key).toString('base64'));
    expect(text).not.toContain(Buffer.from(key).toString('hex'));
  });
});

describe('a header', () => {
  it.each(['', '{', '[]', '{"format":"something-else"}'])('of %j is refused and left as it is', (text) => {
    writeFileSync(headerFile(workspace.folder), text);
    expect(() => readHeader(workspace.folder)).toThrow(/damaged or was not written by Holdfast/);
    expect(readFileSync(headerFile(workspace.folder), 'utf8')).toBe(text);
  });
});
