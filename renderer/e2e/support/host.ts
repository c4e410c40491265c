import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const startLimit = 30_000;

export type TestHost = {
  /** The address to open: it lets one browser in. */
  readonly address: string;
  readonly origin: string;
  readonly stop: () => Promise<void>;
};

/** The localhost host as a person starts it, in a process and a home of its own. */
export async function startHost(): Promise<TestHost> {
  const home = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'));
  const child = spawn(
    process.execPath,
    [join(root, 'main', 'hosts', 'localhost', 'index.ts'), '--no-open', '--port', '0'],
    {
      cwd: root,
      env: { ...process.env, HOLDFAST_HOME: home, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The host did not start within ${startLimit / 1000} s. It said: ${said}`)),
      startLimit,
    );
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The host ended with code ${code}. It said: ${said}`)));
  });
  return {
    address,
    origin: new URL(address).origin,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
