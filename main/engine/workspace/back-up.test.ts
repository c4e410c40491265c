import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForReading } from '../db/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { backUpJob } from './index.ts';
import { integrityRead } from './reads.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());

describe('a backup', () => {
  it('is a whole copy under the same key', async () => {
    const session = workspace.open({ backup: backUpJob });
    session.database.prepare(`INSERT INTO recipes VALUES ('CRM export', 1, '{}', 0)`).run();
    const job = await session.jobs.ended(session.jobs.start('backup', 'Test', null));
    expect(job.state).toBe('done');
    const file = String(job.result?.['file']);
    expect(readdirSync(join(workspace.folder, 'backups'))).toHaveLength(1);
    expect(readFileSync(file).includes('CRM export')).toBe(false);
    const copy = openForReading(file, workspace.key);
    expect(copy.prepare('SELECT name FROM recipes').pluck().all()).toEqual(['CRM export']);
    copy.close();
    await session.close();
  });

  it('pushes out the oldest beyond the number that is kept, and nothing else', async () => {
    const session = workspace.open({ backup: backUpJob });
    const folder = join(workspace.folder, 'backups');
    for (const keep of [null, null, 2, 2]) await session.jobs.ended(session.jobs.start('backup', 'Test', { keep }));
    writeFileSync(join(folder, 'mine.db'), 'x');
    const last = await session.jobs.ended(session.jobs.start('backup', 'Test', { keep: 1 }));
    expect(last.result).toMatchObject({ deleted: 2 });
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([join(folder, 'mine.db'), String(last.result?.['file'])].sort());
    await session.close();
  });

  it('that is cancelled leaves nothing', async () => {
    const session = workspace.open({ backup: backUpJob });
    const id = session.jobs.start('backup', 'Test', null);
    session.jobs.cancel(id);
    expect((await session.jobs.ended(id)).state).toBe('cancelled');
    await session.close();
    expect(existsSync(join(workspace.folder, 'backups'))).toBe(false);
    expect(readdirSync(join(workspace.folder, 'staging'))).toEqual([]);
  });
});

describe('a read under way', () => {
  it('is refused by name when the workspace is closed, and soon when it is cancelled', async () => {
    const session = workspace.open();
    expect(await session.readers.run(integrityRead, null)).toEqual([]);
    const controller = new AbortController();
    const stopped = session.readers.run(integrityRead, null, controller.signal);
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    const cut = session.readers.run(integrityRead, null);
    await Promise.all([expect(cut).rejects.toMatchObject({ code: 'engine_restarted' }), session.close()]);
    await expect(session.readers.run(integrityRead, null)).rejects.toMatchObject({ code: 'engine_restarted' });
  });
});
