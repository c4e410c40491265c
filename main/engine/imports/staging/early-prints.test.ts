import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileMapping } from '../../../../shared/contract/index.ts';

import { openTestSession } from '../testing/test-session.ts';
import type { TestSession } from '../testing/test-session.ts';
import { stageImport } from './stage-import.ts';
import { attach } from '../../db/index.ts';

let test: TestSession;
beforeAll(async () => {
  test = await openTestSession();
});
afterAll(() => test.close());

const mapping = fileMapping.parse({
  table: 'events',
  columns: Object.entries({ who: 'account_id', when: 'occurred_at', what: 'event', note: 'attributes' }).map(
    ([column, field]) => ({ column, field }),
  ),
});

/** Large enough to be read before its fingerprint is known; what tells its encoding comes last. */
function largeFile(end: Buffer): Buffer {
  const line = `A1,2024-05-01 10:00:00,login,${'x'.repeat(970)}\n`;
  return Buffer.concat([Buffer.from(`who,when,what,note\n${line.repeat(33_600)}`), end]);
}

async function stage(name: string, content: Buffer) {
  const { file: workspace, key, database } = test.session;
  const path = test.write(name, content);
  const staging = join(test.folder, 'early.db');
  rmSync(staging, { force: true });
  const files = [{ path, name, part: null, recipe: null, mapping }];
  const request = { task: 'stage' as const, workspace, key, staging, files, now: 1_767_225_600 };
  const result = await stageImport(request, { shouldStop: () => false, progress: () => undefined });
  attach(database, staging, 'early', key);
  try {
    const rows = database.prepare('SELECT coalesce(sum(rows), 0) FROM early.segments').pluck().get();
    return { result, rows };
  } finally {
    database.exec('DETACH DATABASE early');
  }
}

describe('a large event file that is read before its fingerprint is known', () => {
  it('keeps the fingerprint of its bytes', async () => {
    const content = largeFile(Buffer.from('A2,2024-05-01 10:00:00,café,\n'));
    const { result, rows } = await stage('early.csv', content);
    expect(result.files[0]!.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(rows).toBe(33_601);
    expect(result.findings.map(({ key }) => key)).not.toContain('encoding-assumed');
  });

  it('is read again where it turns out not to be UTF-8', async () => {
    const content = largeFile(Buffer.from('A2,2024-05-01 10:00:00,caf\u00e9,\n', 'latin1'));
    const { result, rows } = await stage('late.csv', content);
    expect(rows).toBe(33_601);
    expect(result.totals.events?.read).toBe(33_601);
    expect(result.findings.map(({ key }) => key)).toContain('encoding-assumed');
  });
});
