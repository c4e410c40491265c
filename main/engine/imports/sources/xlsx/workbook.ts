import type { Archive } from '../archive.ts';
import type { ByteSource } from '../byte-source.ts';
import { createPieceDecoder } from '../encoding.ts';
import { unreadable, wordsOf } from '../sentences.ts';
import { isHoldfastError } from '../../../../../shared/domain/errors.ts';
import { attributeOf, createXmlScanner } from '../xml-scan.ts';
import type { XmlReceiver } from '../xml-scan.ts';
import { builtInMeaning, meaningOfFormat } from './formats.ts';
import type { NumberMeaning } from './formats.ts';

export type Sheet = { readonly name: string; readonly isHidden: boolean; readonly member: string };

export type Workbook = {
  readonly name: string;
  readonly archive: Archive;
  readonly sheets: readonly Sheet[];
  readonly is1904: boolean;
  /** By the style's number, which cells carry. */
  readonly meanings: readonly NumberMeaning[];
  readonly sharedStrings: string | null;
};

/** Whether an archive is a workbook, and if so of which program. @throws file_unreadable for kinds that are not read */
export function isWorkbook(name: string, names: readonly string[]): boolean {
  if (names.includes('xl/workbook.bin'))
    throw unreadable(name, 'is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV and import that.');
  if (names.includes('mimetype') && names.includes('content.xml'))
    throw unreadable(name, 'is an OpenDocument file. Save its table as .xlsx or CSV and import that.');
  if (names.includes('word/document.xml') || names.includes('ppt/presentation.xml'))
    throw unreadable(name, 'is a text document or presentation. Copy its table into a spreadsheet and import that.');
  if (names.some((member) => /^Index\/.*\.iwa$/.test(member)))
    throw unreadable(name, 'is a Numbers file. Export it as Excel or CSV and import that.');
  return names.includes('[Content_Types].xml') && names.includes('_rels/.rels');
}

/** @throws file_unreadable where a part of the workbook is missing or damaged */
export async function openWorkbook(archive: Archive, name: string): Promise<Workbook> {
  const root = await relations(archive, '_rels/.rels', '', name);
  const main = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const related = await relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder, name);
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readXml(memberOf(archive, main, name), {
    ...ignoring,
    open(tag, attributes) {
      if (tag === 'workbookPr') is1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
      if (tag !== 'sheet') return;
      const relation = related.get(attributeOf(attributes, 'id') ?? '');
      // Charts that fill a sheet of their own have no rows.
      if (!relation?.type.endsWith('/worksheet')) return;
      const state = attributeOf(attributes, 'state') ?? 'visible';
      const sheetName = attributeOf(attributes, 'name') ?? `Sheet ${sheets.length + 1}`;
      sheets.push({ name: sheetName, isHidden: state !== 'visible', member: relation.target });
    },
  });
  const byType = (type: string): string | null =>
    [...related.values()].find((relation) => relation.type.endsWith(type))?.target ?? null;
  const shared = byType('/sharedStrings');
  return {
    name,
    archive,
    sheets,
    is1904,
    meanings: await readMeanings(archive, byType('/styles'), name),
    sharedStrings: shared !== null && archive.names.includes(shared) ? shared : null,
  };
}

type Relation = { readonly type: string; readonly target: string };

async function relations(
  archive: Archive,
  member: string,
  folder: string,
  name: string,
): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!archive.names.includes(member)) return found;
  await readXml(memberOf(archive, member, name), {
    ...ignoring,
    open(tag, attributes) {
      const target = attributeOf(attributes, 'Target');
      if (tag !== 'Relationship' || target === undefined) return;
      const path = target.startsWith('/') ? target.slice(1) : withoutDots(folder + target);
      found.set(attributeOf(attributes, 'Id') ?? '', { type: attributeOf(attributes, 'Type') ?? '', target: path });
    },
  });
  return found;
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

async function readMeanings(archive: Archive, member: string | null, name: string): Promise<NumberMeaning[]> {
  const meanings: NumberMeaning[] = [];
  if (member === null || !archive.names.includes(member)) return meanings;
  const own = new Map<number, NumberMeaning>();
  let isInCells = false;
  await readXml(memberOf(archive, member, name), {
    ...ignoring,
    open(tag, attributes) {
      if (tag === 'numFmt')
        own.set(
          Number(attributeOf(attributes, 'numFmtId')),
          meaningOfFormat(attributeOf(attributes, 'formatCode') ?? ''),
        );
      else if (tag === 'cellXfs') isInCells = true;
      else if (tag === 'xf' && isInCells) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
        meanings.push(own.get(id) ?? builtInMeaning(id));
      }
    },
    close(tag) {
      if (tag === 'cellXfs') isInCells = false;
    },
  });
  return meanings;
}

const ignoring: XmlReceiver = { open: () => {}, close: () => {}, text: () => {} };

export function memberOf(archive: Archive, member: string, name: string): ByteSource {
  const source = archive.member(member, name);
  if (source) return source;
  throw unreadable(
    name,
    `is a damaged workbook: ${member} is missing in it. Open it in Excel, save it and import it again.`,
  );
}

/**
 * Hands a document on until its end or until `onPiece` answers false, which is asked after each piece. What `onPiece` throws
 * is passed on as it is.
 */
export async function readXml(
  source: ByteSource,
  receiver: XmlReceiver,
  onPiece: (bytes: number) => boolean = () => true,
): Promise<void> {
  const decoder = createPieceDecoder(source.name, 'utf-8');
  const scanner = createXmlScanner(receiver);
  const position = { bytes: 0 };
  for await (const chunk of source.stream(position)) {
    try {
      scanner.write(decoder.take(chunk));
    } catch (error) {
      if (isHoldfastError(error)) throw error;
      const sentence = `is a damaged workbook (${wordsOf(error)}). Open it in Excel, save it and import it again.`;
      throw unreadable(source.name, sentence, {}, error);
    }
    if (!onPiece(position.bytes)) return;
  }
}
