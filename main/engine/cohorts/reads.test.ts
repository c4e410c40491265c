import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSegmentBuilder, encodeSegment } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { retentionRead } from './reads.ts';

const at = (instant: string) => Date.parse(instant) / 1000;
let workspace: TestWorkspace;
let session: Session;

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO meta VALUES ('data_until', '${at('2026-03-10T00:00:00Z')}')`);
  storeLogins(1, ['2026-01-05T00:00:00Z', '2026-03-09T00:00:00Z']);
  storeLogins(2, ['2099-01-01T00:00:00Z']);
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

function storeLogins(segment: number, instants: readonly string[]): void {
  const builder = createSegmentBuilder();
  for (const instant of instants) builder.add('A', at(instant), 'login', null);
  const { database } = session;
  database.prepare('INSERT INTO event_segments VALUES (?, 1, ?, 1, 0, 0)').run(segment, instants.length);
  for (const { column, part, rows, bytes } of encodeSegment(builder.build())) {
    database
      .prepare('INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)')
      .run(segment, column, part, rows, bytes);
  }
}

const question = { zone: 'UTC', weekStart: 'monday' } as const;

it('an event dated in the future neither lengthens the retention table nor completes its periods', async () => {
  const events = { startEvents: [], returnEvents: [] };
  const grid = await session.readers.run(retentionRead, { ...question, ...events, period: 'month', mode: 'on' });
  expect(grid.cohorts).toEqual([{ cohort: '2026-01', size: 1, values: [1, 0, 1], complete: [true, true, false] }]);
  expect(grid.definition.asOf).toBe('2026-03-10T00:00:00Z');
});
