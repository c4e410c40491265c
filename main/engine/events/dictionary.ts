import { HoldfastError } from '../../../shared/domain/errors.ts';
import { longestText } from './segment.ts';

/** Collects texts in order of first appearance; codes count from 0. */
export interface Dictionary {
  readonly texts: readonly string[];
  codeOf(text: string): number;
}

/** @param what names the texts in the error sentence, for example "event name". */
export function createDictionary(what: string, most: number = 0xffff_fffe): Dictionary {
  const texts: string[] = [];
  const codes = new Map<string, number>();
  // Exports repeat the same text on neighbouring rows; comparing is cheaper than hashing.
  let lastText: string | null = null;
  let lastCode = 0;
  return {
    texts,
    codeOf(text) {
      if (text === lastText) return lastCode;
      let code = codes.get(text);
      if (code === undefined) {
        checkText(what, text);
        if (texts.length >= most) {
          throw new HoldfastError(
            'invalid_input',
            `There are more than ${most.toLocaleString('en')} different values in the ${what} column. Check that the right column is mapped to it.`,
          );
        }
        code = texts.length;
        codes.set(text, code);
        texts.push(text);
      }
      lastText = text;
      lastCode = code;
      return code;
    },
  };
}

function checkText(what: string, text: string): void {
  if (text === '') {
    throw new HoldfastError('invalid_input', `The ${what} of this event is empty. Fill it in or leave the row out.`);
  }
  if (text.length > longestText) {
    throw new HoldfastError(
      'invalid_input',
      `The ${what} starting with "${text.slice(0, 40)}" is longer than ${longestText} characters. Check that the right column is mapped to it.`,
    );
  }
}

export interface Ranking {
  /** Ascending by code unit. */
  readonly sorted: readonly string[];
  /** rank[code] = position in `sorted`. */
  readonly rank: Uint32Array;
}

/** Sorts a dictionary and says where each code went. */
export function rankTexts(texts: readonly string[]): Ranking {
  const rank = new Uint32Array(texts.length);
  if (isAscending(texts)) {
    for (let code = 0; code < rank.length; code++) rank[code] = code;
    return { sorted: texts.slice(), rank };
  }
  const codes = new Map<string, number>();
  for (let code = 0; code < texts.length; code++) codes.set(texts[code]!, code);
  const sorted = texts.toSorted();
  for (let position = 0; position < sorted.length; position++) rank[codes.get(sorted[position]!)!] = position;
  return { sorted, rank };
}

/** Strictly ascending by code unit. */
export function isAscending(texts: readonly string[]): boolean {
  for (let index = 1; index < texts.length; index++) {
    if (!(texts[index - 1]! < texts[index]!)) return false;
  }
  return true;
}

export interface Union {
  readonly union: readonly string[];
  /** positions[list][index] = where lists[list][index] stands in `union`. */
  readonly positions: readonly Uint32Array[];
}

/** The sorted union of several lists of distinct texts. */
export function uniteTexts(lists: readonly (readonly string[])[]): Union {
  const texts: string[] = [];
  const codes = new Map<string, number>();
  const positions = lists.map((list) => {
    const found = new Uint32Array(list.length);
    let guess = 0;
    for (let index = 0; index < list.length; index++) {
      const text = list[index]!;
      // Imports of the same book list the same accounts in the same order, so the neighbour is usually the one.
      let code: number | undefined = guess < texts.length && texts[guess] === text ? guess : codes.get(text);
      if (code === undefined) {
        code = texts.length;
        codes.set(text, code);
        texts.push(text);
      }
      found[index] = code;
      guess = code + 1;
    }
    return found;
  });
  const { sorted, rank } = rankTexts(texts);
  for (const found of positions) {
    for (let index = 0; index < found.length; index++) found[index] = rank[found[index]!]!;
  }
  return { union: sorted, positions };
}
