import { damaged } from './chunk.ts';
import { partsOf } from './encode.ts';
import { readCodes, readQuantity, readSeconds, unchanged } from './read-rows.ts';
import type { EventSegment } from './segment.ts';
import { sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';
import { readHead } from './stored-segment.ts';
import type { ChunkSource, StoredChunk } from './stored-segment.ts';

/**
 * The segment behind the chunks of encodeSegment, in any order. A missing, surplus, cut off, altered or foreign chunk
 * is refused with `file_unreadable`. Columns are read straight into shared memory.
 */
export function decodeSegment(chunks: Iterable<StoredChunk>): EventSegment {
  const stored = new Map<string, StoredChunk>();
  for (const chunk of chunks) {
    const key = `${chunk.part}/${chunk.column}`;
    if (stored.has(key)) throw damaged(chunk.column, chunk.part, 'it is there twice');
    stored.set(key, chunk);
  }
  const chunkOf: ChunkSource = (column, part) => stored.get(`${part}/${column}`);
  const { manifest, accounts, offsets, names, hasQuantity, properties } = readHead(chunkOf, stored.size);
  const rows = manifest.rows;
  const seconds = sharedUint32(rows);
  const name = sharedUint16(rows);
  const quantity = hasQuantity ? sharedFloat32(rows) : null;
  const coded = properties.map(({ key, values }) => ({ key, values, codes: sharedCodes(values.length, rows) }));
  const rowsOf = { manifest, offsets, starts: offsets };
  for (const [part] of partsOf(rows)) {
    readSeconds(chunkOf, rowsOf, part, seconds);
    readCodes(chunkOf, rowsOf, 'name', part, unchanged(names.length), name);
    if (quantity !== null) readQuantity(chunkOf, rowsOf, part, quantity);
    for (const { key, values, codes } of coded)
      readCodes(chunkOf, rowsOf, `property:${key}`, part, unchanged(values.length + 1), codes);
  }
  return { accounts, offsets, seconds, names, name, quantity, properties: coded };
}
