/**
 * An engine in a process of its own, to be killed by kill.test.ts: opens the workspace, starts one job, and says on
 * stdout, a JSON line each, how far it is.
 */
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { automaticMapping, createEngine, noKeychain } from '../index.ts';

const [home = '', folder = '', passphrase = '', action = '', files = ''] = process.argv.slice(2);
const engine = await createEngine({ host: 'cli', home, keychain: noKeychain('Not in this test.') });
await engine.workspaces.open(folder, passphrase);

async function start(): Promise<number> {
  const { client } = engine;
  if (action === 'train') return (await client.models.train({})).jobId;
  if (action === 'score') return (await client.models.score({})).jobId;
  // As a page sends them: copies that go with this engine, unless a job takes them in.
  const grants = readdirSync(files).map((name) => {
    const sent = join(home, `sent-${process.pid}-${name}`);
    copyFileSync(join(files, name), sent);
    return engine.grants.register(sent, { temporary: true, name }).grant;
  });
  const previews = await client.imports.preview({ grants });
  const decided = automaticMapping(previews).files.map(({ grant, part, mapping, recipe }) => ({
    grant,
    part,
    mapping,
    recipe,
  }));
  return (await client.imports.start({ files: decided })).jobId;
}

for await (const job of await engine.client.jobs.watch({ id: await start() })) {
  process.stdout.write(`${JSON.stringify({ id: job.id, state: job.state, stage: job.stage?.key ?? null })}\n`);
}
await engine.close();
