import { Worker } from 'node:worker_threads';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { fromThreadError, workerFile } from '../../threads/index.ts';
import type { ThreadError } from '../../threads/index.ts';
import type { BlockRange } from './scan-block.ts';
import type { ScannedBlock, ScanSlot } from './scan-slot.ts';
import type { StagedRows } from '../../events/index.ts';
import { buffersOf } from '../../events/index.ts';
import type { MadeSegment, SegmentMaker } from '../staging/segment-maker.ts';
import type { ScanSpec } from './scan-spec.ts';

export type ScanMessage =
  | { type: 'file'; spec: ScanSpec; slots: readonly ScanSlot[] }
  | { type: 'block'; range: BlockRange; slot: number }
  | { type: 'segment'; staged: StagedRows };
export type ScanReply = { block: ScannedBlock } | { segment: MadeSegment } | { error: ThreadError };

/** A block that a thread has scanned. Its slot is used again after `done`. */
export type PoolBlock = {
  readonly block: ScannedBlock;
  readonly slot: ScanSlot;
  readonly thread: number;
  done(): void;
};

/** Threads that scan blocks of one file after another. */
export type ScanPool = {
  readonly threads: number;
  /** @param createSlot makes memory for the rows of a block */
  start(spec: ScanSpec, createSlot: () => ScanSlot): PoolFile;
  /** Has a thread of its own, so that blocks need not wait for it. */
  readonly makeSegment: SegmentMaker;
  close(): void;
};
export type PoolFile = {
  /** Whether a block can be asked for now. */
  hasRoom(): boolean;
  /** Answers come in any order over all threads, and in the order of the questions from each. */
  scan(range: BlockRange): Promise<PoolBlock>;
};

const slotsAThread = 2;

type Waiting<Reply> = { resolve(reply: Reply): void; reject(error: unknown): void };
type Answer = Exclude<ScanReply, { error: ThreadError }>;
/** A worker that answers its questions one after another. */
type Thread = {
  readonly worker: Worker;
  ask(message: ScanMessage, transfer?: ArrayBuffer[]): Promise<Answer>;
};
type BlockThread = Thread & { readonly free: number[] };

/** The threads start at once, so that they are ready when the first file is. */
export function createScanPool(count: number): ScanPool {
  let slots: ScanSlot[][] = [];
  const threads = Array.from({ length: count }, (): BlockThread => ({ ...startThread(), free: [] }));
  const maker = startThread();

  return {
    threads: count,
    start(spec, createSlot) {
      slots = threads.map(() => Array.from({ length: slotsAThread }, createSlot));
      threads.forEach(({ worker, free }, number) => {
        free.splice(0, free.length, ...slots[number]!.keys());
        worker.postMessage({ type: 'file', spec, slots: slots[number]! } satisfies ScanMessage);
      });
      return {
        hasRoom: () => threads.some(({ free }) => free.length > 0),
        async scan(range) {
          const thread = threads.reduce((a, b) => (b.free.length > a.free.length ? b : a));
          const place = thread.free.pop();
          if (place === undefined) throw new HoldfastError('internal', 'No scanning thread is free.');
          const number = threads.indexOf(thread);
          const slot = slots[number]![place]!;
          const answer = await thread.ask({ type: 'block', range, slot: place });
          if (!('block' in answer)) throw new HoldfastError('internal', 'A scanning thread answered something else.');
          return { block: answer.block, slot, thread: number, done: () => void thread.free.push(place) };
        },
      };
    },
    async makeSegment(staged): Promise<MadeSegment> {
      const answer = await maker.ask({ type: 'segment', staged }, buffersOf(staged));
      if (!('segment' in answer)) throw new HoldfastError('internal', 'A scanning thread answered something else.');
      return answer.segment;
    },
    close: () => [...threads, maker].forEach(({ worker }) => void worker.terminate()),
  };
}

function startThread(): Thread {
  // What it works on stands outside of its heap, which would otherwise grow for nothing.
  const worker = new Worker(workerFile('scan'), { resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  const waiting: Waiting<Answer>[] = [];
  let failed: HoldfastError | null = null;
  const fail = (error: HoldfastError): void => {
    failed = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', (reply: ScanReply) => {
    const next = waiting.shift();
    if (!next) return;
    if ('error' in reply) next.reject(fromThreadError(reply.error));
    else next.resolve(reply);
  });
  worker.on('error', (error) =>
    fail(new HoldfastError('internal', `A scanning thread failed: ${error.message}`, {}, error)),
  );
  worker.on('exit', (code) => fail(new HoldfastError('internal', `A scanning thread ended early (${code}).`)));
  return {
    worker,
    ask: (message, transfer = []) =>
      new Promise((resolve, reject) => {
        if (failed !== null) return reject(failed);
        waiting.push({ resolve, reject });
        worker.postMessage(message, transfer);
      }),
  };
}
