import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { modelProcessStarter, serveModelProcesses } from './model-processes.ts';
import type { AskingEngine, ForkedProcess, MainPort, ModelPort } from './model-processes.ts';

/** A port of Node's as Electron hands ports over: messages come wrapped. */
const asModelPort = (port: MessagePort): ModelPort => ({
  postMessage: (message) => port.postMessage(message),
  on: (_event, listener) => port.on('message', (data: unknown) => listener({ data })),
  start: () => port.start(),
});

/** An engine and a main process, joined; a started process answers every call with its id. */
function joined() {
  const toMain = new EventEmitter();
  const toEngine = new EventEmitter();
  const started: (ForkedProcess<MessagePort> & { said: EventEmitter; exits: EventEmitter; killed: number })[] = [];
  const ports: MessagePort[] = [];
  const fork = (): ForkedProcess<MessagePort> => {
    const exits = new EventEmitter();
    const said = new EventEmitter();
    const process = {
      said,
      exits,
      killed: 0,
      stdout: { on: (event: string, listener: (text: unknown) => void) => said.on(event, listener) },
      on: (event: 'exit', listener: () => void) => exits.on(event, listener),
      postMessage: (_message: unknown, [port]: MessagePort[]) =>
        void port?.on('message', ({ id }: { id: number }) => port.postMessage({ id, answer: `answer ${id}` })),
      kill() {
        process.killed++;
        exits.emit('exit');
        return true;
      },
    };
    started.push(process);
    return process;
  };
  const engine: AskingEngine<MessagePort> = {
    on: (event: string, listener: (...given: unknown[]) => void) => toMain.on(event, listener),
    postMessage: (data, transfer = []) => void toEngine.emit('message', { data, ports: transfer.map(asModelPort) }),
  };
  serveModelProcesses(engine, fork, () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    return { port1, port2 };
  });
  const main: MainPort = {
    on: (event, listener) => toEngine.on(event, listener),
    postMessage: (message) => void toMain.emit('message', message),
  };
  return { start: modelProcessStarter(main), started, toMain, close: () => ports.forEach((port) => port.close()) };
}

describe('processes for model files', () => {
  it('answer over a port of their own, each to the one who asked', async () => {
    const { start, close } = joined();
    const [first, second] = [start(1), start(1)];
    const heard = Promise.all(
      [first, second].map((process) => new Promise((resolve) => process.onReply((reply) => resolve(reply)))),
    );
    first.send({ id: 1, request: { type: 'run', values: Float32Array.of(), rows: 0 } });
    second.send({ id: 2, request: { type: 'run', values: Float32Array.of(), rows: 0 } });
    expect(await heard).toEqual([
      { id: 1, answer: 'answer 1' },
      { id: 2, answer: 'answer 2' },
    ]);
    close();
  });

  it('are ended when asked, and tell why they ended', () => {
    const { start, started, close } = joined();
    const ends: string[] = [];
    const [first, second] = [start(1), start(1)];
    first.onEnd((why) => ends.push(`first ${why}`));
    second.onEnd((why) => ends.push(`second ${why}`));
    first.kill();
    started[1]!.said.emit('data', 'memory');
    started[1]!.exits.emit('exit');
    expect(ends).toEqual(['first crash', 'second memory']);
    close();
  });

  it('end with the engine that asked for them', () => {
    const { start, started, toMain, close } = joined();
    start(1);
    toMain.emit('exit');
    expect(started[0]!.killed).toBe(1);
    close();
  });
});
