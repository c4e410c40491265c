import { toHoldfastError } from '../../../shared/domain/errors.ts';
import { localhostUsage, readArguments } from './arguments.ts';
import { openBrowser } from './browser.ts';
import { startLocalhost } from './start.ts';
import type { Localhost } from './start.ts';

export { startLocalhost };
export type { Localhost, LocalhostOptions } from './start.ts';

/** Ends the program with the first signal; a second one does not wait. */
function stopOnSignal(host: Localhost): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    host.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** Each address lets one browser in; at a terminal, Enter prints one for another browser. */
function offerNewAddress(host: Localhost): void {
  if (!process.stdin.isTTY) return;
  process.stdout.write('Press Enter for a link for another browser, Ctrl+C to stop.\n');
  process.stdin.on('data', () => process.stdout.write(`${host.newAddress()}\n`));
}

function fail(error: unknown): never {
  process.stderr.write(`${toHoldfastError(error).message}\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given.help) {
    process.stdout.write(localhostUsage);
    return;
  }
  const host = await startLocalhost({ workspace: given.workspace, port: given.port });
  stopOnSignal(host);
  if (host.locked !== null) process.stderr.write(`${host.locked}\n`);
  process.stdout.write(`Holdfast is running: ${host.address}\n`);
  if (given.open) openBrowser(host.address);
  offerNewAddress(host);
}

if (import.meta.main) run().catch(fail);
