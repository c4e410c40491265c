import type { Ranking } from './dictionary.ts';
import { rankTexts } from './dictionary.ts';
import type { EventSegment, NumericColumn, PropertyColumn } from './segment.ts';
import { sharedCodes, sharedFloat32, sharedUint16, sharedUint32 } from './segment.ts';
import { sortAccountsByTime } from './sort-accounts.ts';

// Rows wait in blocks rather than in one growing array: growth then never copies, and assembly frees block by block.
export const blockBits = 16;
export const blockRows = 1 << blockBits;
export const blockMask = blockRows - 1;

/** Rows in the order in which they came, texts as codes of the builder's dictionaries. */
export interface Block {
  readonly account: Uint32Array;
  readonly seconds: Uint32Array;
  readonly name: Uint16Array;
  quantity: Float32Array | null;
}

/** Codes of one property, 0 = missing, else dictionary code + 1; a block without any value is absent. */
export interface StagedProperty {
  readonly texts: readonly string[];
  readonly blocks: (Uint32Array | undefined)[];
}

/** What a builder has gathered. It can be sent to another thread; see `buffersOf`. */
export interface StagedRows {
  readonly rows: number;
  readonly blocks: (Block | undefined)[];
  readonly accounts: readonly string[];
  readonly names: readonly string[];
  readonly hasQuantity: boolean;
  readonly properties: Map<string, StagedProperty>;
}

export function createBlock(): Block {
  return {
    account: new Uint32Array(blockRows),
    seconds: new Uint32Array(blockRows),
    name: new Uint16Array(blockRows),
    quantity: null,
  };
}

/** Counting sort by account, then by instant within an account. Consumes what was staged. */
export function assembleSegment(staged: StagedRows): EventSegment {
  const { rows, blocks } = staged;
  const accountRows = new Uint32Array(staged.accounts.length);
  const nameRows = new Uint32Array(staged.names.length);
  forEachBlock(blocks, rows, (block, _from, count) => {
    for (let place = 0; place < count; place++) {
      accountRows[block.account[place]!]! += 1;
      nameRows[block.name[place]!]! += 1;
    }
  });
  const accounts = rankUsed(staged.accounts, accountRows);
  const names = rankUsed(staged.names, nameRows);

  const offsets = sharedUint32(accounts.sorted.length + 1);
  for (let code = 0; code < accountRows.length; code++) {
    if (accountRows[code]! > 0) offsets[accounts.rank[code]! + 1] = accountRows[code]!;
  }
  for (let account = 0; account + 1 < offsets.length; account++) offsets[account + 1]! += offsets[account]!;

  const seconds = sharedUint32(rows);
  const name = sharedUint16(rows);
  const quantity = staged.hasQuantity ? sharedFloat32(rows).fill(Number.NaN) : null;
  const targets = staged.properties.size > 0 ? new Uint32Array(rows) : null;
  const next = offsets.slice();
  forEachBlock(blocks, rows, (block, from, count) => {
    for (let place = 0; place < count; place++) {
      const account = accounts.rank[block.account[place]!]!;
      const target = next[account]!;
      next[account] = target + 1;
      seconds[target] = block.seconds[place]!;
      name[target] = names.rank[block.name[place]!]!;
      if (quantity !== null && block.quantity !== null) quantity[target] = block.quantity[place]!;
      if (targets !== null) targets[from + place] = target;
    }
    blocks[from >>> blockBits] = undefined;
  });

  const properties: PropertyColumn[] = [];
  for (const [key, property] of staged.properties) {
    const column = targets === null ? null : placeProperty(key, property, rows, targets);
    if (column !== null) properties.push(column);
  }
  staged.properties.clear();
  properties.sort((a, b) => (a.key < b.key ? -1 : 1));

  const companions: NumericColumn[] = [name];
  if (quantity !== null) companions.push(quantity);
  for (const property of properties) companions.push(property.codes);
  sortAccountsByTime(offsets, seconds, companions);
  return { accounts: accounts.sorted, offsets, seconds, names: names.sorted, name, quantity, properties };
}

function placeProperty(
  key: string,
  { texts, blocks }: StagedProperty,
  rows: number,
  targets: Uint32Array,
): PropertyColumn | null {
  const valueRows = new Uint32Array(texts.length);
  forEachBlock(blocks, rows, (codes, _from, count) => {
    for (let place = 0; place < count; place++) if (codes[place]! > 0) valueRows[codes[place]! - 1]! += 1;
  });
  const values = rankUsed(texts, valueRows);
  if (values.sorted.length === 0) return null;
  const column = sharedCodes(values.sorted.length, rows);
  forEachBlock(blocks, rows, (codes, from, count) => {
    for (let place = 0; place < count; place++) {
      const code = codes[place]!;
      if (code > 0) column[targets[from + place]!] = values.rank[code - 1]! + 1;
    }
  });
  return { key, values: values.sorted, codes: column };
}

/** Ranks the texts that some row uses; a refused row, or one of another segment, may have left a text that none does. */
function rankUsed(texts: readonly string[], rows: Uint32Array): Ranking {
  const all = rankOnce(texts);
  if (!rows.includes(0)) return all;
  const isUsed = new Uint8Array(texts.length);
  for (let code = 0; code < rows.length; code++) if (rows[code]! > 0) isUsed[all.rank[code]!] = 1;
  const positions = new Uint32Array(texts.length);
  let used = 0;
  for (let place = 0; place < isUsed.length; place++) if (isUsed[place] === 1) positions[place] = used++;
  return {
    sorted: all.sorted.filter((_, place) => isUsed[place] === 1),
    rank: all.rank.map((place) => positions[place]!),
  };
}

/** The segments of one import share their dictionaries, so the same texts come again, segment after segment. */
const rememberedRankings: { readonly texts: readonly string[]; readonly ranking: Ranking }[] = [];
const mostRemembered = 4;

function rankOnce(texts: readonly string[]): Ranking {
  const known = rememberedRankings.find((entry) => areEqual(entry.texts, texts));
  if (known !== undefined) return known.ranking;
  const ranking = rankTexts(texts);
  rememberedRankings.unshift({ texts: texts.slice(), ranking });
  rememberedRankings.length = Math.min(rememberedRankings.length, mostRemembered);
  return ranking;
}

function areEqual(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

function forEachBlock<B>(
  blocks: readonly (B | undefined)[],
  rows: number,
  visit: (block: B, from: number, count: number) => void,
): void {
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index];
    const from = index * blockRows;
    if (block !== undefined) visit(block, from, Math.min(blockRows, rows - from));
  }
}

/** The memory of what is staged, for handing it over to another thread without a copy. */
export function buffersOf({ blocks, properties }: StagedRows): ArrayBuffer[] {
  const arrays: (Uint32Array | Uint16Array | Float32Array | null | undefined)[] = [];
  for (const block of blocks) if (block) arrays.push(block.account, block.seconds, block.name, block.quantity);
  for (const property of properties.values()) arrays.push(...property.blocks);
  return arrays.flatMap((array) => (array?.buffer instanceof ArrayBuffer ? array.buffer : []));
}

/** The earliest and the latest instant; of no rows the last is before the first. */
export function rangeOf({ blocks, rows }: StagedRows): { readonly min: number; readonly max: number } {
  let min = 0xffff_ffff;
  let max = 0;
  forEachBlock(blocks, rows, ({ seconds }, _from, count) => {
    for (let place = 0; place < count; place++) {
      const second = seconds[place]!;
      if (second < min) min = second;
      if (second > max) max = second;
    }
  });
  return { min, max };
}
