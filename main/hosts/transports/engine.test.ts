import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { ContractClient } from '../../../shared/contract/index.ts';
import type { HoldfastError } from '../../../shared/domain/errors.ts';
import { transportsOf } from './testing/connect.ts';
import type { Connected } from './testing/connect.ts';

const home = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ home, host: 'localhost' });
});
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

const refusal = (call: Promise<unknown>): Promise<HoldfastError> =>
  call.then(
    (value) => expect.fail(`expected a refusal, got ${JSON.stringify(value)}`),
    (thrown: unknown) => fromWireError(thrown),
  );

describe.each(transportsOf<ContractClient>())('the engine over %s', (_name, connect) => {
  let connected: Connected<ContractClient>;
  beforeEach(async () => {
    connected = await connect(engine.router);
  });
  afterEach(() => connected.close());

  it('answers a query', async () => {
    expect(await connected.client.system.about()).toMatchObject({ host: 'localhost' });
  });
  it('carries out a command', async () => {
    await connected.client.system.saveSettings({ language: 'es' });
    expect(await connected.client.system.settings()).toMatchObject({ language: 'es' });
  });
  it('tells of changes until the listener leaves', async () => {
    const changes = await connected.client.system.changes();
    const next = changes.next();
    await changes.return?.();
    expect((await next.catch(() => ({ done: true }))).done).toBe(true);
  });
  it('refuses input that does not fit, naming the field', async () => {
    const error = await refusal(connected.client.workspace.create({ name: '', protection: 'passphrase' }));
    expect([error.code, error.message]).toEqual(['invalid_input', expect.stringContaining('name')]);
  });
  it('refuses what needs an open workspace, saying so', async () => {
    const error = await refusal(connected.client.jobs.list({}));
    expect([error.code, error.message]).toEqual(['not_found', expect.stringContaining('No workspace is open')]);
  });
});
