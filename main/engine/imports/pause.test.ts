import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { automaticMapping, proposeMappings } from './index.ts';
import { currentData, openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeEach(async () => (test = await openTestSession()));
afterEach(() => test.close());

/** Enough rows that reading them is not over before it can be paused. */
const accounts = 40_000;
const text = `account_id,name,created_at,segment\n${Array.from(
  { length: accounts },
  (_, index) => `A${index},Company ${index},2024-01-${String((index % 28) + 1).padStart(2, '0')},S${index % 5}`,
).join('\n')}\n`;

describe('a paused import', () => {
  it('stands still, keeps the workspace free for others, and ends with the same data', async () => {
    const { session } = test;
    const path = test.write('accounts.csv', text);
    const { files } = automaticMapping(await proposeMappings(session, [{ path, name: 'accounts.csv' }]));
    const id = session.jobs.start('import', 'accounts.csv', { files, dryRun: false });
    for await (const job of session.jobs.watch(id)) if (job.stage?.key === 'reading') break;
    expect(session.jobs.pause(id)).toMatchObject({ state: 'paused' });
    const seen = await standingStill(() => JSON.stringify(session.jobs.get(id).stage));
    expect(seen).toBe(true);
    expect(session.database.prepare('SELECT count(*) FROM accounts').pluck().get()).toBe(0);
    session.jobs.resume(id);
    expect(await session.jobs.ended(id)).toMatchObject({ state: 'done', result: { new: accounts } });

    const other = await openTestSession();
    await other.importFiles([other.write('accounts.csv', text)]);
    expect(currentData(test).length).toBe(currentData(other).length);
    await other.close();
  });
});

/** Whether a value stays as it is for a while, after the little time that a thread needs to notice. */
async function standingStill(value: () => string): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = value();
  await new Promise((resolve) => setTimeout(resolve, 300));
  return value() === before;
}
