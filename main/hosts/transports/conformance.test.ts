import { setTimeout as pause } from 'node:timers/promises';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromWireError } from '../../../shared/contract/index.ts';
import { errorCodes } from '../../../shared/domain/errors.ts';
import type { HoldfastError } from '../../../shared/domain/errors.ts';
import { createConformanceRouter } from './testing/conformance-router.ts';
import type { conformanceContract, Seen } from './testing/conformance-router.ts';
import { transportsOf } from './testing/connect.ts';
import type { Connected } from './testing/connect.ts';

type Client = ContractRouterClient<typeof conformanceContract>;

async function refusal(call: Promise<unknown>): Promise<HoldfastError> {
  const error = await call.then(
    (value) => expect.fail(`expected a refusal, got ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  return fromWireError(error);
}

describe.each(transportsOf<Client>())('the contract over %s', (name, connect) => {
  let connected: Connected<Client> & { seen: Seen };
  const hasWire = name !== 'in process';
  beforeEach(async () => {
    const { router, seen } = createConformanceRouter();
    connected = { ...(await connect(router)), seen };
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await connected.close();
  });

  it('answers a query', async () => {
    expect(await connected.client.add({ left: 2, right: 40 })).toEqual({ sum: 42 });
  });

  it('carries out a command once', async () => {
    expect(await connected.client.rename({ name: '  Año nuevo ' })).toEqual({ name: 'Año nuevo', times: 1 });
    expect(connected.seen.names).toEqual(['Año nuevo']);
  });

  it('cancels a query in the handler, not only at the caller', async () => {
    const controller = new AbortController();
    const call = connected.client.wait({ name: 'slow' }, { signal: controller.signal });
    const refused = refusal(call);
    await vi.waitFor(() => expect(connected.seen.started.has('slow')).toBe(true));
    controller.abort();
    expect((await refused).code).toBe('cancelled');
    await vi.waitFor(() => expect(connected.seen.aborted.has('slow')).toBe(true));
  });

  it('refuses a call whose signal was aborted before, without reaching the handler', async () => {
    const call = connected.client.wait({ name: 'never' }, { signal: AbortSignal.abort() });
    expect((await refusal(call)).code).toBe('cancelled');
    expect(connected.seen.started.has('never')).toBe(false);
  });

  it('streams the progress of a job to its end', async () => {
    const steps: number[] = [];
    for await (const event of await connected.client.watch({ name: 'whole', steps: 5 })) steps.push(event.step);
    expect(steps).toEqual([1, 2, 3, 4, 5]);
    expect(connected.seen.ended.has('whole')).toBe(true);
  });

  it('ends the stream in the handler when the consumer leaves early', async () => {
    for await (const event of await connected.client.watch({ name: 'left', steps: 1_000_000 })) {
      if (event.step === 3) break;
    }
    await vi.waitFor(() => expect(connected.seen.ended.has('left')).toBe(true));
  });

  it('ends the stream in the handler when the signal is aborted', async () => {
    const controller = new AbortController();
    const stream = await connected.client.watch({ name: 'stopped', steps: 1_000_000 }, { signal: controller.signal });
    await stream.next();
    controller.abort();
    await vi.waitFor(() => expect(connected.seen.ended.has('stopped')).toBe(true));
  });

  it('tells the handler when a consumer leaves a stream that has nothing to say', async () => {
    const stream = await connected.client.idle({ name: 'quiet' });
    const waiting = stream.next().catch(() => {});
    await vi.waitFor(() => expect(connected.seen.started.has('quiet')).toBe(true));
    await stream.return?.();
    await vi.waitFor(() => expect(connected.seen.ended.has('quiet')).toBe(true));
    await waiting;
  });

  it('carries an error out of the middle of a stream', async () => {
    const steps: number[] = [];
    const error = await refusal(
      (async () => {
        for await (const event of await connected.client.watch({ name: 'broken', steps: 5, failAt: 3 }))
          steps.push(event.step);
      })(),
    );
    expect(steps).toEqual([1, 2]);
    expect({ code: error.code, message: error.message, details: error.details }).toEqual({
      code: 'file_unreadable',
      message: 'The file ended early.',
      details: { row: 3 },
    });
  });

  it.each(errorCodes)('carries the error %s with its sentence and details', async (code) => {
    const error = await refusal(connected.client.fail({ code }));
    expect({ code: error.code, message: error.message, details: error.details }).toEqual({
      code,
      message: `A sentence about ${code}.`,
      details: { row: 3, column: 'plan', open: true, none: null, names: ['a', 'b'] },
    });
  });

  it('calls an unplanned exception internal, without a stack', async () => {
    const error = await refusal(connected.client.crash());
    expect(error.code).toBe('internal');
    expect(JSON.stringify(error.details)).not.toContain('.ts');
  });

  it('refuses input that does not fit the contract as invalid_input', async () => {
    const call = connected.client.add({ left: 'two', right: 1 } as unknown as { left: number; right: number });
    expect((await refusal(call)).code).toBe('invalid_input');
  });

  it('carries a megabyte both ways', async () => {
    const text = 'ñ€漢🙂'.repeat(200_000).slice(0, 1024 * 1024);
    const answer = await connected.client.echo({ text });
    expect(answer.length).toBe(text.length);
    expect(answer.text === text).toBe(true);
  });

  it('answers 200 calls at once, each with its own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, left) => connected.client.add({ left, right: 1000 })),
    );
    expect(answers.map((answer) => answer.sum)).toEqual(Array.from({ length: 200 }, (_, left) => left + 1000));
  });

  if (hasWire)
    it('aborts what is under way in the engine when the wire breaks', async () => {
      const call = refusal(connected.client.wait({ name: 'cut' }));
      await vi.waitFor(() => expect(connected.seen.started.has('cut')).toBe(true));
      connected.wire?.cut();
      await vi.waitFor(() => expect(connected.seen.aborted.has('cut')).toBe(true));
      await call;
    });

  if (hasWire)
    it('survives malformed frames', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => {});
      for (const frame of [
        '',
        'not json',
        '{}',
        'null',
        '[]',
        '{"i":1}',
        '{"i":"9","p":{"u":"no address"}}',
        '{"i":"1","t":3}',
      ])
        connected.wire?.sendRaw(frame);
      await pause(20);
      expect(await connected.client.add({ left: 1, right: 1 })).toEqual({ sum: 2 });
    });
});
