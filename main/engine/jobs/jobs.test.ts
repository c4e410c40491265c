import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/contract/index.ts';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import type { SessionJob } from '../session/index.ts';
import type { JobResult, PauseSwitch } from './index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(cancelled('It')), { once: true }));

const standStill = (pause: PauseSwitch, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(cancelled('It')), { once: true });
    const look = (): void => {
      if (!pause.isPaused) resolve();
    };
    pause.onChange(look);
    look();
  });

describe('jobs', () => {
  it('report progress to watchers and end with their result', async () => {
    const counting: SessionJob = {
      onRestart: 'discard',
      async run(_session, input, context) {
        for (const share of [0.25, 0.5, 0.75]) {
          context.report(share, { key: `counting-${share}`, values: {} });
          await new Promise((resolve) => setImmediate(resolve));
        }
        return { input: String(input) };
      },
    };
    const session = workspace.open({ import: counting });
    const id = session.jobs.start('import', 'numbers.csv', 'seven');
    const seen: Job[] = [];
    for await (const job of session.jobs.watch(id)) seen.push(job);
    expect(seen.at(-1)).toMatchObject({ state: 'done', progress: 1, result: { input: 'seven' }, cancellable: false });
    expect(seen.map((job) => job.progress)).toEqual(expect.arrayContaining([0.25, 0.5, 0.75]));
    await session.close();
  });

  it('do not flood their watchers', async () => {
    const chatty: SessionJob = {
      onRestart: 'discard',
      async run(_session, _input, context) {
        for (let step = 0; step < 10_000; step++) context.report(step / 10_000, { key: 'counting', values: { step } });
        return {};
      },
    };
    const session = workspace.open({ import: chatty });
    const seen: Job[] = [];
    for await (const job of session.jobs.watch(session.jobs.start('import', 'numbers.csv', null))) seen.push(job);
    expect(seen.length).toBeLessThan(20);
    expect(seen.at(-1)).toMatchObject({ state: 'done', progress: 1 });
    await session.close();
  });

  it('run one at a time, in order', async () => {
    const order: string[] = [];
    const slow: SessionJob = {
      onRestart: 'discard',
      async run(_session, input) {
        order.push(`start ${String(input)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`end ${String(input)}`);
        return {};
      },
    };
    const session = workspace.open({ import: slow });
    const ids = ['a', 'b', 'c'].map((name) => session.jobs.start('import', name, name));
    await Promise.all(ids.map((id) => session.jobs.ended(id)));
    expect(order).toEqual(['start a', 'end a', 'start b', 'end b', 'start c', 'end c']);
    await session.close();
  });

  it('stand still while paused, let others go on, and go on where they stood', async () => {
    const steps: number[] = [];
    let release = (): void => {};
    const stepping: SessionJob = {
      onRestart: 'resume',
      isPausable: true,
      async run(_session, input, { signal, pause }): Promise<JobResult> {
        if (input === 'other') return { other: true };
        for (let step = 1; step <= 3; step++) {
          steps.push(step);
          if (step === 1) await new Promise<void>((resolve) => (release = resolve));
          await standStill(pause, signal);
        }
        return { steps: steps.length };
      },
    };
    const session = workspace.open({ import: stepping });
    const { jobs } = session;
    const id = jobs.start('import', 'long.csv', 'long');
    expect(jobs.get(id)).toMatchObject({ state: 'running', pausable: true });
    expect(jobs.pause(id)).toMatchObject({ state: 'paused', pausable: false, cancellable: true });
    release();
    const other = jobs.start('import', 'other.csv', 'other');
    expect(await jobs.ended(other)).toMatchObject({ state: 'done' });
    expect(steps).toEqual([1]);
    expect(jobs.resume(id)).toMatchObject({ state: 'running' });
    expect(await jobs.ended(id)).toMatchObject({ state: 'done', result: { steps: 3 } });
    await session.close();
  });

  it('can be paused before they begin, and cancelled while they stand still', async () => {
    const waiting: SessionJob = {
      onRestart: 'resume',
      isPausable: true,
      run: (_session, input, { signal }) => (input === 'quick' ? Promise.resolve({}) : untilAborted(signal)),
    };
    const session = workspace.open({ import: waiting });
    const { jobs } = session;
    const [running, quick] = [jobs.start('import', 'a', 'slow'), jobs.start('import', 'b', 'quick')];
    jobs.pause(quick);
    jobs.pause(running);
    expect(jobs.cancel(running).state).not.toBe('done');
    expect(await jobs.ended(running)).toMatchObject({ state: 'cancelled' });
    expect(jobs.get(quick)).toMatchObject({ state: 'paused' });
    jobs.resume(quick);
    expect(await jobs.ended(quick)).toMatchObject({ state: 'done' });
    await session.close();
  });

  it('refuse to be paused where their work cannot stand still', async () => {
    const waiting: SessionJob = { onRestart: 'discard', run: (_session, _input, { signal }) => untilAborted(signal) };
    const session = workspace.open({ import: waiting });
    const id = session.jobs.start('import', 'a.csv', null);
    expect(() => session.jobs.pause(id)).toThrow(/a\.csv cannot be paused/);
    await session.close();
  });

  it('stay paused when the workspace closes, and begin again when they are resumed', async () => {
    let runs = 0;
    const waiting: SessionJob = {
      onRestart: 'resume',
      isPausable: true,
      run(_session, _input, { signal }) {
        runs++;
        return runs === 1 ? untilAborted(signal) : Promise.resolve({ runs });
      },
    };
    const first = workspace.open({ import: waiting });
    const id = first.jobs.start('import', 'a', null);
    first.jobs.pause(id);
    await first.close();
    const second = workspace.open({ import: waiting });
    expect(second.jobs.get(id)).toMatchObject({ state: 'paused' });
    second.jobs.resume(id);
    expect(await second.jobs.ended(id)).toMatchObject({ state: 'done', result: { runs: 2 } });
    await second.close();
  });

  it('stop when cancelled, running or waiting, and the next goes on', async () => {
    const waiting: SessionJob = {
      onRestart: 'discard',
      run: (_session, input, { signal }) => (input === 'quick' ? Promise.resolve({}) : untilAborted(signal)),
    };
    const session = workspace.open({ import: waiting });
    const [running, queued, quick] = [
      session.jobs.start('import', 'a', 'a'),
      session.jobs.start('import', 'b', 'b'),
      session.jobs.start('import', 'c', 'quick'),
    ];
    session.jobs.cancel(queued);
    session.jobs.cancel(running);
    expect((await session.jobs.ended(running)).state).toBe('cancelled');
    expect((await session.jobs.ended(queued)).state).toBe('cancelled');
    expect((await session.jobs.ended(quick)).state).toBe('done');
    await session.close();
  });

  it('keep the code and the sentence of a failure', async () => {
    const failing: SessionJob = {
      onRestart: 'discard',
      run: async () => {
        throw new HoldfastError('not_enough_data', 'There are 3 churns; 50 are needed.');
      },
    };
    const session = workspace.open({ train: failing });
    const job = await session.jobs.ended(session.jobs.start('train', 'model', null));
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'not_enough_data', message: 'There are 3 churns; 50 are needed.' },
    });
    await session.close();
  });

  it('are taken up from their checkpoint, or given up, when the engine died under them', async () => {
    const interrupted: SessionJob = {
      onRestart: 'resume',
      run: (session, _input, context) => {
        session.database.transaction(() => context.saveCheckpoint({ rows: 500 }))();
        return untilAborted(context.signal);
      },
    };
    const first = workspace.open({ train: interrupted, import: { ...interrupted, onRestart: 'discard' } });
    const trainId = first.jobs.start('train', 'model', null);
    const importId = first.jobs.start('import', 'file', null);
    await first.close();

    const resumed: SessionJob = {
      onRestart: 'resume',
      run: async (_session, _input, context) => ({ from: JSON.stringify(context.checkpoint) }),
    };
    const second = workspace.open({ train: resumed });
    expect(await second.jobs.ended(trainId)).toMatchObject({ state: 'done', result: { from: '{"rows":500}' } });
    expect(second.jobs.get(importId)).toMatchObject({ state: 'interrupted', error: { code: 'engine_restarted' } });
    await second.close();
  });

  it('stay cancelled when the engine closes before they have stopped', async () => {
    const slowToStop: SessionJob = {
      onRestart: 'resume',
      run: (_session, _input, { signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => setImmediate(() => reject(cancelled('It'))), { once: true }),
        ),
    };
    const first = workspace.open({ train: slowToStop });
    const id = first.jobs.start('train', 'model', null);
    first.jobs.cancel(id);
    await first.close();

    const second = workspace.open({ train: slowToStop });
    expect(second.jobs.get(id)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
    await second.close();
  });

  it('that fail at once let the next one run', async () => {
    const failing: SessionJob = {
      onRestart: 'discard',
      run: () => {
        throw new HoldfastError('invalid_input', 'There is nothing to read.');
      },
    };
    const session = workspace.open({ import: failing });
    const ids = ['a', 'b'].map((name) => session.jobs.start('import', name, null));
    for (const id of ids) expect((await session.jobs.ended(id)).state).toBe('failed');
    await session.close();
  });

  it('do not end the engine when even their end cannot be written down', async () => {
    const session = workspace.open({
      import: {
        onRestart: 'discard',
        run: async ({ database }) => {
          database.pragma('query_only = ON');
          throw new HoldfastError('invalid_input', 'There is nothing to read.');
        },
      },
    });
    const id = session.jobs.start('import', 'a', null);
    await new Promise((resolve) => setTimeout(resolve, 10));
    session.database.pragma('query_only = OFF');
    expect(session.jobs.get(id).state).toBe('running');
    await session.close();
    const second = workspace.open();
    expect(second.jobs.get(id).state).toBe('interrupted');
    await second.close();
  });

  it('tell their watchers when the workspace is closed under them', async () => {
    const session = workspace.open({
      train: { onRestart: 'resume', run: (_session, _input, { signal }) => untilAborted(signal) },
    });
    const ended = session.jobs.ended(session.jobs.start('train', 'model', null));
    const all = session.jobs.watch(undefined);
    await all.next();
    const next = all.next();
    await Promise.all([
      expect(ended).rejects.toThrow(/closed while this was running/),
      expect(next).rejects.toThrow(/closed while this was running/),
      session.close(),
    ]);
  });
});
