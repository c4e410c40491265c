import { closeSync, openSync, readSync } from 'node:fs';
import { cannotRead } from '../sources/sentences.ts';
import { padding } from './block-scanner.ts';

/** Bytes of a file at a place, in a buffer that is used again for the next. */
export type FileBytes = {
  /**
   * The buffer holds the bytes from its start; after them an end of line and what a scanner may look at beyond.
   * @returns fewer bytes than asked for where the file ends
   */
  read(from: number, length: number): { readonly bytes: Buffer; readonly length: number };
  close(): void;
};

/** @throws file_unreadable */
export function openFileBytes(path: string, name: string): FileBytes {
  const descriptor = attempt(name, () => openSync(path, 'r'));
  let buffer = Buffer.alloc(0);
  return {
    read(from, length) {
      if (buffer.length < length + padding) buffer = Buffer.allocUnsafeSlow(length + padding);
      let filled = 0;
      while (filled < length) {
        const read = attempt(name, () => readSync(descriptor, buffer, filled, length - filled, from + filled));
        if (read === 0) break;
        filled += read;
      }
      buffer.fill(0, filled, filled + padding);
      buffer[filled] = 10;
      return { bytes: buffer, length: filled };
    },
    close: () => closeSync(descriptor),
  };
}

function attempt<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotRead(name, error);
  }
}
