import { readFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContractClient, ModelTarget } from '../../../../shared/contract/index.ts';
import type { EngineContext } from '../../procedures.ts';
import type { Session } from '../../session/index.ts';
import { testWorkspace } from '../../testing/index.ts';
import type { TestWorkspace } from '../../testing/index.ts';
import { readBaseline } from '../baseline.ts';
import { insertModel, insertRun, latestScores, modelInUse, nextModelNumber } from '../queries.ts';
import type { ModelStatus } from '../queries.ts';
import { modelsHandlers } from '../index.ts';
import { writeHistory } from './history.ts';

let workspace: TestWorkspace;
let session: Session;
let client: ContractClient['models'];
const shipped = readBaseline();

beforeEach(() => {
  workspace = testWorkspace();
  session = workspace.open();
  const context = { session: () => session, settings: () => ({ language: 'en' }) } as unknown as EngineContext;
  client = createRouterClient(modelsHandlers(context)) as unknown as ContractClient['models'];
  insertModel(session.database, shipped, 'baseline');
});
afterEach(async () => {
  await session.close();
  workspace.remove();
});

function store(id: string, status: ModelStatus, target: ModelTarget = 'churn'): void {
  const card = { ...shipped.card, id, name: id, target, origin: 'trained' as const, learnedUntil: '2026-03-31' };
  insertModel(session.database, { ...shipped, card }, status);
  if (status === 'champion') writeHistory(session.database, { modelId: id, what: 'promoted' });
}
const inUse = (target: ModelTarget = 'churn') => modelInUse(session.database, target);
const reason = 'The board asked for it';

describe('the registry', () => {
  it('has one model in use for every target, and the shipped baseline for churn only', async () => {
    expect([inUse('churn'), inUse('expansion')]).toEqual(['baseline', null]);
    store('a', 'champion');
    store('b', 'champion', 'expansion');
    expect([inUse('churn'), inUse('expansion')]).toEqual(['a', 'b']);
    const entries = await client.registry({ target: 'churn' });
    expect(entries.map(({ id, inUse: used }) => [id, used])).toEqual(
      expect.arrayContaining([
        ['a', true],
        ['baseline', false],
      ]),
    );
    expect(entries).toHaveLength(2);
  });

  it('keeps the queue on the churn champion, whatever another target scores', () => {
    store('a', 'champion');
    store('b', 'champion', 'expansion');
    const run = { asOf: '2026-06-30', base: 0.1, valueNames: [], dataVersion: 1, createdAt: 1_800_000_000 };
    const churn = insertRun(session.database, { ...run, modelId: 'a' }, []);
    insertRun(session.database, { ...run, modelId: 'b' }, []);
    expect(latestScores(session.database)).toMatchObject({ runId: churn, modelId: 'a' });
  });

  it('lets a person promote with a reason, and roll back to what was in use before', async () => {
    store('a', 'champion');
    store('b', 'challenger');
    await expect(client.promote({ id: 'b', reason: ' ' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await client.promote({ id: 'b', reason })).model).toMatchObject({ id: 'b', inUse: true });
    await expect(client.promote({ id: 'b', reason })).rejects.toThrow(/in use already/);
    await expect(client.promote({ id: 'baseline', reason })).rejects.toThrow(/ships with the program/);
    expect((await client.rollBack({ target: 'churn', reason })).model).toMatchObject({ id: 'a', inUse: true });
    // Back and forth, since the other one was in use in between.
    expect((await client.rollBack({ target: 'churn', reason })).model.id).toBe('b');
    const history = await client.history({});
    expect(history.map(({ what, modelId }) => `${what} ${modelId}`)).toEqual([
      'rolled-back b',
      'rolled-back a',
      'promoted b',
      'promoted a',
    ]);
    expect(history[0]!.reason).toBe(reason);
  });

  it('says so where there is nothing to roll back to', async () => {
    store('a', 'champion');
    store('never-used', 'challenger');
    await expect(client.rollBack({ target: 'churn', reason })).rejects.toThrow(/nothing to roll back to/);
    await expect(client.rollBack({ target: 'expansion', reason })).rejects.toThrow(/nothing to roll back to/);
    expect(inUse()).toBe('a');
  });

  it('answers with the shipped baseline where the champion is retired', async () => {
    store('a', 'champion');
    await client.retire({ id: 'a', reason });
    expect(inUse()).toBe('baseline');
    await expect(client.retire({ id: 'a', reason })).rejects.toThrow(/retired already/);
    await expect(client.retire({ id: 'baseline', reason })).rejects.toThrow(/cannot be retired/);
    // And a retired model can come back.
    expect((await client.promote({ id: 'a', reason })).model.inUse).toBe(true);
  });

  it('renames, and refuses a name that is taken', async () => {
    store('a', 'champion');
    store('b', 'challenger');
    expect((await client.rename({ id: 'b', name: 'Spring' })).name).toBe('Spring');
    await expect(client.rename({ id: 'a', name: 'Spring' })).rejects.toThrow(/Another model is named/);
    await expect(client.rename({ id: 'baseline', name: 'Mine' })).rejects.toThrow(/keeps its name/);
  });

  it('forgets a challenger with its scores, keeps its history, and never gives its number again', async () => {
    store('model-1', 'champion');
    store('model-2', 'challenger');
    const run = { asOf: '2026-06-30', base: 0.1, valueNames: [], dataVersion: 1, createdAt: 1_800_000_000 };
    insertRun(session.database, { ...run, modelId: 'model-2' }, []);
    await expect(client.remove({ id: 'model-1' })).rejects.toThrow(/is in use/);
    await client.remove({ id: 'model-2' });
    expect((await client.registry({})).map(({ id }) => id)).not.toContain('model-2');
    expect(session.database.prepare('SELECT count(*) FROM score_runs').pluck().get()).toBe(0);
    expect((await client.history({ modelId: 'model-2' })).map(({ what }) => what)).toEqual(['removed']);
    await expect(client.promote({ id: 'model-2', reason })).rejects.toThrow(/There is no model model-2/);
    expect(nextModelNumber(session.database)).toBe(3);
  });

  it('compares only with a champion that foretells the same', async () => {
    store('b', 'challenger');
    await expect(client.compare({ id: 'b' })).rejects.toThrow(/No model of your own is in use/);
    store('a', 'champion');
    await expect(client.compare({ id: 'a' })).rejects.toThrow(/is the model in use/);
  });

  it('refuses a second training of a target while one waits, and lets another target wait', async () => {
    store('a', 'champion');
    store('b', 'challenger');
    store('c', 'champion', 'expansion');
    store('d', 'challenger', 'expansion');
    session.database
      .prepare(`INSERT INTO jobs (kind, subject, input, state, created_at) VALUES ('train', 'x', ?, 'queued', 0)`)
      .run(JSON.stringify({ target: 'churn' }));
    await expect(client.compare({ id: 'b' })).rejects.toThrow(/trained or compared already/);
    await expect(client.train({})).rejects.toThrow(/the model in use stays in place/);
    const { jobId } = await client.compare({ id: 'd' });
    session.jobs.cancel(jobId);
  });

  it('writes the card as JSON and as Markdown in both languages', async () => {
    const text = async (format: 'md' | 'json', language: 'en' | 'es'): Promise<string> => {
      const { grant, name } = await client.exportCard({ id: 'baseline', format, language });
      expect(name.endsWith(`.${format}`)).toBe(true);
      return readFileSync(session.grants.resolve(grant).path, 'utf8');
    };
    expect(JSON.parse(await text('json', 'en'))).toMatchObject({ id: 'baseline', onnx: shipped.card.onnx });
    const english = await text('md', 'en');
    expect(english).toContain(shipped.card.onnx.sha256);
    expect(english).toContain('## Leakage report');
    expect(await text('md', 'es')).toContain('## Informe de fugas');
    // What was brought in does not say what it learned from, which is not the same as nothing.
    const none = { trainingRows: 0, trainingChurned: 0, trainingSnapshots: [], calibrationSnapshots: [] };
    const card = { ...shipped.card, ...none, id: 'brought-in', name: 'Theirs', origin: 'imported' as const };
    insertModel(session.database, { ...shipped, card }, 'challenger');
    const imported = await client.exportCard({ id: 'brought-in', format: 'md', language: 'en' });
    const told = readFileSync(session.grants.resolve(imported.grant).path, 'utf8');
    expect(told).toContain('- **It learned from**: not known');
    expect(told).not.toContain('0 snapshots of accounts');
    for (const line of english.split('\n').filter((each) => each.startsWith('|')))
      expect(line.endsWith('|')).toBe(true);
  });
});
