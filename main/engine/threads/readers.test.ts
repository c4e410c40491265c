import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retentionQuestion } from '../../../shared/contract/index.ts';
import type { RetentionGrid } from '../../../shared/contract/index.ts';
import { createSegmentBuilder, encodeChunks } from '../events/index.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { defineEventsRead } from './reads.ts';
import type { Read } from './reads.ts';

/** What is run in a reader thread is found there by its name. */
const inThread = <Input, Output>(name: string): Read<Input, Output> =>
  defineEventsRead(name, () => {
    throw new Error(`${name} was run outside its thread.`);
  });
const namesRead = inThread<null, { total: number }>('events.names');
const retentionRead = inThread<typeof question, RetentionGrid>('cohorts.retention');
const question = { ...retentionQuestion.parse({}), zone: 'UTC', weekStart: 'monday' as const };
const patience = { timeout: 60_000 };
let workspace: TestWorkspace;
let session: Session;

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database.exec(
    `INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0)`,
  );
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

/** Commits an import of one event of each of these accounts. @returns the data version from then on */
function add(segment: number, accounts: readonly string[]): number {
  const builder = createSegmentBuilder();
  for (const account of accounts) builder.add(account, 1_700_000_000 + segment, 'login', null);
  const { database } = session;
  return database.transaction(() => {
    database
      .prepare('INSERT INTO event_segments VALUES (?, 1, ?, ?, 0, 0)')
      .run(segment, accounts.length, accounts.length);
    const chunk = database.prepare(
      'INSERT INTO event_chunks (segment_id, column_name, part, rows, bytes) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { column, part, rows, bytes } of encodeChunks(builder.build()))
      chunk.run(segment, column, part, rows, bytes);
    return session.bumpDataVersion();
  })();
}

function undo(segment: number): number {
  return session.database.transaction(() => {
    session.database.prepare('DELETE FROM event_segments WHERE id = ?').run(segment);
    return session.bumpDataVersion();
  })();
}

const total = async (): Promise<number> => (await session.readers.run(namesRead, null)).total;

describe('reader threads over events', () => {
  it('answer with what was committed before they were asked: added, undone, or something else', patience, async () => {
    expect(await total()).toBe(0);
    add(1, ['a', 'b']);
    expect(await total()).toBe(2);
    add(2, ['b', 'c', 'd']);
    expect(await total()).toBe(5);
    undo(1);
    expect(await total()).toBe(3);
    session.bumpDataVersion();
    expect(await total()).toBe(3);
    add(3, ['e']);
    expect(await total()).toBe(4);
  });

  it(
    'never mix the events of one state with the rows of another, whatever is committed meanwhile',
    patience,
    async () => {
      const members = new Map<number, number>();
      members.set(session.dataVersion(), 0);
      members.set(add(1, ['a', 'b']), 2);
      const answers: { version: number; found: number }[] = [];
      for (let round = 2; round < 12; round++) {
        const asked = [0, 1, 2].map(async () => {
          const { cohorts, definition } = await session.readers.run(retentionRead, question);
          const found = cohorts.reduce((sum, { size }) => sum + (size ?? 0), 0);
          answers.push({ version: definition.dataVersion, found });
        });
        // In the middle of it, as far as the threads go.
        await new Promise((resolve) => setTimeout(resolve, round % 3));
        const version = round % 4 === 0 ? undo(round - 1) : add(round, ['a', 'b', `account ${round}`]);
        const segments = session.database.prepare('SELECT id FROM event_segments').pluck().all() as number[];
        members.set(version, 2 + segments.filter((id) => id > 1).length);
        await Promise.all(asked);
      }
      expect(answers).toHaveLength(30);
      for (const { version, found } of answers)
        expect({ version, found }).toEqual({ version, found: members.get(version) });
    },
  );

  it(
    'are loaded once for all who ask at the same time, and a cancelled wait leaves the others theirs',
    patience,
    async () => {
      add(1, ['a']);
      session.readers.prefetch();
      const stop = new AbortController();
      const cancelled = session.readers.run(namesRead, null, stop.signal);
      const others = [total(), total(), total()];
      stop.abort();
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
      expect(await Promise.all(others)).toEqual([1, 1, 1]);
      const [first, second] = await Promise.all([session.readers.events(), session.readers.events()]);
      expect(first.columns.seconds.buffer).toBe(second.columns.seconds.buffer);
    },
  );

  it('say which chunk is damaged, and answer again once its import is undone', patience, async () => {
    add(1, ['a']);
    add(2, ['b']);
    session.database.exec(
      `UPDATE event_chunks SET bytes = zeroblob(40) WHERE segment_id = 2 AND column_name = 'seconds'`,
    );
    session.bumpDataVersion();
    await expect(total()).rejects.toMatchObject({ code: 'file_unreadable' });
    undo(2);
    expect(await total()).toBe(1);
  });
});
