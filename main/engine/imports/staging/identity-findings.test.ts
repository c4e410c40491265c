import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityFindings } from '../../identity/index.ts';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import type { TestWorkspace } from '../../testing/index.ts';
import { createStaging } from './staging.ts';
import type { Staging } from './staging.ts';

let workspace: TestWorkspace;
let session: Session;
let staging: Staging;
beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  staging = createStaging(join(session.staging, 'staging.db'), session.file, session.key);
});
afterEach(async () => {
  staging.close();
  await session.close();
  workspace.remove();
});

type Row = Record<string, string | number | null>;

function insert(database: Staging['database'], table: string, row: Row): void {
  const columns = Object.keys(row);
  database
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
}
function known(...rows: Row[]): void {
  session.database
    .exec(`INSERT INTO imports (state, totals, findings, committed_at) VALUES ('committed', '{}', '[]', 0);
    INSERT INTO import_files (import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 'f', 'accounts', '', 0, 0, '{}')`);
  for (const row of rows)
    insert(session.database, 'accounts', {
      ...{ import_id: 1, file_id: 1, row_number: 2, known_at: 0, row_hash: '', source: 'crm' },
      ...row,
    });
}
function arriving(...rows: Row[]): void {
  for (const row of rows)
    insert(staging.database, 'main.accounts', { file: 1, row_number: 2, row_hash: '', source: 'desk', ...row });
}

describe('what an import says about who is who', () => {
  it('warns where another system uses an id for another company', () => {
    known(
      { account_id: '1', name: 'Acme Foods' },
      { account_id: '2', name: 'Globex' },
      { account_id: '3', name: 'Initech' },
    );
    arriving(
      { account_id: '1', name: 'Umbrella Motors', comparison: 'c' },
      { account_id: '2', name: 'GLOBEX S.L.', comparison: 'c' },
      { account_id: '3', name: 'Hooli', comparison: 'c', source: 'crm' },
    );
    expect(identityFindings(staging.database)).toMatchObject([
      { key: 'id-collision', severity: 'error', count: 1, examples: ['1: Acme Foods (crm), Umbrella Motors (desk)'] },
    ]);
  });

  it('tells how many new accounts look like others by exact keys', () => {
    known(
      { account_id: 'A', website: 'https://acme.com' },
      { account_id: 'B', tax_id: 'ES-B12345678' },
      { account_id: 'C', website: 'gmail.com' },
    );
    arriving(
      { account_id: 'd1', website: 'www.acme.com' },
      { account_id: 'd2', tax_id: 'B12345678' },
      { account_id: 'd3', external_id: 'C' },
      { account_id: 'd4', website: 'gmail.com' },
    );
    const [finding] = identityFindings(staging.database);
    expect(finding).toMatchObject({ key: 'possible-duplicates', severity: 'info', count: 3 });
    expect(finding?.examples.toSorted()).toEqual(['d1 and A', 'd2 and B', 'd3 and C']);
  });

  it('says nothing of one export into an empty book', () => {
    arriving({ account_id: 'd1', website: 'www.acme.com' }, { account_id: 'd2', website: 'acme.com' });
    expect(identityFindings(staging.database)).toEqual([]);
  });
});
