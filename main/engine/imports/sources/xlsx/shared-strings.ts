import type { ByteSource } from '../byte-source.ts';
import { unreadable } from '../sentences.ts';
import { readXml } from './workbook.ts';

/** Texts of a workbook by number, kept as bytes: a million short strings cost several times their letters. */
export type SharedStrings = { readonly count: number; get(index: number): string | undefined };

const pageBytes = 4 * 1024 * 1024;
const mostBytes = 384 * 1024 * 1024;
const cacheSize = 1 << 15;

export type StringStore = SharedStrings & { add(text: string): void };

/** @throws file_unreadable from `add` beyond what may be held in memory */
function createStringStore(name: string): StringStore {
  const pages: Buffer[] = [];
  let used = pageBytes;
  /** Where each text starts: page × 2^32 would not fit an integer array, so places count through all pages. */
  let starts = new Float64Array(1024);
  let lengths = new Uint32Array(1024);
  let count = 0;
  const cached: (string | undefined)[] = [];
  const cachedIndex = new Int32Array(cacheSize).fill(-1);

  function room(bytes: number): void {
    if (used + bytes <= (pages.at(-1)?.length ?? 0)) return;
    if (pages.reduce((sum, page) => sum + page.length, 0) + bytes > mostBytes)
      throw unreadable(
        name,
        'holds more different texts than can be kept in memory. Save the sheet as CSV and import that.',
      );
    pages.push(Buffer.allocUnsafe(Math.max(pageBytes, bytes)));
    used = 0;
  }

  return {
    get count() {
      return count;
    },
    add(text) {
      const bytes = Buffer.byteLength(text);
      room(bytes);
      if (count === starts.length) {
        const moreStarts = new Float64Array(count * 2);
        moreStarts.set(starts);
        starts = moreStarts;
        const moreLengths = new Uint32Array(count * 2);
        moreLengths.set(lengths);
        lengths = moreLengths;
      }
      starts[count] = (pages.length - 1) * 2 ** 32 + used;
      lengths[count] = bytes;
      used += pages.at(-1)!.write(text, used);
      count++;
    },
    get(index) {
      if (!(index >= 0 && index < count)) return undefined;
      const slot = index % cacheSize;
      if (cachedIndex[slot] === index) return cached[slot];
      const start = starts[index]!;
      const page = pages[Math.floor(start / 2 ** 32)]!;
      const from = start % 2 ** 32;
      const text = page.toString('utf8', from, from + lengths[index]!);
      cachedIndex[slot] = index;
      cached[slot] = text;
      return text;
    },
  };
}

/** Reads `sharedStrings.xml`. The reading aids above Japanese text (`rPh`) are no part of it. */
export async function readSharedStrings(source: ByteSource): Promise<SharedStrings> {
  const store = createStringStore(source.name);
  let text = '';
  let isText = false;
  let aids = 0;
  await readXml(source, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') aids++;
      else if (name === 't') isText = aids === 0;
    },
    close(name) {
      if (name === 'si') store.add(unescaped(text));
      else if (name === 'rPh') aids--;
      else if (name === 't') isText = false;
    },
    text(piece) {
      if (isText) text += piece;
    },
  });
  return store;
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
