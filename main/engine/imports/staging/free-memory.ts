/**
 * Gives the memory of these up now. Left to the collector, which sees how small the objects are and not what hangs on them, several
 * segments' worth of it would wait. Nothing may look at them afterwards.
 */
export function freeMemory(buffers: Iterable<ArrayBufferLike>): void {
  for (const buffer of buffers) if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}
