import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, createRandom, writeLines } from './event-file.ts';

const fields = ['account_id', 'name', 'country', 'industry', 'created_day'] as const;
const attributes = Array.from({ length: 25 }, (_, index) => `attribute ${index + 1}`);

/** Every column and what it becomes. */
export const accountColumns: Readonly<Record<string, string>> = Object.fromEntries([
  ...fields.map((field) => [field, field]),
  ...attributes.map((name) => [name, 'attributes']),
]);

/**
 * Accounts with 30 columns: five of our own and 25 further ones.
 * @param changed in every tenth of them a field and an attribute say something else
 * @returns its path
 */
export function accountFile(rows: number, changed = false): string {
  const path = join(cacheFolder, `accounts-${rows}${changed ? '-changed' : ''}.csv`);
  if (existsSync(path)) return path;
  const random = createRandom(7);
  const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];
  writeLines(path, [...fields, ...attributes].join(','), rows, (buffer, at, row) => {
    const day = new Date(Date.UTC(2018, 0, 1) + (random() % 2_000) * 86_400_000).toISOString().slice(0, 10);
    const cells = [`acc-${row}`, `Company ${row}`, ['ES', 'US', 'DE', 'MX'][random() % 4], words[random() % 8], day];
    for (let index = 0; index < attributes.length; index++)
      cells.push(index % 3 === 0 ? String(random() % 10_000) : words[random() % 8]);
    if (changed && row % 10 === 0) {
      cells[1] += ' SL';
      cells[7] = 'iota';
    }
    return at + buffer.write(`${cells.join(',')}\n`, at, 'latin1');
  });
  return path;
}
