import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLine, rowFile } from './csv.ts';

describe('csvLine', () => {
  it('gives back every value to a CSV reader, quoted everywhere or only where needed', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('a,b', 'say "hi"', 'two\nlines', '¿qué?', ''));
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 8 }), fc.boolean(), (values, quoteAll) => {
        const read = Papa.parse<string[]>(csvLine(values, quoteAll), { delimiter: ',', newline: '\n' });
        expect(read.data[0]).toEqual(values);
      }),
    );
  });
});

describe('rowFile', () => {
  it('streams all rows once, with the header in front, and can be streamed again', () => {
    const rows = Array.from({ length: 4500 }, (_, index) => [index, `row ${index}`]);
    const file = rowFile('x.csv', 'signals', ['id', 'name'], () => rows);
    for (let round = 0; round < 2; round++) {
      const chunks = [...file.chunks()];
      expect(chunks.length).toBe(3);
      expect(chunks.reduce((count, chunk) => count + chunk.rows, 0)).toBe(4500);
      expect(
        chunks
          .map(({ text }) => text)
          .join('')
          .split('\n'),
      ).toHaveLength(4502);
    }
  });

  it('writes the header of an empty file', () => {
    expect([...rowFile('x.csv', 'signals', ['id'], () => []).chunks()]).toEqual([{ text: 'id\n', rows: 0 }]);
  });
});
