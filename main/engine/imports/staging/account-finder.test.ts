import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import type { TestWorkspace } from '../../testing/index.ts';
import { createAccountFinder } from './account-finder.ts';
import type { FindAccount } from './account-finder.ts';
import { createEventOwners } from './event-owners.ts';
import { createStaging } from './staging.ts';
import type { Staging } from './staging.ts';

type Rows = Record<string, Record<string, string | number>[]>;

let workspace: TestWorkspace;
let session: Session;
let staging: Staging;
let finder: FindAccount;

const stored: Rows = {
  accounts: [
    { account_id: 'A', name: 'Acme Inc.', website: 'https://www.acme.co.uk', external_id: 'X1' },
    { account_id: 'B', name: 'Globex', website: 'shop.globex.com', external_id: 'X2' },
    { account_id: 'C', name: 'Globex, S.L.' },
    { account_id: 'M', name: 'ACME Limited', external_id: 'X9' },
    { account_id: 'D', name: 'Initech' },
  ],
  contacts: [
    { contact_id: 'P1', account_id: 'B', email: 'Ana@gmail.com' },
    { contact_id: 'P2', account_id: 'D', email: 'eva@initech.es' },
    { contact_id: 'P3', account_id: 'A', raw_account_id: 'M', email: 'leo@acme.io' },
  ],
  subscriptions: [{ subscription_id: 'S1', account_id: 'A', raw_account_id: 'M', start_day: '2024-01-01' }],
};
const arriving: Rows = {
  accounts: [{ account_id: 'N', name: 'Globex GmbH', website: 'newco.es', created_day: '2024-05-01' }],
};

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  const { database } = session;
  database.exec(`INSERT INTO imports (state, totals, findings, committed_at) VALUES ('committed', '{}', '[]', 0);
    INSERT INTO import_files (import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 'f', 'accounts', '', 0, 0, '{}');
    INSERT INTO account_aliases VALUES ('M', 'A')`);
  for (const [table, rows] of Object.entries(stored))
    for (const row of rows) {
      const full = { import_id: 1, file_id: 1, row_number: 2, known_at: 0, row_hash: '', ...row };
      const columns = Object.keys(full);
      database
        .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
        .run(...Object.values(full));
    }
  staging = createStaging(join(session.staging, 'staging.db'), session.file, session.key);
  for (const [table, rows] of Object.entries(arriving))
    for (const row of rows) {
      const full = { file: 1, row_number: 2, row_hash: '', ...row };
      const columns = Object.keys(full);
      staging.database
        .prepare(`INSERT INTO main.${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
        .run(...Object.values(full));
    }
  finder = createAccountFinder(staging.database);
});
afterEach(async () => {
  staging.close();
  await session.close();
  workspace.remove();
});

describe('finding the account of a row', () => {
  it('takes any id as an id, and leads merged ones to the kept one', () => {
    expect(finder.find('id', ' A ')).toEqual({ account: 'A', raw: null });
    expect(finder.find('id', 'M')).toEqual({ account: 'A', raw: 'M' });
    expect(finder.find('id', '17850.0')).toEqual({ account: '17850', raw: null });
    expect(finder.find('id', '')).toBeNull();
  });

  it('finds by the id of another system', () => {
    expect(finder.find('external-id', 'X2')).toEqual({ account: 'B', raw: null });
    expect(finder.find('external-id', 'X9')).toEqual({ account: 'A', raw: 'M' });
    expect(finder.find('external-id', 'X3')).toBeNull();
  });

  it('finds by a name that is one account only, this import first', () => {
    expect(finder.find('name', 'INITECH')).toEqual({ account: 'D', raw: null });
    // Two ids of one account are one answer.
    expect(finder.find('name', 'acme')).toEqual({ account: 'A', raw: null });
    expect(finder.find('name', 'globex')).toEqual({ account: 'N', raw: null });
    expect(finder.find('name', '...')).toBeNull();
    staging.database.exec('DELETE FROM main.accounts');
    expect(createAccountFinderAgain().find('name', 'globex')).toBeNull();
  });

  it('finds by domain and by e-mail, never by a public provider', () => {
    expect(finder.find('domain', 'app.acme.co.uk')).toEqual({ account: 'A', raw: null });
    expect(finder.find('domain', 'initech.es')).toEqual({ account: 'D', raw: null });
    expect(finder.find('domain', 'gmail.com')).toBeNull();
    expect(finder.find('email', 'ana@gmail.com')).toEqual({ account: 'B', raw: null });
    expect(finder.find('email', 'other@gmail.com')).toBeNull();
    expect(finder.find('email', 'somebody@newco.es')).toEqual({ account: 'N', raw: null });
    expect(finder.find('email', 'LEO@acme.io')).toEqual({ account: 'A', raw: 'M' });
    expect(finder.find('email', 'newco.es')).toBeNull();
  });

  it('finds by contact and by subscription', () => {
    expect(finder.find('contact', 'P2')).toEqual({ account: 'D', raw: null });
    expect(finder.find('subscription', 'S1')).toEqual({ account: 'A', raw: 'M' });
    expect(finder.find('subscription', 'S2')).toBeNull();
  });

  it('leads events to the id that they came with', () => {
    const owners = createEventOwners(staging.database);
    expect(owners.find('email', 'leo@acme.io')).toMatchObject({ account: 'M' });
    expect(owners.ofSubscription('S1')).toMatchObject({ account: 'M', subscriptionStart: 1_704_067_200 });
    expect(owners.find('domain', 'newco.es')).toMatchObject({ account: 'N', created: 1_714_521_600 });
    expect(owners.find('id', 'M')).toMatchObject({ account: 'M' });
    expect(owners.find('name', 'nobody')).toBeNull();
  });
});

/** Keys are gathered once a staging file, so another finder needs another file. */
function createAccountFinderAgain(): FindAccount {
  staging.close();
  staging = createStaging(join(session.staging, 'second.db'), session.file, session.key);
  return createAccountFinder(staging.database);
}
