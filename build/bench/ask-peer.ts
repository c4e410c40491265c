import { spawnSync } from 'node:child_process';

/** What another program printed; or that it is not there (or says so by exit code 3), or was stopped after its time. */
export type PeerAnswer =
  { readonly state: 'said'; readonly text: string } | { readonly state: 'absent' } | { readonly state: 'late' };

const mostPrinted = 2 ** 26;

/** Runs a program to its end, or stops it when its time is over. @throws where it fails in another way */
export function askPeer(
  name: string,
  command: string,
  arguments_: readonly string[],
  limitSeconds: number,
): PeerAnswer {
  const { status, stdout, stderr, error } = spawnSync(command, [...arguments_], {
    encoding: 'utf8',
    maxBuffer: mostPrinted,
    timeout: limitSeconds * 1000,
    // A library that waits for its own threads does not listen to anything less.
    killSignal: 'SIGKILL',
  });
  const code = error !== undefined && 'code' in error ? error.code : null;
  if (code === 'ETIMEDOUT') return { state: 'late' };
  if (code === 'ENOENT' || status === 3) return { state: 'absent' };
  if (error !== undefined || status !== 0)
    throw new Error(`${name} ended with ${status ?? String(code)}: ${stderr.slice(-500)}`);
  return { state: 'said', text: stdout };
}
