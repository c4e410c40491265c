import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Job } from '../../../shared/contract/index.ts';
import { HoldfastError, isHoldfastError } from '../../../shared/domain/errors.ts';
import { UsageError } from './command.ts';
import type { Arguments } from './command.ts';
import type { Output } from './output.ts';

/** Runs `work` with an engine that is closed at the end, whatever happens. Ctrl-C stops the jobs and leaves the workspace whole. */
export async function withEngine<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = await createEngine({ host: 'cli' });
  const stop = (): void => void engine.close().finally(() => process.exit(130));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(engine);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    await engine.close();
  }
}

/** The same, with the workspace of `--workspace` open. */
export function withWorkspace<Result>(given: Arguments, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const folder = given.text('workspace');
  const passphrase = passphraseOf(given);
  return withEngine(async (engine) => {
    try {
      await engine.workspaces.open(folder, passphrase);
    } catch (error) {
      if (passphrase !== undefined || !isHoldfastError(error) || error.code !== 'secret_locked') throw error;
      throw new HoldfastError('secret_locked', `${error.message} On the command line: --passphrase-env NAME.`);
    }
    return work(engine);
  });
}

/** What `--passphrase-env NAME` points to. */
export function passphraseOf(given: Arguments): string | undefined {
  const name = given.optional('passphrase-env');
  if (name === undefined) return undefined;
  const passphrase = process.env[name];
  if (!passphrase) throw new UsageError(`The environment variable ${name} is not set; it should hold the passphrase.`);
  return passphrase;
}

/** Waits for a job, showing its progress. @throws the job's own error where it did not end well */
export async function finish(engine: Engine, jobId: number, output: Output): Promise<Job> {
  let last: Job | null = null;
  for await (const job of await engine.client.jobs.watch({ id: jobId })) {
    last = job;
    if (job.state === 'running') output.progress(job);
  }
  const job = last ?? (await engine.client.jobs.get({ id: jobId }));
  if (job.state === 'done') return job;
  throw new HoldfastError(job.error?.code ?? 'internal', job.error?.message ?? 'The job ended without saying why.');
}
