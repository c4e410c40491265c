import { parseRows } from '../sources/papaparse-rows.ts';
import type { TextCode } from './text-code.ts';

const newline = 10;
const firstWindow = 2_048;
const largestWindow = 256 * 1024;
const mostTries = 24;

export type OddRange = { readonly to: number; readonly rows: number };

export type OddReader = {
  /**
   * Where the rows end that a parser finds from here, a piece of the file at a time. Null where the bytes at hand do not hold the
   * end of the first.
   * @param wanted no row that starts here or later is taken
   * @param limit the end of the bytes at hand
   */
  take(bytes: Uint8Array, from: number, wanted: number, limit: number): OddRange | null;
};

/** Files are odd in places or throughout: pieces grow while one follows another. */
export function createOddReader({ decode, byteLength }: TextCode, delimiter: string): OddReader {
  let window = firstWindow;
  let lastTo = -1;

  function parse(bytes: Uint8Array, from: number, end: number): OddRange | null {
    const text = decode(bytes.subarray(from, end));
    const { rows, end: taken } = parseRows(text, delimiter, '\n', false);
    if (taken === 0) return null;
    const length = taken === text.length ? end - from : byteLength(text.slice(0, taken));
    return { to: from + length, rows: rows.length };
  }

  return {
    take(bytes, from, wanted, limit) {
      window = from === lastTo ? Math.min(window * 2, largestWindow) : firstWindow;
      const last = Math.min(wanted, limit);
      for (let size = window; from + size < last; size *= 4) {
        const end = bytes.lastIndexOf(newline, from + size - 1) + 1;
        const range = end > from ? parse(bytes, from, end) : null;
        if (range === null) continue;
        lastTo = range.to;
        return range;
      }
      let end = last > from ? Math.max(from, bytes.lastIndexOf(newline, last - 1) + 1) : from;
      for (let tries = 0, lines = 1; tries < mostTries; tries++) {
        const range = end > from ? parse(bytes, from, end) : null;
        if (range !== null) {
          lastTo = range.to;
          return range;
        }
        // One line more at first, so that nothing is taken that starts after what is wanted.
        for (let line = 0; line < lines; line++) {
          const next = bytes.indexOf(newline, end);
          if (next < 0 || next >= limit) return null;
          end = next + 1;
        }
        if (tries >= 8) lines *= 2;
      }
      return null;
    },
  };
}
