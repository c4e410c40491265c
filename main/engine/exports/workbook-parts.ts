import { formula } from '../../../shared/domain/spreadsheet-formula.ts';
import type { SheetCell } from './sheet.ts';

/** The parts of a workbook (ECMA-376, Office Open XML) as texts. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Positions in `cellXfs`. */
const style = { bold: 1, text: 2, wrapped: 3 } as const;

export const mostRows = 1_048_576;
export const mostColumns = 16_384;
const longestCell = 32_767;
const longestName = 31;

export function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${types}.worksheet+xml"/>`,
  ).join('');
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${parts}</Types>`;
}

export const rootRelations = `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function workbook(names: readonly string[]): string {
  const sheets = names
    .map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('');
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets}</sheets></workbook>`;
}

export function workbookRelations(sheets: number): string {
  const list = Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  ).join('');
  return `${declaration}<Relationships xmlns="${packageRelations}">${list}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
}

/**
 * Text that looks like a formula has the format "text" and the mark of a leading apostrophe: it is text when the file is
 * opened, and stays text when somebody edits the cell.
 */
export const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** @param widths of the columns, in characters */
export function sheetStart(widths: readonly number[], hasHeader: boolean): string {
  const pane = hasHeader ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  const columns = widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`;
}

export const sheetEnd = '</sheetData></worksheet>';

export function rowOf(cells: readonly SheetCell[], kind: 'header' | 'row' | 'note' = 'row'): string {
  const usual = kind === 'header' ? style.bold : kind === 'note' ? style.wrapped : 0;
  let text = '<row>';
  for (const cell of cells) {
    if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) text += '<c/>';
    else if (typeof cell === 'number') text += `<c><v>${cell}</v></c>`;
    else if (typeof cell === 'boolean') text += `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
    else {
      const own = usual === 0 && formula.test(cell) ? style.text : usual;
      const mark = own === 0 ? '' : ` s="${own}"`;
      text += `<c t="inlineStr"${mark}><is><t xml:space="preserve">${escaped(shortened(cell))}</t></is></c>`;
    }
  }
  return `${text}</row>`;
}

/** Names of sheets as a workbook takes them: short, without `[]:*?/\`, each only once whatever its case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const used = new Set(['history']);
  return wanted.map((name) => {
    const clean =
      name

        .replace(/[[\]:*?/\\\u0000-\u001f]+/g, ' ')
        .trim()
        .replace(/^'+|'+$/g, '') || 'Sheet';
    for (let nth = 1; ; nth++) {
      const end = nth === 1 ? '' : ` ${nth}`;
      const own = `${[...clean].join('').slice(0, longestName - end.length)}${end}`.toWellFormed();
      if (used.has(own.toLowerCase())) continue;
      used.add(own.toLowerCase());
      return own;
    }
  });
}

function shortened(text: string): string {
  return text.length <= longestCell ? text : `${text.slice(0, longestCell - 1)}…`;
}

const needsEscape = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_/;

/** Characters that XML cannot hold are written as `_x0001_`, which spreadsheets read back. */
function escaped(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    });
}
