import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import type { TestWorkspace } from '../../testing/index.ts';
import { attach } from '../../db/index.ts';
import { createStaging } from './staging.ts';

let workspace: TestWorkspace;
let session: Session;
beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

const marker = 'a name that nobody may read on the disk';

describe('a staging file', () => {
  it('is encrypted, and can be attached to its workspace, which can be written all the while', () => {
    const file = join(session.staging, 'staging.db');
    const staging = createStaging(file, session.file, session.key);
    staging.database
      .prepare('INSERT INTO main.accounts (file, row_number, account_id, name) VALUES (1, 2, ?, ?)')
      .run('A1', marker);
    session.database.exec(`INSERT INTO meta VALUES ('marker', 'here')`);
    const other = staging.database.prepare(`SELECT value FROM workspace.meta WHERE key = 'marker'`).pluck().get();
    expect(other).toBe('here');
    staging.close();
    const bytes = readFileSync(file);
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.includes(Buffer.from(marker))).toBe(false);
    expect(bytes.includes(Buffer.from('SQLite format'))).toBe(false);

    attach(session.database, file, 'looked', session.key);
    expect(session.database.prepare('SELECT name FROM looked.accounts').pluck().get()).toBe(marker);
    session.database.exec(`DETACH DATABASE looked; UPDATE meta SET value = 'changed' WHERE key = 'marker'`);
  });

  it('is refused with another key', () => {
    const file = join(session.staging, 'staging.db');
    createStaging(file, session.file, session.key).close();
    expect(() => attach(session.database, file, 'looked', new Uint8Array(32).fill(9))).toThrow(/not a database/);
    expect(session.database.prepare('SELECT count(*) FROM meta').pluck().get()).toBeGreaterThan(0);
  });
});
