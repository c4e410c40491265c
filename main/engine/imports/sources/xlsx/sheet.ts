import { cancelled } from '../../../../../shared/domain/errors.ts';
import { mostHeadRows, noBadQuotes } from '../dialect.ts';
import type { Dialect, FileHead, ReadingOptions, RowsHandler } from '../dialect.ts';
import { refuseTooWide, uniqueHeader } from '../header.ts';
import { isBlankRow, trimmed } from '../papaparse-rows.ts';
import { unreadable } from '../sentences.ts';
import { attributeOf } from '../xml-scan.ts';
import type { XmlReceiver } from '../xml-scan.ts';
import { findSheetHeader, mayBeMerged } from './merged-header.ts';
import { readSharedStrings } from './shared-strings.ts';
import type { SharedStrings } from './shared-strings.ts';
import { rangeOf, sheetReceiver } from './sheet-rows.ts';
import type { MergedRange, SheetTroubles } from './sheet-rows.ts';
import { memberOf, readXml } from './workbook.ts';
import type { Sheet, Workbook } from './workbook.ts';

const mostHeadCells = 2_000_000;
/** Rows above this number are looked at for a header. */
const mostHeadNumber = 20_000;
/** Fewer blank rows than this between others are handed on as such, so that pieces stay large. */
const mostBlankRows = 100;

/** The visible sheets that hold a value, in their order. */
export async function sheetsWithData(workbook: Workbook): Promise<Sheet[]> {
  const found: Sheet[] = [];
  // Which text a cell has is of no interest here, only that it has one.
  const strings: SharedStrings = { count: 0, get: () => 'text' };
  for (const sheet of workbook.sheets) {
    if (sheet.isHidden) continue;
    let hasValue = false;
    const receiver = receiverOf(workbook, strings, (_, cells) => (hasValue ||= !isBlankRow(cells)));
    await readXml(memberOf(workbook.archive, sheet.member, workbook.name), receiver, () => !hasValue);
    if (hasValue) found.push(sheet);
  }
  if (found.length === 0)
    throw unreadable(
      workbook.name,
      'is a workbook without a visible sheet that holds a value. There is nothing to import.',
    );
  return found;
}

/** @throws file_unreadable for a sheet without header or without rows */
export async function readSheetHead(workbook: Workbook, sheet: Sheet, chosen: ReadingOptions): Promise<FileHead> {
  const source = memberOf(workbook.archive, sheet.member, workbook.name);
  const size = source.size;
  const grid: string[][] = [];
  let [cells, isWhole, position] = [0, true, 0];
  const isFull = (): boolean => grid.length > mostHeadRows + 50 || cells > mostHeadCells;
  const receiver = receiverOf(workbook, await stringsOf(workbook), (number, row) => {
    if (isFull() || number > mostHeadNumber) return void (isWhole = false);
    while (grid.length < number - 1) grid.push([]);
    if (grid.length === number - 1) grid.push(row);
    cells += row.length;
  });
  await readXml(source, receiver, (bytes) => {
    position = bytes;
    return isWhole;
  });
  const merged = mayBeMerged(grid) ? await mergedRanges(workbook, sheet) : [];
  const place = findSheetHeader(grid, merged, workbook.name, chosen.headerRow);
  if (!place) throw unreadable(workbook.name, 'holds no values. There is nothing to import.');
  const below = grid.slice(place.index + place.rows);
  const filled = below.filter((row) => !isBlankRow(row));
  if (filled.length === 0) throw unreadable(workbook.name, 'has a header and no rows. There is nothing to import.');
  const width = filled.reduce((most, row) => Math.max(most, row.length), lastFilled(place.cells));
  refuseTooWide(workbook.name, width);
  const { header, renamed } = uniqueHeader(Array.from({ length: width }, (_, index) => place.cells[index] ?? ''));
  const rows = filled.slice(0, mostHeadRows).map((row) => header.map((_, index) => trimmed(row[index] ?? '')));
  return {
    dialect: {
      kind: 'xlsx',
      encoding: 'utf-8',
      delimiter: '',
      newline: '\n',
      headerRow: place.index + 1,
      headerRows: place.rows,
      width,
    },
    isPlain: false,
    header,
    renamed,
    rows,
    count: filled.length,
    isWhole,
    bytes: (isWhole ? size : position) / filled.length,
    size,
  };
}

/** Rows shorter than the header are filled up with blanks; longer ones are handed on as they are. */
export async function readSheetRows(
  workbook: Workbook,
  sheet: Sheet,
  dialect: Dialect,
  handler: RowsHandler,
): Promise<void> {
  const width = dialect.width ?? 0;
  const firstRow = dialect.headerRow + (dialect.headerRows ?? 1);
  const troubles: SheetTroubles = { errors: { count: 0, examples: [] }, withoutValue: { count: 0, examples: [] } };
  let pieces: { first: number; rows: string[][] }[] = [];
  const receiver = receiverOf(
    workbook,
    await stringsOf(workbook),
    (number, row) => {
      if (number < firstRow) return;
      const piece = pieces.at(-1);
      const next = piece ? piece.first + piece.rows.length : 0;
      const shaped = shapedRow(row, width);
      if (!piece || number < next || number - next > mostBlankRows) pieces.push({ first: number, rows: [shaped] });
      else {
        for (let blank = next; blank < number; blank++) piece.rows.push([]);
        piece.rows.push(shaped);
      }
    },
    troubles,
  );
  await readXml(memberOf(workbook.archive, sheet.member, workbook.name), receiver, (bytes) => {
    if (handler.shouldStop()) throw cancelled('The import');
    for (const { first, rows } of pieces) handler.rows(rows, first, noBadQuotes);
    pieces = [];
    handler.progress(bytes);
    return true;
  });
  if (troubles.errors.count > 0) handler.note?.({ key: 'error-cells', ...troubles.errors });
  if (troubles.withoutValue.count > 0) handler.note?.({ key: 'cells-without-value', ...troubles.withoutValue });
}

function shapedRow(row: string[], width: number): string[] {
  while (row.length > width && trimmed(row.at(-1)!) === '') row.pop();
  while (row.length < width) row.push('');
  return row;
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1;
}

async function stringsOf({ archive, sharedStrings, name }: Workbook): Promise<SharedStrings> {
  if (sharedStrings === null) return { count: 0, get: () => undefined };
  return readSharedStrings(memberOf(archive, sharedStrings, name));
}

function receiverOf(
  { meanings, is1904 }: Workbook,
  strings: SharedStrings,
  row: (number: number, cells: string[]) => void,
  troubles: SheetTroubles = { errors: { count: 0, examples: [] }, withoutValue: { count: 0, examples: [] } },
): XmlReceiver {
  return sheetReceiver({ meanings, is1904, strings, row, troubles });
}

/** Merged ranges at the top of a sheet; they stand below its rows in the document. */
async function mergedRanges(workbook: Workbook, sheet: Sheet): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  let isDone = false;
  const receiver: XmlReceiver = {
    open(name, attributes) {
      if (name !== 'mergeCell') return;
      const range = rangeOf(attributeOf(attributes, 'ref') ?? '');
      if (range && range.top < 100) ranges.push(range);
    },
    close: (name) => void (isDone ||= name === 'mergeCells'),
    text: () => {},
  };
  await readXml(memberOf(workbook.archive, sheet.member, workbook.name), receiver, () => !isDone);
  return ranges;
}
