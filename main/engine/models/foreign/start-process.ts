import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { workerFile } from '../../threads/index.ts';
import { limits } from './limits.ts';
import type { ForeignCall, ForeignReply } from './messages.ts';
import { memoryWord } from './watch-process.ts';

/** A process of its own for one file of other makers. Ending it at any time harms nothing. */
export type ForeignProcess = {
  send(call: ForeignCall): void;
  onReply(listener: (reply: ForeignReply) => void): void;
  /** Told once. */
  onEnd(listener: (why: 'memory' | 'crash') => void): void;
  kill(): void;
  /** Whether this program waits for it before it ends. */
  keepAlive(isNeeded: boolean): void;
};

type Starter = (memoryBytes: number) => ForeignProcess;
let start: Starter = startNodeProcess;

export function startForeignProcess(): ForeignProcess {
  return start(limits.memoryBytes);
}

/** For hosts in which a child of Node's cannot be started. */
export function setForeignProcessStarter(starter: Starter): void {
  start = starter;
}

const heapMegabytes = Math.round((limits.memoryBytes * 0.66) / (1024 * 1024));

/** @param memoryBytes where it is ended */
export function startNodeProcess(memoryBytes: number): ForeignProcess {
  const child = fork(fileURLToPath(workerFile('score-foreign')), [String(memoryBytes)], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMegabytes}`, '--no-warnings'],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    // Nothing of what this program's surroundings hold is for a file of other makers; Windows needs its own folder.
    env: process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] },
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    send: (call) => void child.send(call, () => {}),
    onReply: (listener) => void child.on('message', (message) => listener(message as ForeignReply)),
    onEnd(listener) {
      child.once('error', () => listener('crash'));
      // Its last words may arrive after it has ended.
      child.once('close', (_code, signal) =>
        listener(said.includes(memoryWord) || signal === 'SIGABRT' ? 'memory' : 'crash'),
      );
    },
    kill: () => void child.kill('SIGKILL'),
    keepAlive(isNeeded) {
      const turn = isNeeded ? 'ref' : 'unref';
      child[turn]();
      child.channel?.[turn]();
      (child.stdout as { ref?(): void; unref?(): void } | null)?.[turn]?.();
    },
  };
}
