import { basename } from 'node:path';
import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import { partsOf, readHead, readRows } from '../imports/index.ts';
import { checkHeader, readTable } from './read.ts';
import type { Table } from './table.ts';

/**
 * Reads a CSV file, or the one table of a workbook (xlsx), Parquet or JSON file. Of a workbook with several sheets name one:
 * `book.xlsx#Sheet`.
 * @param name what people call the file, where its path does not tell
 * @throws file_unreadable or invalid_input with what is wrong and what to do
 */
export async function readAnyTable(
  given: string,
  name: string = basename(given),
  shouldStop: () => boolean = () => false,
): Promise<Table> {
  const [, file, sheet] = /^(.*\.(?:xlsx|xlsm|zip|json))#(.+)$/is.exec(name) ?? [null, name, null];
  const path = sheet === null ? given : given.slice(0, -(sheet!.length + 1));
  if (!/\.(xlsx|xlsm|parquet|json|ndjson|jsonl|zip)$/i.test(file!)) return readTable(path, file!);
  const parts = (await partsOf(path, file!)).map(({ part }) => part);
  const part = sheet === null ? parts[0] : parts.find((one) => one === sheet);
  if (part === undefined || (sheet === null && parts.length > 1))
    throw new HoldfastError(
      'invalid_input',
      `${file} holds ${parts.length} tables: ${parts.slice(0, 10).join(', ')}. Name one, e.g. ${file}#${parts[0]}, or save it alone.`,
      { file: file! },
    );
  const ref = { path, name: file!, part };
  const { header, dialect } = await readHead(ref);
  checkHeader(header, file!);
  const columns: (string | null)[][] = header.map(() => []);
  await readRows(ref, dialect, {
    rows(rows) {
      for (const row of rows) {
        if (row.every((value) => value.trim() === '')) continue;
        columns.forEach((column, place) => column.push(row[place]?.trim() || null));
      }
    },
    progress: () => {},
    shouldStop,
  });
  if (shouldStop()) throw cancelled('Reading');
  return { file: file!, header, columns };
}
