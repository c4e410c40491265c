import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import Papa from 'papaparse';
import { writeSampleBook } from '../../../main/engine/workspace/sample/index.ts';

/** The exports of a small made-up book, as the sample book's generator writes them. */
export async function writeSmallBook(folder: string, accounts = 220): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const book = await writeSampleBook(folder, { accounts, months: 24, eventsPerAccountScale: 0.15 });
  return book.files.map(({ path }) => path);
}

/** A file that cannot be read without a person: its dates read two ways, and no header names the account. */
export function writeUnclearFile(folder: string): string {
  const path = join(folder, 'old-signals.csv');
  const rows = Array.from(
    { length: 12 },
    (_, index) =>
      `x-${index + 1};A${10_001 + index};support mood;${String((index % 9) + 1).padStart(2, '0')}/0${(index % 7) + 2}/2025;${index}`,
  );
  writeFileSync(path, ['signal id;belongs to;signal name;observed;value', ...rows, ''].join('\n'));
  return path;
}

/** Windows-1252, semicolons, a title above the header, dates that read two ways, columns that tell of persons: an everyday export. */
export function writeMessyCustomers(folder: string, name: string, segmentOf: (index: number) => string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const header = 'Customer ID;Company;Contact name;E-mail;Created date;Segment';
  const rows = Array.from({ length: 60 }, (_, index) => {
    const day = String((index % 12) + 1).padStart(2, '0');
    const month = String((index % 9) + 1).padStart(2, '0');
    return `C${1_000 + index};Müller & Söhne ${index};Ana Núñez ${index};ana@firma${index}.es;${day}/${month}/2024;${segmentOf(index)}`;
  });
  writeFileSync(path, Buffer.from(['List of customers', '', header, ...rows, ''].join('\r\n'), 'latin1'));
  return path;
}

/** The table of a CSV file as Parquet: columns of figures as numbers, of days as dates, the others as texts; blank cells are null. */
export function writeParquet(csv: string, path: string): string {
  const [header = [], ...rows] = Papa.parse<string[]>(readFileSync(csv, 'utf8'), { skipEmptyLines: true }).data;
  const columnData = header.map((name, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const all = (pattern: RegExp) =>
      cells.some((cell) => cell !== '') && cells.every((cell) => cell === '' || pattern.test(cell));
    const of = <Value>(read: (cell: string) => Value) => cells.map((cell) => (cell === '' ? null : read(cell)));
    if (all(/^-?\d+(?:\.\d+)?$/)) return { name, data: of(Number), type: 'DOUBLE' as const, nullable: true };
    if (all(/^\d{4}-\d{2}-\d{2}$/))
      return { name, data: of((cell) => new Date(cell)), type: 'TIMESTAMP' as const, nullable: true };
    return { name, data: of(String), type: 'STRING' as const, nullable: true };
  });
  writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData })));
  return path;
}
