import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadColumns } from '../../events/index.ts';
import { openForReading } from '../../db/index.ts';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import type { TestWorkspace } from '../../testing/index.ts';
import { computeSnapshot } from './compute.ts';
import { endsOfVersions } from './past-versions.ts';
import { readSources } from './sources.ts';

const daySeconds = 86_400;
let workspace: TestWorkspace;
let session: Session;
beforeAll(() => {
  workspace = testWorkspace();
  session = workspace.open();
  session.database
    .exec(`INSERT INTO imports (id, state, totals, findings, committed_at) SELECT value, 'committed', '{}', '[]', 0 FROM json_each('[1,2,3,4,5,6,7,8]');
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) SELECT id, id, 'f', 'tickets', 'x', 1, 1, '{}' FROM imports;
    INSERT INTO accounts (import_id, file_id, row_number, known_at, row_hash, account_id) VALUES (1, 1, 1, 0, '', 'A'), (1, 1, 1, 0, '', 'B');`);
});
afterAll(async () => {
  await session.close();
  workspace.remove();
});

type Version = { ticket: number; account: string; opened: number; known: number; satisfaction: number };

/** Stores versions as imports do: each takes the place of the one before. */
function store(versions: readonly Version[]): void {
  session.database.exec('DELETE FROM tickets');
  versions.forEach(({ ticket, account, opened, known, satisfaction }, index) => {
    session.database
      .prepare('UPDATE tickets SET superseded_by = ? WHERE ticket_id = ? AND superseded_by IS NULL')
      .run(index + 1, `T${ticket}`);
    session.database
      .prepare(
        `INSERT INTO tickets (import_id, file_id, row_number, known_at, row_hash, ticket_id, account_id, opened_at, closed_at, satisfaction) VALUES (?, ?, 1, ?, '', ?, ?, ?, ?, ?)`,
      )
      .run(index + 1, index + 1, known, `T${ticket}`, account, opened, opened + 60, satisfaction);
  });
}

function snapshotAt(instant: number): number[] {
  const database = openForReading(session.file, session.key);
  try {
    return [...computeSnapshot(readSources(database, loadColumns(database)), instant).values];
  } finally {
    database.close();
  }
}

const version = fc.record({
  ticket: fc.integer({ min: 1, max: 3 }),
  account: fc.constantFrom('A', 'B'),
  opened: fc.integer({ min: 0, max: 100 }).map((day) => day * daySeconds),
  lag: fc.integer({ min: 0, max: 60 }).map((days) => days * daySeconds),
  satisfaction: fc.integer({ min: 1, max: 5 }),
});
const versions = fc.array(
  version.map(({ opened, lag, ...rest }) => ({ ...rest, opened, known: opened + lag })),
  { maxLength: 5 },
);

describe('a snapshot over rows that changed', () => {
  it('never changes by a version that became known after it', () => {
    let moved = 0;
    fc.assert(
      fc.property(versions, versions, fc.integer({ min: 0, max: 120 }), (before, later, day) => {
        const instant = day * daySeconds + 1;
        store(before);
        const seen = snapshotAt(instant);
        store([...before, ...later.slice(0, 3).map((row) => ({ ...row, known: Math.max(row.known, instant + 1) }))]);
        expect(snapshotAt(instant)).toEqual(seen);
        store([...before, ...later.slice(0, 3)]);
        if (JSON.stringify(snapshotAt(instant)) !== JSON.stringify(seen)) moved++;
      }),
      { numRuns: 60 },
    );
    // By what was known then it does change, so the comparison above looks at something.
    expect(moved).toBeGreaterThan(0);
  });
});

describe('versions of one row', () => {
  const current = { import: 9, known: 100 };
  it('count until the next one is known', () => {
    expect(
      endsOfVersions(
        [
          { import: 1, followedBy: 2, known: 10 },
          { import: 2, followedBy: 9, known: 50 },
        ],
        current,
      ),
    ).toEqual([50, 100]);
  });

  it('are never seen where a correction counts from as early', () => {
    expect(endsOfVersions([{ import: 1, followedBy: 9, known: 100 }], current)).toEqual([100]);
    expect(
      endsOfVersions(
        [
          { import: 1, followedBy: 2, known: 10 },
          { import: 2, followedBy: 9, known: 5 },
        ],
        current,
      ),
    ).toEqual([5, 100]);
  });
});
