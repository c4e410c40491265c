import { attributeOf } from '../xml-scan.ts';
import type { XmlReceiver } from '../xml-scan.ts';
import { textOfNumber } from './formats.ts';
import type { NumberMeaning } from './formats.ts';
import { unescaped } from './shared-strings.ts';
import type { SharedStrings } from './shared-strings.ts';

/** Cells that could not be read as a value: how many, and where the first of them are. */
export type CellTrouble = { count: number; readonly examples: string[] };
export type SheetTroubles = { readonly errors: CellTrouble; readonly withoutValue: CellTrouble };

export type SheetContext = {
  readonly strings: SharedStrings;
  readonly meanings: readonly NumberMeaning[];
  readonly is1904: boolean;
  /** Rows in their order; `number` is the spreadsheet's. Blank cells are empty texts. */
  row(number: number, cells: string[]): void;
  readonly troubles: SheetTroubles;
};

const mostExamples = 5;
/** A worksheet has no more columns; a reference beyond is damage and must not make an array of that size. */
const mostCells = 16_384;

/** Takes a worksheet's document and hands on its rows. */
export function sheetReceiver(context: SheetContext): XmlReceiver {
  let row = 0;
  let column = -1;
  let cells: string[] = [];
  let reference = '';
  let type = '';
  let style = 0;
  let value = '';
  let isValue = false;
  let hasFormula = false;
  let aids = 0;
  let isInData = false;

  function startCell(attributes: string): void {
    reference = attributeOf(attributes, 'r') ?? '';
    const given = columnOf(reference);
    column = given >= 0 ? given : column + 1;
    type = attributeOf(attributes, 't') ?? 'n';
    style = Number(attributeOf(attributes, 's') ?? 0);
    value = '';
    hasFormula = false;
  }

  function endCell(): void {
    const text = cellText();
    if (text === '' || column >= mostCells) return;
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }

  function cellText(): string {
    if (value === '') {
      if (hasFormula && type !== 'str') trouble(context.troubles.withoutValue);
      return '';
    }
    if (type === 's') return context.strings.get(Number(value)) ?? '';
    if (type === 'str' || type === 'inlineStr') return unescaped(value);
    if (type === 'b') return value.trim() === '1' || value.trim() === 'true' ? 'true' : 'false';
    if (type === 'e') return trouble(context.troubles.errors, value);
    if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '');
    return textOfNumber(value, context.meanings[style] ?? number, context.is1904);
  }

  function trouble(kind: CellTrouble, what = ''): string {
    kind.count++;
    if (kind.examples.length < mostExamples) kind.examples.push(`${reference || `row ${row}`} ${what}`.trim());
    return '';
  }

  return {
    open(name, attributes) {
      if (name === 'c') startCell(attributes);
      else if (name === 'v') isValue = true;
      else if (name === 't') isValue = aids === 0;
      else if (name === 'row' && isInData) {
        row = Number(attributeOf(attributes, 'r') ?? row + 1);
        column = -1;
        cells = [];
      } else if (name === 'f') hasFormula = true;
      else if (name === 'rPh') aids++;
      else if (name === 'sheetData') isInData = true;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c') endCell();
      else if (name === 'row' && isInData) context.row(row, cells);
      else if (name === 'rPh') aids--;
      else if (name === 'sheetData') isInData = false;
    },
    text(text) {
      if (isValue && isInData) value += text;
    },
  };
}

const number: NumberMeaning = { kind: 'number' };

/** `AB12` → 27; -1 where there is no column in it. */
export function columnOf(reference: string): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at++) {
    const letter = (reference.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

export type MergedRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** `B2:D3` as numbers from 0. */
export function rangeOf(reference: string): MergedRange | null {
  const [from = '', to = from] = reference.split(':');
  const [left, right] = [columnOf(from), columnOf(to)];
  const [top, bottom] = [Number(/\d+$/.exec(from)?.[0] ?? 0) - 1, Number(/\d+$/.exec(to)?.[0] ?? 0) - 1];
  return left < 0 || right < left || top < 0 || bottom < top ? null : { top, left, bottom, right };
}
