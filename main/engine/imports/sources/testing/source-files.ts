import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { FileHead, ReadingOptions, SourceNote } from '../dialect.ts';
import { readHead, readRows } from '../index.ts';
import { isBlankRow, trimmed } from '../papaparse-rows.ts';

export type TestFolder = { write(name: string, content: string | Uint8Array): string; remove(): void };

export function openTestFolder(): TestFolder {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sources-'));
  return {
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type ReadSource = { head: FileHead; rows: string[][]; numbers: number[]; notes: SourceNote[] };

/** A source table as an import sees it: head, then all rows, the blank ones left out. */
export async function readSource(
  path: string,
  part: string | null = null,
  chosen?: ReadingOptions,
): Promise<ReadSource> {
  const ref = { path, name: 'file', part };
  const head = await readHead(ref, chosen);
  const read: ReadSource = { head, rows: [], numbers: [], notes: [] };
  await readRows(ref, head.dialect, {
    rows(rows, firstRow) {
      for (const [index, row] of rows.entries()) {
        if (isBlankRow(row)) continue;
        read.rows.push(row.map(trimmed));
        read.numbers.push(firstRow + index);
      }
    },
    progress: () => {},
    shouldStop: () => false,
    note: (note) => void read.notes.push(note),
  });
  return read;
}

/** What to write into the directory in place of the truth. */
export type Lie = { readonly size?: number; readonly flags?: number };

/** A zip archive, written by hand so that it can also be one that no honest program writes. */
export function zipOf(
  members: Readonly<Record<string, string | Uint8Array>>,
  lies: Readonly<Record<string, Lie>> = {},
): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(lies[name]?.flags ?? 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(lies[name]?.size ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const start = offset;
    local.push(Buffer.from('504b0304', 'hex'), fields, Buffer.from(name), packed);
    offset += 30 + Buffer.byteLength(name) + packed.length;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(start, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), fields, rest, Buffer.from(name));
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(Object.keys(members).length, 8);
  end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, entries, end]);
}

export type TestSheet = { readonly name: string; readonly xml: string; readonly state?: string };

/** A workbook with the documents as given, in the order in which Excel writes them: texts after the sheets. */
export function workbookOf(
  sheets: readonly TestSheet[],
  {
    strings = '',
    formats = '',
    styles = '',
    is1904 = false,
  }: { strings?: string; formats?: string; styles?: string; is1904?: boolean } = {},
): Buffer {
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  const members: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="x"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
      .join(
        '',
      )}${relation('s', 'styles', 'styles.xml')}${relation('t', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles}</cellXfs></styleSheet>`,
  };
  for (const [index, { xml }] of sheets.entries())
    members[`xl/worksheets/sheet${index + 1}.xml`] = `<worksheet>${xml}</worksheet>`;
  members['xl/sharedStrings.xml'] = `<sst>${strings}</sst>`;
  return zipOf(members);
}

/** Rows of inline texts from a row number on; blank cells are left out as Excel does. */
export function textRows(rows: readonly (readonly string[])[], firstRow = 1): string {
  return rows
    .map((cells, index) => {
      const xml = cells.map((text, column) =>
        text === ''
          ? ''
          : `<c r="${String.fromCharCode(65 + column)}${firstRow + index}" t="inlineStr"><is><t>${text}</t></is></c>`,
      );
      return `<row r="${firstRow + index}">${xml.join('')}</row>`;
    })
    .join('');
}
