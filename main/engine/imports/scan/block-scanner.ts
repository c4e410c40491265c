import { readId } from '../understand/values.ts';
import { hashBytes, hashId, hashWidth } from '../staging/id-hash.ts';
import type { IdSeeds } from '../staging/id-hash.ts';
import { trimmed } from '../sources/papaparse-rows.ts';
import { createByteDictionary, createByteRanges, hashFactor, hashRange, hashStart } from './byte-dictionary.ts';
import type { ByteDictionary } from './byte-dictionary.ts';
import { createInstantScanner } from './instants.ts';
import type { ReadInstant } from './instants.ts';
import { createOddReader } from './odd-rows.ts';
import { columnKinds } from './scan-columns.ts';
import type { OddRows, ScannedBlock, ScanSlot } from './scan-slot.ts';
import type { TextCode } from './text-code.ts';

export type ScannerOptions = {
  readonly delimiter: string;
  readonly kinds: Uint8Array;
  readonly texts: readonly number[];
  readonly code: TextCode;
  readonly readInstant: ReadInstant;
  /** NaN where there is none, undefined where the text is no number that can be stored. */
  readonly readQuantity: (text: string) => number | undefined;
  /** Whether `12.5` is twelve and a half. */
  readonly hasDecimalPoint: boolean;
  readonly idSeeds: IdSeeds;
};

export type BlockScanner = {
  /**
   * Scans the rows that start before `wanted`. The buffer goes on for `padding` bytes beyond `limit`, the first of which is an end of line.
   * @param limit the end of the bytes of the file that are at hand; a row that they cut off is left
   */
  scan(bytes: Uint8Array, from: number, wanted: number, limit: number, slot: ScanSlot): Scanned;
};
/** Positions count from the start of the buffer. */
export type Scanned = Omit<ScannedBlock, 'from' | 'base'>;

/** Readable bytes after the limit, so that nothing need look where the bytes end. */
export const padding = 64;

const quote = 34;
const lineEnd = 10;
const lineEnds = 0x0a0a_0a0a;
const carriage = 13;
const mostDictionaryBytes = 24 * 1024 * 1024;
const mostMemoBytes = 8 * 1024 * 1024;

/** How a stretch of rows ended: there may be more, an odd row follows, or the bytes at hand end in the middle of one. */
const more = 0;
const odd = 1;
const cutOff = 2;
const rowsAtOnce = 512;

/** Values by the bytes that say them, for texts that take long to read. */
type Memo = { dictionary: ByteDictionary; values: number[] };

export function createBlockScanner(options: ScannerOptions): BlockScanner {
  const { kinds, texts, code, readInstant, readQuantity, hasDecimalPoint, idSeeds } = options;
  const width = kinds.length;
  const delimiter = options.delimiter.charCodeAt(0);
  const instants = createInstantScanner(readInstant);
  const oddReader = createOddReader(code, options.delimiter);
  const textPlaces = Int32Array.from(kinds, (_kind, column) => texts.indexOf(column));
  const ranges = texts.map(() => createByteRanges(rowsAtOnce));
  let dictionaries: ByteDictionary[] = [];
  let added: string[][] = [];
  const idHash = new Uint32Array(hashWidth);
  let view: DataView = new DataView(new ArrayBuffer(0));

  function textOf(bytes: Uint8Array, from: number, to: number, escaped: number): string {
    const text = code.decode(bytes.subarray(from, to));
    return trimmed(escaped === 1 ? text.replaceAll('""', '"') : text);
  }

  function forget(): void {
    added = texts.map(() => []);
    dictionaries = texts.map((_column, place) =>
      createByteDictionary((bytes, from, to, escaped) => added[place]!.push(textOf(bytes, from, to, escaped))),
    );
  }

  function createMemo(read: (text: string) => number): Memo {
    const values: number[] = [];
    const dictionary = createByteDictionary((bytes, from, to, escaped) =>
      values.push(read(textOf(bytes, from, to, escaped))),
    );
    return { dictionary, values };
  }
  // -1 stands for a text that is none.
  const newInstants = (): Memo =>
    createMemo((text) => {
      const seconds = text === '' ? undefined : readInstant(text);
      return seconds !== undefined && seconds >= 0 && seconds <= 0xffff_ffff && Number.isInteger(seconds)
        ? seconds
        : -1;
    });
  const newQuantities = (): Memo => createMemo((text) => readQuantity(text) ?? Infinity);
  let instantTexts = newInstants();
  let quantityTexts = newQuantities();

  function byMemo(memo: Memo, bytes: Uint8Array, from: number, to: number, escaped: number): number {
    return memo.values[memo.dictionary.codeOf(bytes, view, from, to, hashRange(view, from, to), escaped)]!;
  }

  function readIdHash(bytes: Uint8Array, from: number, to: number, escaped: number): void {
    if (escaped === 0 && to - from > 6 && bytes[to - 1] !== 48 && hashBytes(bytes, from, to, idSeeds, idHash)) return;
    const id = readId(textOf(bytes, from, to, escaped));
    if (id === null || id === '') idHash.fill(0);
    else hashId(id, idSeeds, idHash);
  }

  // Where a number ends that was read last.
  let quantityEnd = 0;

  /** A plain number of up to fifteen figures, Infinity for anything else. */
  function quantityAt(bytes: Uint8Array, from: number): number {
    let at = from;
    const isNegative = bytes[at] === 45;
    if (isNegative) at++;
    const first = at;
    let value = 0;
    let digit = bytes[at]! - 48;
    while (digit >>> 0 <= 9) {
      value = value * 10 + digit;
      digit = bytes[++at]! - 48;
    }
    let digits = at - first;
    if (digits === 0) return Infinity;
    let scale = 1;
    if (bytes[at] === 46) {
      if (!hasDecimalPoint) return Infinity;
      const point = at;
      digit = bytes[++at]! - 48;
      while (digit >>> 0 <= 9) {
        value = value * 10 + digit;
        scale *= 10;
        digit = bytes[++at]! - 48;
      }
      if (at === point + 1) return Infinity;
      digits += at - point - 1;
    }
    if (digits > 15) return Infinity;
    quantityEnd = at;
    const result = value / scale;
    return isNegative ? -result : result;
  }

  let position = 0;
  let count = 0;

  /**
   * Scans some rows from `position` on and counts them. A function of its own, called often: the compiler gives up on a loop whose
   * function hardly ever ends.
   */
  function scanSome(bytes: Uint8Array, wanted: number, limit: number, slot: ScanSlot): number {
    const { starts, seconds, quantity, ids } = slot;
    // Locals, because the loop below runs for every byte.
    const columnCount = width;
    const lastColumn = width - 1;
    const kindOf = kinds;
    const comma = delimiter;
    const gathered = ranges;
    const first = count;
    const words = view;
    const commas = comma * 0x0101_0101;
    const last = Math.min(slot.capacity, count + rowsAtOnce);
    while (position < wanted && count < last) {
      let at = position;

      for (let column = 0; column < columnCount; column++) {
        const kind = kindOf[column]!;
        let start = at;
        let end: number;
        let escaped = 0;
        let hash = hashStart;
        let value = 0;
        let isRead = false;
        if (bytes[at] === quote) {
          start = at + 1;
          end = start;
          for (;;) {
            while (bytes[end] !== quote && end < limit) end++;
            if (end >= limit) return cutOff;
            if (bytes[end + 1] !== quote || end + 1 >= limit) break;
            escaped = 1;
            end += 2;
          }
          if (end + 1 >= limit) return cutOff;
          at = end + 1;
          if (column === lastColumn && bytes[at] === carriage && bytes[at + 1] === lineEnd && at + 1 < limit) at++;
          const next = bytes[at]!;
          if (column === lastColumn ? next !== lineEnd : next !== comma) {
            return odd;
          }
          if (kind === columnKinds.text) hash = hashRange(words, start, end);
        } else if (kind === columnKinds.text) {
          // Four bytes at a time: the lowest bit that is left tells the first of them that ends the text.
          for (;;) {
            const four = words.getInt32(at, true);
            const byComma = four ^ commas;
            const byLine = four ^ lineEnds;
            const ends =
              ((((byComma - 0x0101_0101) & ~byComma) | ((byLine - 0x0101_0101) & ~byLine)) & 0x8080_8080) | 0;
            if (ends === 0) {
              hash = Math.imul(hash ^ four, hashFactor);
              hash ^= hash >>> 15;
              at += 4;
              continue;
            }
            const bits = 24 - (Math.clz32(ends & -ends) & 24);
            hash = Math.imul(hash ^ (four & ((1 << bits) - 1)), hashFactor);
            hash ^= hash >>> 15;
            at += bits >>> 3;
            break;
          }
          end = at;
        } else {
          if (kind === columnKinds.instant) {
            value = instants.at(bytes, at);
            end = instants.end();
            isRead = value >= 0;
          } else if (kind === columnKinds.quantity) {
            value = quantityAt(bytes, at);
            end = quantityEnd;
            isRead = value !== Infinity;
          } else end = at;
          if (isRead) {
            const next = bytes[end]!;
            if (next === comma || next === lineEnd) at = end;
            else if (next === carriage && bytes[end + 1] === lineEnd) at = end + 1;
            else isRead = false;
          }
          if (!isRead) {
            let byte = bytes[at]!;
            while (byte !== comma && byte !== lineEnd) byte = bytes[++at]!;
            end = at;
          }
        }
        if (at >= limit) return cutOff;
        if ((bytes[at] === lineEnd) !== (column === lastColumn)) {
          return odd;
        }
        if (kind === columnKinds.text) {
          const place = textPlaces[column]!;
          const into = gathered[place]!;
          into.starts[count - first] = start;
          into.lengths[count - first] = (end - start) * 2 + escaped;
          into.hashes[count - first] = hash;
        } else if (kind === columnKinds.instant) {
          if (!isRead) value = byMemo(instantTexts, bytes, start, end, escaped);
          if (value < 0) {
            return odd;
          }
          seconds[count] = value;
        } else if (kind === columnKinds.quantity) {
          if (!isRead) value = start === end ? Number.NaN : byMemo(quantityTexts, bytes, start, end, escaped);
          if (value === Infinity) {
            return odd;
          }
          // Minus zero is zero.
          quantity[count] = value + 0;
        } else if (kind === columnKinds.id) {
          readIdHash(bytes, start, end, escaped);
          const place = count * hashWidth;
          ids[place] = idHash[0]!;
          ids[place + 1] = idHash[1]!;
          ids[place + 2] = idHash[2]!;
        }
        at++;
      }
      starts[count++] = position;
      position = at;
    }
    return more;
  }

  function codeTexts(bytes: Uint8Array, first: number, { codes }: ScanSlot): void {
    for (let place = 0; place < ranges.length; place++) {
      const range = ranges[place]!;
      range.count = count - first;
      dictionaries[place]!.codesOf(bytes, view, range, codes[place]!, first);
    }
  }

  forget();

  return {
    scan(bytes, from, wanted, limit, slot) {
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const odds: OddRows[] = [];
      const startsAnew = dictionaries.reduce((sum, { size }) => sum + size, 0) > mostDictionaryBytes;
      if (startsAnew) forget();
      if (instantTexts.dictionary.size > mostMemoBytes) instantTexts = newInstants();
      if (quantityTexts.dictionary.size > mostMemoBytes) quantityTexts = newQuantities();
      added.forEach((list) => (list.length = 0));
      count = 0;
      position = from;

      while (position < wanted && count < slot.capacity) {
        const first = count;
        const end = scanSome(bytes, wanted, limit, slot);
        codeTexts(bytes, first, slot);
        if (end === more) continue;
        const range = end === cutOff ? null : oddReader.take(bytes, position, wanted, limit);
        if (range === null) break;
        odds.push({ at: count, from: position, to: range.to, rows: range.rows });
        position = range.to;
      }
      const hasZero = bytes.subarray(from, Math.min(limit, Math.max(position, wanted))).includes(0);
      return { to: position, count, odd: odds, texts: added.map((list) => [...list]), startsAnew, hasZero };
    },
  };
}
