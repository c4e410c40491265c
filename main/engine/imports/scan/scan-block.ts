import type { BlockScanner } from './block-scanner.ts';
import type { FileBytes } from './file-bytes.ts';
import type { ScannedBlock, ScanSlot } from './scan-slot.ts';

/** A stretch of a file whose rows are wanted: those that start in it. */
export type BlockRange = {
  readonly from: number;
  readonly wanted: number;
  /** Whether a row starts at `from`; otherwise the first one is taken to start after the first end of line. */
  readonly isExact: boolean;
  /** How far to read beyond the stretch, for its last row to end in. */
  readonly overlap: number;
};

const lineEnd = 10;

/** Scans the rows that start in a stretch of a file of `size` bytes. A row that is longer than the overlap is left. */
export function scanBlock(
  scanner: BlockScanner,
  file: FileBytes,
  size: number,
  { from, wanted, isExact, overlap }: BlockRange,
  slot: ScanSlot,
): ScannedBlock {
  // One byte earlier, because a row starts at `from` where that byte ends a line.
  const start = isExact ? from : from - 1;
  const { bytes, length } = file.read(start, Math.min(size, wanted + overlap) - start);
  let first = 0;
  if (!isExact) {
    const end = bytes.indexOf(lineEnd);
    first = end < 0 || end >= length ? length : end + 1;
  }
  const inBlock = wanted - start;
  if (first >= inBlock) return nothingAt(start + first, slot);
  const scanned = scanner.scan(bytes, first, inBlock, length, slot);
  return { ...scanned, from: start + first, to: start + scanned.to, base: start };
}

function nothingAt(position: number, { codes }: ScanSlot): ScannedBlock {
  return {
    from: position,
    to: position,
    base: position,
    count: 0,
    odd: [],
    texts: codes.map(() => []),
    startsAnew: false,
    hasZero: false,
  };
}
