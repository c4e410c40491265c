import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContractClient } from '../../../shared/contract/index.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { insightsHandlers } from './index.ts';

let workspace: TestWorkspace;
let session: Session;
let client: ContractClient['insights'];

function open(): void {
  session = workspace.open();
  const context = { session: () => session } as unknown as EngineContext;
  client = createRouterClient(insightsHandlers(context)) as unknown as ContractClient['insights'];
}

beforeEach(() => {
  workspace = testWorkspace();
  open();
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

const retention = { kind: 'retention', question: { period: 'week' } } as const;

describe('an insight', () => {
  it('is kept with its whole question, defaults included, and its view', async () => {
    const saved = await client.save({ name: '  Weekly ', ...retention, view: { chart: 'line' } });
    expect(saved).toMatchObject({ name: 'Weekly', kind: 'retention', view: { chart: 'line' } });
    expect(saved.question).toMatchObject({ period: 'week', mode: 'on', entry: 'first-time', segment: null });
    expect(await client.get({ id: saved.id })).toEqual(saved);
    expect(await client.list()).toEqual([saved]);
  });

  it.each([
    ['retention', { period: 'fortnight' }, /period/],
    ['funnel', {}, /steps/],
    ['retention', { steps: [{ events: ['a'] }] }, /no part named "steps"/],
    ['sql', { sql: '' }, /sql/],
    ['sql', { sql: 'SELECT 1', limit: 100_000 }, /limit/],
  ] as const)('of the kind %s is refused with %j', async (kind, question, reason) => {
    await expect(client.save({ name: 'x', kind, question })).rejects.toThrow(reason);
    expect(await client.list()).toEqual([]);
  });

  it('has a name of its own, and says which other one has it', async () => {
    const first = await client.save({ name: 'One', ...retention });
    const second = await client.save({ name: 'Two', ...retention });
    await expect(client.save({ name: 'One', ...retention })).rejects.toMatchObject({
      cause: { code: 'conflict', details: { id: first.id } },
    });
    await expect(client.rename({ id: second.id, name: 'One' })).rejects.toThrow(/already/);
    expect((await client.rename({ id: first.id, name: 'One' })).name).toBe('One');
  });

  it('is overwritten under its id', async () => {
    const { id } = await client.save({ name: 'One', ...retention });
    const again = await client.save({ id, name: 'One', kind: 'sql', question: { sql: 'SELECT 1' } });
    expect(again).toMatchObject({ id, kind: 'sql', question: { sql: 'SELECT 1', limit: 1000 } });
    expect(await client.list()).toHaveLength(1);
    await expect(client.save({ id: 999, name: 'Nine', ...retention })).rejects.toThrow(/not there/);
  });

  it('that was removed comes back until the workspace is opened again', async () => {
    const saved = await client.save({ name: 'One', ...retention });
    expect(await client.remove({ id: saved.id })).toEqual({ removed: true });
    expect(await client.remove({ id: saved.id })).toEqual({ removed: false });
    expect(await client.list()).toEqual([]);
    await expect(client.get({ id: saved.id })).rejects.toThrow(/not there/);
    expect(await client.restore({ id: saved.id })).toEqual(saved);

    await client.remove({ id: saved.id });
    await session.close();
    open();
    await expect(client.restore({ id: saved.id })).rejects.toThrow(/removed for good/);
    await client.save({ name: 'Other', ...retention });
    expect(session.database.prepare('SELECT name FROM insights').pluck().all()).toEqual(['Other']);
  });

  it('does not come back over another one of its name', async () => {
    const { id } = await client.save({ name: 'One', ...retention });
    await client.remove({ id });
    await client.save({ name: 'One', ...retention });
    await expect(client.restore({ id })).rejects.toThrow(/already/);
  });

  it('tells the views that insights changed', async () => {
    const heard: string[][] = [];
    session.onChanged(({ words }) => heard.push(words));
    const { id } = await client.save({ name: 'One', ...retention });
    await client.remove({ id });
    expect(heard).toEqual([['insights'], ['insights']]);
  });
});
