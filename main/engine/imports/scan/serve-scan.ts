import { parentPort } from 'node:worker_threads';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { toThreadError } from '../../threads/index.ts';
import type { BlockScanner } from './block-scanner.ts';
import { buffersOf } from '../../events/index.ts';
import type { StagedRows } from '../../events/index.ts';
import { freeMemory } from '../staging/free-memory.ts';
import { makeSegment } from '../staging/segment-maker.ts';
import { openFileBytes } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';
import { scanBlock } from './scan-block.ts';
import type { ScanMessage, ScanReply } from './scan-pool.ts';
import type { ScanSlot } from './scan-slot.ts';
import { scannerFor } from './scan-spec.ts';

function postSegment(staged: StagedRows): void {
  const staging = buffersOf(staged);
  const made = makeSegment(staged);
  freeMemory(staging);
  const chunks = [...made.chunks];
  const buffers = chunks.flatMap(({ bytes }) => (bytes.buffer instanceof ArrayBuffer ? bytes.buffer : []));
  parentPort?.postMessage({ segment: { ...made, chunks } } satisfies ScanReply, buffers);
}

/** The body of a scanning thread's entry file. */
export function serveScan(): void {
  let open: { scanner: BlockScanner | null; file: FileBytes; size: number; slots: readonly ScanSlot[] } | null = null;
  parentPort?.on('message', (message: ScanMessage) => {
    const post = (reply: ScanReply): void => parentPort?.postMessage(reply);
    try {
      if (message.type === 'file') {
        open?.file.close();
        open = null;
        const { path, name, size } = message.spec;
        open = { scanner: scannerFor(message.spec), file: openFileBytes(path, name), size, slots: message.slots };
        return;
      }
      if (message.type === 'segment') return postSegment(message.staged);
      const slot = open?.slots[message.slot];
      if (!open?.scanner || !slot) throw new HoldfastError('internal', 'A block was asked for before its file.');
      post({ block: scanBlock(open.scanner, open.file, open.size, message.range, slot) });
    } catch (error) {
      // Without a file the first block says so.
      if (message.type !== 'file') post({ error: toThreadError(error) });
    }
  });
}
