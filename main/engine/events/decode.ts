import type { ChunkContent, EncodedChunk, Encoding } from './chunk.ts';
import { damaged, unpackChunk } from './chunk.ts';
import { isAscending } from './dictionary.ts';
import type { Manifest } from './encode.ts';
import type { EventSegment, PropertyColumn } from './segment.ts';
import { sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';
import { decodeSeconds } from './varint.ts';

type StoredChunk = Pick<EncodedChunk, 'column' | 'part' | 'bytes'>;

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
  const manifest = readManifest(stored);
  const expected = Object.values(manifest.columns).reduce((sum, parts) => sum + parts.length, 1);
  if (stored.size > expected) throw damaged('manifest', 0, 'there are chunks that do not belong to it');
  const reader = createReader(stored, manifest);

  const accounts = reader.texts('accounts');
  if (accounts.length !== manifest.accounts) throw damaged('accounts', null, 'accounts are missing');
  const offsets = sharedUint32(accounts.length + 1);
  reader.numbers('offsets', accounts.length, offsets.subarray(1));
  for (let account = 0; account < accounts.length; account++) offsets[account + 1]! += offsets[account]!;
  if (offsets[accounts.length] !== manifest.rows) throw damaged('offsets', null, 'the events do not add up');

  const seconds = sharedUint32(manifest.rows);
  reader.parts('seconds', 'varint', manifest.rows, ({ content, rows }, from, part) => {
    if (!decodeSeconds(content, offsets, seconds, from, from + rows, manifest.base)) {
      throw damaged('seconds', part, 'its instants do not add up');
    }
  });

  const names = reader.texts('names');
  const name = sharedUint16(manifest.rows);
  reader.codes('name', names.length - 1, name);
  const quantity = reader.has('quantity') ? sharedFloat32(manifest.rows) : null;
  if (quantity !== null) reader.numbers('quantity', manifest.rows, quantity);

  const properties: PropertyColumn[] = [];
  for (const column of Object.keys(manifest.columns).toSorted()) {
    if (!column.startsWith('property:')) continue;
    const key = column.slice('property:'.length);
    const values = reader.texts(`values:${key}`);
    const codes = sharedCodes(values.length, manifest.rows);
    reader.codes(column, values.length, codes);
    properties.push({ key, values, codes });
  }
  return { accounts, offsets, seconds, names, name, quantity, properties };
}

function readManifest(stored: ReadonlyMap<string, StoredChunk>): Manifest {
  const chunk = stored.get('0/manifest');
  if (chunk === undefined) throw damaged('manifest', 0, 'it is missing');
  const { content, rows } = unpackChunk(chunk, 'json');
  const manifest = parseJson<Manifest>('manifest', 0, content);
  const isWhole = manifest.rows === rows && Number.isInteger(manifest.accounts) && Number.isInteger(manifest.base);
  if (!isWhole || !Object.values(manifest.columns).every(Array.isArray)) {
    throw damaged('manifest', 0, 'its figures do not fit');
  }
  return manifest;
}

interface ChunkReader {
  has(column: string): boolean;
  /** Visits the parts of a column in order; together they must hold `rows` values. */
  parts(
    column: string,
    encoding: Encoding,
    rows: number | null,
    visit: (content: ChunkContent, from: number, part: number) => void,
  ): void;
  texts(column: string): string[];
  numbers(column: string, rows: number, target: Uint16Array | Uint32Array | Float32Array): void;
  /** Numbers of which none may be larger than `largest`. */
  codes(column: string, largest: number, target: Uint16Array | Uint32Array): void;
}

function createReader(stored: ReadonlyMap<string, StoredChunk>, manifest: Manifest): ChunkReader {
  const reader: ChunkReader = {
    has: (column) => manifest.columns[column] !== undefined,
    parts(column, encoding, rows, visit) {
      let from = 0;
      (manifest.columns[column] ?? []).forEach((checksum, part) => {
        const chunk = stored.get(`${part}/${column}`);
        if (chunk === undefined) throw damaged(column, part, 'it is missing');
        const content = unpackChunk(chunk, encoding);
        if (content.checksum !== checksum) throw damaged(column, part, 'it belongs to another import');
        if (rows !== null && from + content.rows > rows) throw damaged(column, part, 'it holds too many rows');
        visit(content, from, part);
        from += content.rows;
      });
      if (rows !== null && from !== rows) throw damaged(column, null, 'rows are missing');
    },
    texts(column) {
      const texts: string[] = [];
      reader.parts(column, 'json', null, ({ content, rows }, _from, part) => {
        const read = parseJson<string[]>(column, part, content);
        if (read.length !== rows) throw damaged(column, part, 'texts are missing');
        for (const text of read) texts.push(text);
      });
      if (!isAscending(texts)) throw damaged(column, null, 'its texts are not in order');
      return texts;
    },
    numbers(column, rows, target) {
      reader.parts(column, 'raw', rows, ({ content, width }, from, part) => {
        if (width === target.BYTES_PER_ELEMENT) {
          new Uint8Array(target.buffer, target.byteOffset + from * width, content.length).set(content);
        } else if (width === 1 && !(target instanceof Float32Array)) {
          target.set(content, from);
        } else if (width === 2 && target instanceof Uint32Array) {
          // A copy, because a view of 16-bit values needs an even address.
          target.set(new Uint16Array(new Uint8Array(content).buffer), from);
        } else {
          throw damaged(column, part, 'its values have an unknown width');
        }
      });
    },
    codes(column, largest, target) {
      reader.numbers(column, manifest.rows, target);
      for (let row = 0; row < target.length; row++) {
        if (target[row]! > largest) throw damaged(column, null, 'it points to a text that does not exist');
      }
    },
  };
  return reader;
}

/** Checked by checksum before it is read, so the shape is what encodeSegment wrote. */
function parseJson<T>(column: string, part: number, content: Uint8Array): T {
  try {
    const value: T = JSON.parse(Buffer.from(content.buffer, content.byteOffset, content.length).toString());
    return value;
  } catch {
    throw damaged(column, part, 'its text cannot be read');
  }
}
