import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createDictionary } from './dictionary.ts';
import type { EventSegment } from './segment.ts';
import { lastStorableSecond, mostEventNames } from './segment.ts';
import type { Block, StagedProperty } from './segment-assembly.ts';
import { assembleSegment, blockBits, blockMask, blockRows, createBlock } from './segment-assembly.ts';

/** Values of the event's properties by key; an empty text counts as missing. */
export type EventProperties = Readonly<Record<string, string | null | undefined>>;

/** Takes events in any order and makes one segment of them. */
export interface SegmentBuilder {
  /** Events taken so far. */
  readonly rows: number;
  /**
   * Takes one event. An event that cannot be stored is refused with `invalid_input` and changes nothing, so an importer
   * can count it as rejected and go on.
   */
  add(
    accountId: string,
    seconds: number,
    eventName: string,
    quantity: number | null,
    properties?: EventProperties,
  ): void;
  /** Code of an account for `addCoded`, for readers that keep their own tables of texts. */
  accountCode(accountId: string): number;
  /** Code of an event name for `addCoded`. */
  nameCode(eventName: string): number;
  /** `add` without looking texts up. The codes must come from this builder; quantity NaN = none. */
  addCoded(accountCode: number, seconds: number, nameCode: number, quantity: number): void;
  /** Sorts and returns the segment. The builder gives its memory back and takes no further events. */
  build(): EventSegment;
}

export function createSegmentBuilder(): SegmentBuilder {
  const accounts = createDictionary('account id');
  const names = createDictionary('event name', mostEventNames);
  const properties = new Map<string, StagedProperty>();
  const blocks: (Block | undefined)[] = [];
  let rows = 0;
  let hasQuantity = false;
  let isBuilt = false;
  let block: Block = createBlock();

  function addCoded(accountCode: number, seconds: number, nameCode: number, quantity: number): void {
    if (!(seconds >= 0 && seconds <= lastStorableSecond) || !Number.isInteger(seconds))
      throw unstorableInstant(seconds);
    if (Math.abs(Math.fround(quantity)) === Infinity) throw unstorableQuantity(quantity);
    if (isBuilt) throw new HoldfastError('internal', 'This segment is built already; later events need a new builder.');
    const place = rows & blockMask;
    if (place === 0) {
      if (rows > 0) block = createBlock();
      blocks.push(block);
    }
    block.account[place] = accountCode;
    block.seconds[place] = seconds;
    block.name[place] = nameCode;
    if (quantity === quantity) {
      hasQuantity = true;
      block.quantity ??= new Float32Array(blockRows).fill(Number.NaN);
      block.quantity[place] = quantity + 0; // -0 becomes 0: they are the same quantity
    }
    rows += 1;
  }

  function addProperties(row: number, values: EventProperties): void {
    for (const key in values) {
      const value = values[key];
      if (value === undefined || value === null || value === '') continue;
      let staged = properties.get(key);
      if (staged === undefined) {
        staged = { dictionary: createDictionary(`property "${key}"`), blocks: [] };
        properties.set(key, staged);
      }
      const codes = (staged.blocks[row >>> blockBits] ??= new Uint32Array(blockRows));
      codes[row & blockMask] = staged.dictionary.codeOf(value) + 1;
    }
  }

  return {
    get rows() {
      return rows;
    },
    add(accountId, seconds, eventName, quantity, values) {
      try {
        // Properties first: once the row itself is taken, nothing can be refused any more.
        if (values !== undefined) addProperties(rows, values);
        addCoded(accounts.codeOf(accountId), seconds, names.codeOf(eventName), quantity ?? Number.NaN);
      } catch (error) {
        for (const staged of properties.values()) {
          const codes = staged.blocks[rows >>> blockBits];
          if (codes !== undefined) codes[rows & blockMask] = 0;
        }
        throw error;
      }
    },
    accountCode: (accountId) => accounts.codeOf(accountId),
    nameCode: (eventName) => names.codeOf(eventName),
    addCoded,
    build() {
      if (isBuilt) throw new HoldfastError('internal', 'This segment is built already.');
      isBuilt = true;
      return assembleSegment({ rows, blocks, accounts: accounts.texts, names: names.texts, hasQuantity, properties });
    },
  };
}

function unstorableInstant(seconds: number): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `The instant of this event (${seconds} seconds after 1970) is not a whole second between 1970 and 2106. Check the date column and its format.`,
  );
}

function unstorableQuantity(quantity: number): HoldfastError {
  return new HoldfastError(
    'invalid_input',
    `The quantity of this event (${quantity}) is too large to store. Check that the right column is mapped to quantity.`,
  );
}
