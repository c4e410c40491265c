import { expect, it } from 'vitest';
import { writeRates } from '../../currencies/index.ts';
import { loadColumns } from '../../events/index.ts';
import { openForReading } from '../../db/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import { readSources } from './sources.ts';

it('reads revenue in the base currency at the stated rates, whatever the minor units are', async () => {
  const workspace = testWorkspace();
  const session = workspace.open();
  session.database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'book.csv', 'accounts', 'x', 1, 1, '{}');
    INSERT INTO accounts (account_id, import_id, file_id, row_number, known_at, row_hash) VALUES ('A', 1, 1, 1, 0, '');
    INSERT INTO subscriptions (subscription_id, account_id, start_day, mrr, currency, import_id, file_id, row_number, known_at, row_hash)
      VALUES ('1', 'A', '2026-01-01', 1250, 'EUR', 1, 1, 1, 1, ''), ('2', 'A', '2026-01-01', 1250, 'JPY', 1, 1, 2, 2, ''),
        ('3', 'A', '2026-01-01', 1250, NULL, 1, 1, 3, 3, ''), ('4', 'A', '2026-01-01', NULL, 'EUR', 1, 1, 4, 4, '')`);
  const database = openForReading(session.file, session.key);
  const revenue = () => [...readSources(database, loadColumns(database)).subscriptions.mrr];
  // Without a rate an amount in another currency is unknown, and so is one that names none among several.
  expect(revenue()).toEqual([12.5, NaN, NaN, NaN]);
  writeRates(session.database, { base: 'EUR', rates: { JPY: 0.006, XXX: 1 }, statedOn: '2026-01-01' });
  expect(revenue()).toEqual([12.5, 7.5, 12.5, NaN]);
  database.close();
  await session.close();
  workspace.remove();
});
