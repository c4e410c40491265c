import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, noKeychain } from '../index.ts';
import type { Engine } from '../index.ts';
import { stagingFolder } from '../session/index.ts';
import { writeSampleBook } from '../workspace/sample/index.ts';

const passphrase = 'correct horse battery';
let home: string;
let files: string;
let folder: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-kill-'));
  files = join(home, 'files');
  folder = join(home, 'workspace');
  await writeSampleBook(files, { accounts: 400, eventsPerAccountScale: 0.3 });
  const engine = await start();
  await engine.workspaces.create({ name: 'Kill', folder, protection: 'passphrase', passphrase });
  await engine.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const start = (): Promise<Engine> => createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });

async function reopen(of = folder): Promise<Engine> {
  const engine = await start();
  await engine.workspaces.open(of, passphrase);
  return engine;
}

/** Lets another process do the job and kills it, outright, as soon as it says that it is in the stage. @returns the job's id */
function killDuring(action: 'import' | 'train' | 'score', stage: string | null, of = folder): Promise<number> {
  const script = fileURLToPath(new URL('./killed-engine.ts', import.meta.url));
  const child = spawn(process.execPath, [script, home, of, passphrase, action, files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let id: number | null = null;
    let ended = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const job = JSON.parse(line) as { id: number; state: string; stage: string | null };
      ({ id } = job);
      if (job.state === 'running' && (stage === null || job.stage === stage)) child.kill('SIGKILL');
      else if (job.state !== 'running' && job.state !== 'queued') ended = true;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL' && id !== null && !ended) resolve(id);
      else
        reject(
          new Error(
            `The process ended by itself (${code ?? signal}) before it could be killed in ${stage ?? 'the job'}.`,
          ),
        );
    });
  });
}

async function expectWhole(engine: Engine, of = folder): Promise<void> {
  expect(await engine.client.workspace.checkIntegrity()).toMatchObject({ ok: true, problems: [] });
  expect(readdirSync(stagingFolder(of))).toEqual([]);
}

async function runToTheEnd(engine: Engine, jobId: number) {
  for await (const job of await engine.client.jobs.watch({ id: jobId }))
    if (job.state !== 'running' && job.state !== 'queued') return job;
  return engine.client.jobs.get({ id: jobId });
}

describe('an engine killed in the middle', () => {
  it.each(['reading', 'checking', 'writing'])(
    'of an import (%s) takes it up again, from what the page had sent, and stores everything once',
    { timeout: 240_000 },
    async (stage) => {
      const own = join(home, `workspace-${stage}`);
      const maker = await start();
      await maker.workspaces.create({ name: 'Kill', folder: own, protection: 'passphrase', passphrase });
      await maker.close();
      const jobId = await killDuring('import', stage, own);
      expect(readdirSync(join(own, 'incoming')).length).toBeGreaterThan(0);

      const engine = await reopen(own);
      expect(await runToTheEnd(engine, jobId)).toMatchObject({ state: 'done', result: { rejected: 0 } });
      expect((await engine.client.imports.list({})).rows).toMatchObject([{ id: 1, state: 'committed' }]);
      const { current } = await engine.client.workspace.status();
      expect(current?.counts).toMatchObject({ accounts: 400 });
      await expectWhole(engine, own);
      expect(readdirSync(join(own, 'incoming'))).toEqual([]);
      await engine.close();
    },
  );

  it('of a training takes it up again, and of a scoring too', { timeout: 240_000 }, async () => {
    const first = await reopen();
    const { automaticMapping } = await import('../imports/index.ts');
    const grants = readdirSync(files).map((name) => first.grants.register(join(files, name)).grant);
    const previews = await first.client.imports.preview({ grants });
    const decided = automaticMapping(previews).files.map(({ grant, part, mapping, recipe }) => ({
      grant,
      part,
      mapping,
      recipe,
    }));
    const imported = await runToTheEnd(first, (await first.client.imports.start({ files: decided })).jobId);
    expect(imported.state).toBe('done');
    await first.close();

    const training = await killDuring('train', 'fitting');
    const second = await reopen();
    await expectWhole(second);
    expect(await runToTheEnd(second, training)).toMatchObject({ state: 'done' });
    const models = await second.client.models.list();
    expect(models.filter((model) => model.status === 'champion' || model.status === 'baseline').length).toBeGreaterThan(
      0,
    );
    await second.close();

    const scoring = await killDuring('score', null);
    const third = await reopen();
    await expectWhole(third);
    expect(await runToTheEnd(third, scoring)).toMatchObject({ state: 'done' });
    const page = await third.client.accounts.queue({});
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page.rows.every((row) => row.probability !== null)).toBe(true);
    await third.close();
  });
});
