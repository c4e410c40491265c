import type { ForeignProcess } from '../../engine/index.ts';

/**
 * Model files of other makers run in processes of their own. A packaged program cannot start children of Node's, and only
 * the main process can start Electron's: the engine asks it for one and is handed a port to it.
 */
export type AskedOfMain =
  | { type: 'model-process'; do: 'start'; id: number; memoryBytes: number }
  | { type: 'model-process'; do: 'kill'; id: number };
export type ToldToEngine =
  | { type: 'model-process'; id: number; is: 'started' }
  | { type: 'model-process'; id: number; is: 'ended'; why: 'memory' | 'crash' };

/** What the process says on its standard output before it ends itself for its memory. */
const memoryWord = 'memory';

/** A process as Electron forks it; `P` is a port to hand over. */
export type ForkedProcess<P> = {
  postMessage(message: unknown, transfer: P[]): void;
  kill(): boolean;
  on(event: 'exit', listener: () => void): unknown;
  readonly stdout: { on(event: 'data', listener: (text: unknown) => void): unknown } | null;
};
export type AskingEngine<P> = {
  postMessage(message: ToldToEngine, transfer?: P[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
};

/** The main process's side: starts and ends processes as one engine asks for them, and all of them when it ends. */
export function serveModelProcesses<P>(
  engine: AskingEngine<P>,
  fork: (memoryBytes: number) => ForkedProcess<P>,
  channel: () => { port1: P; port2: P },
): void {
  const running = new Map<number, ForkedProcess<P>>();
  engine.on('message', (message) => {
    const asked = message as AskedOfMain | { type?: unknown } | null;
    if (asked?.type !== 'model-process' || !('do' in asked)) return;
    const { id } = asked;
    if (asked.do === 'kill') return void running.get(id)?.kill();
    const process = fork(asked.memoryBytes);
    running.set(id, process);
    let said = '';
    process.stdout?.on('data', (text) => (said += String(text)));
    process.on('exit', () => {
      running.delete(id);
      engine.postMessage({
        type: 'model-process',
        id,
        is: 'ended',
        why: said.includes(memoryWord) ? 'memory' : 'crash',
      });
    });
    const { port1, port2 } = channel();
    process.postMessage(null, [port1]);
    engine.postMessage({ type: 'model-process', id, is: 'started' }, [port2]);
  });
  engine.on('exit', () => {
    for (const process of running.values()) process.kill();
  });
}

/** A port to a model's process, in the engine's. */
export type ModelPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  start(): void;
};

/** The engine's way to the main process; Electron's parentPort is one. */
export type MainPort = {
  postMessage(message: AskedOfMain): void;
  on(event: 'message', listener: (message: { data: unknown; ports: ModelPort[] }) => void): unknown;
};

/** The engine's side: starts a process for a model file. */
export function modelProcessStarter(main: MainPort): (memoryBytes: number) => ForeignProcess {
  const running = new Map<number, { port(port: ModelPort): void; end(why: 'memory' | 'crash'): void }>();
  let last = 0;
  main.on('message', ({ data, ports }) => {
    const told = data as ToldToEngine | { type?: unknown } | null;
    if (told?.type !== 'model-process' || !('is' in told)) return;
    const process = running.get(told.id);
    if (told.is === 'ended') {
      running.delete(told.id);
      process?.end(told.why);
    } else if (ports[0]) process?.port(ports[0]);
  });
  return (memoryBytes) => {
    const id = ++last;
    const port = Promise.withResolvers<ModelPort>();
    let hear: Parameters<ForeignProcess['onReply']>[0] = () => {};
    let ended: Parameters<ForeignProcess['onEnd']>[0] = () => {};
    running.set(id, {
      port(given) {
        given.on('message', ({ data }) => hear(data as Parameters<typeof hear>[0]));
        given.start();
        port.resolve(given);
      },
      end: (why) => ended(why),
    });
    main.postMessage({ type: 'model-process', do: 'start', id, memoryBytes });
    return {
      send: (call) => void port.promise.then((to) => to.postMessage(call)),
      onReply: (listener) => void (hear = listener),
      onEnd: (listener) => void (ended = listener),
      kill: () => main.postMessage({ type: 'model-process', do: 'kill', id }),
      // The engine's process lives until it is told to stop.
      keepAlive: () => {},
    };
  };
}
