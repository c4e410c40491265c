import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createDictionary } from './dictionary.ts';
import type { EventSegment } from './segment.ts';
import { lastStorableSecond, mostEventNames } from './segment.ts';
import type { Dictionary } from './dictionary.ts';
import type { Block, StagedProperty, StagedRows } from './segment-assembly.ts';
import { assembleSegment, blockBits, blockMask, blockRows, createBlock } from './segment-assembly.ts';

/** Values of the event's properties by key; an empty text counts as missing. */
export type EventProperties = Readonly<Record<string, string | null | undefined>>;

/** Takes events in any order and makes one segment of them. */
export interface SegmentBuilder {
  /** Events taken so far. */
  readonly rows: number;
  /** About how much memory is held; grows in steps of whole blocks, so that it depends on the events alone. */
  readonly bytes: number;
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
  /** How many events `addMany` takes at once now. */
  readonly room: number;
  /**
   * `addCoded` for a stretch of events at once: no more than there is room for. Instants and quantities must be such that `addCoded`
   * would take them, and no quantity minus zero.
   */
  addMany(accountCodes: Uint32Array, seconds: Uint32Array, nameCodes: Uint16Array, quantity: Float32Array | null): void;
  /** A property by its key, for readers that keep their own tables of texts. */
  property(key: string): CodedProperty;
  /** Sorts and returns the segment. The builder gives its memory back and takes no further events. */
  build(): EventSegment;
  /** Gives away what was gathered, for `assembleSegment` to sort here or in another thread. Takes no further events. */
  handOver(): StagedRows;
  /**
   * A builder for the events that come after what is handed over. It goes on counting the codes of texts, so that tables of them stay
   * right; null where so many texts have come that it is better to begin anew.
   */
  next(): SegmentBuilder | null;
}

/** A property of coded events. */
export interface CodedProperty {
  /** Code of a text that is not empty, at least 1. */
  codeOf(text: string): number;
  /** Sets the property of the events that were taken last, at most those of one `addMany`; 0 = missing. */
  set(codes: Uint32Array): void;
}

type GatheredProperty = StagedProperty & { readonly dictionary: Dictionary };

// A text in a dictionary: itself, its entry in the list, and its entry in the table of codes.
const bytesAText = 96;

/** Each segment looks at every text of its builder, so there should be few beside its events. */
const mostTextsToKeep = 200_000;

type Dictionaries = {
  readonly accounts: Dictionary;
  readonly names: Dictionary;
  readonly properties: ReadonlyMap<string, Dictionary>;
};

export function createSegmentBuilder(): SegmentBuilder {
  return createBuilder({
    accounts: createDictionary('account id'),
    names: createDictionary('event name', mostEventNames),
    properties: new Map(),
  });
}

function createBuilder(known: Dictionaries): SegmentBuilder {
  const { accounts, names } = known;
  const properties = new Map<string, GatheredProperty>();
  const textsBefore = countTexts(known);
  const blocks: (Block | undefined)[] = [];
  let rows = 0;
  let blockBytes = 0;
  let hasQuantity = false;
  let isBuilt = false;
  let block: Block = createBlock();

  function addCoded(accountCode: number, seconds: number, nameCode: number, quantity: number): void {
    if (!(seconds >= 0 && seconds <= lastStorableSecond) || !Number.isInteger(seconds))
      throw unstorableInstant(seconds);
    if (Math.abs(Math.fround(quantity)) === Infinity) throw unstorableQuantity(quantity);
    const place = nextPlace();
    block.account[place] = accountCode;
    block.seconds[place] = seconds;
    block.name[place] = nameCode;
    if (quantity === quantity) {
      hasQuantity = true;
      quantityOf(block)[place] = quantity + 0; // -0 becomes 0: they are the same quantity
    }
    rows += 1;
  }

  function nextPlace(): number {
    if (isBuilt) throw new HoldfastError('internal', 'This segment is built already; later events need a new builder.');
    const place = rows & blockMask;
    if (place === 0) {
      if (rows > 0) block = createBlock();
      blocks.push(block);
      blockBytes += blockRows * 10;
    }
    return place;
  }

  function quantityOf(into: Block): Float32Array {
    if (into.quantity === null) {
      into.quantity = new Float32Array(blockRows).fill(Number.NaN);
      blockBytes += blockRows * 4;
    }
    return into.quantity;
  }

  function addMany(
    accountCodes: Uint32Array,
    seconds: Uint32Array,
    nameCodes: Uint16Array,
    quantity: Float32Array | null,
  ): void {
    if (seconds.length === 0) return;
    const place = nextPlace();
    if (place + seconds.length > blockRows) throw new HoldfastError('internal', 'There is no room for so many events.');
    block.account.set(accountCodes, place);
    block.seconds.set(seconds, place);
    block.name.set(nameCodes, place);
    if (quantity !== null && hasNumber(quantity)) {
      hasQuantity = true;
      quantityOf(block).set(quantity, place);
    }
    rows += seconds.length;
  }

  function propertyOf(key: string): GatheredProperty {
    let staged = properties.get(key);
    if (staged === undefined) {
      const dictionary = known.properties.get(key) ?? createDictionary(`property "${key}"`);
      staged = { dictionary, texts: dictionary.texts, blocks: [] };
      properties.set(key, staged);
    }
    return staged;
  }

  function blockOf(staged: GatheredProperty, row: number): Uint32Array {
    let codes = staged.blocks[row >>> blockBits];
    if (codes === undefined) {
      codes = staged.blocks[row >>> blockBits] = new Uint32Array(blockRows);
      blockBytes += blockRows * 4;
    }
    return codes;
  }

  function addProperties(row: number, values: EventProperties): void {
    for (const key in values) {
      const value = values[key];
      if (value === undefined || value === null || value === '') continue;
      const staged = propertyOf(key);
      const code = staged.dictionary.codeOf(value) + 1;
      blockOf(staged, row)[row & blockMask] = code;
    }
  }

  function dictionaries(): Dictionaries {
    const coded = new Map(known.properties);
    for (const [key, { dictionary }] of properties) coded.set(key, dictionary);
    return { accounts, names, properties: coded };
  }

  function handOver(): StagedRows {
    if (isBuilt) throw new HoldfastError('internal', 'This segment is built already.');
    isBuilt = true;
    const staged = new Map([...properties].map(([key, { texts, blocks: codes }]) => [key, { texts, blocks: codes }]));
    return { rows, blocks, accounts: accounts.texts, names: names.texts, hasQuantity, properties: staged };
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
    get bytes() {
      return blockBytes + Math.max(0, countTexts(dictionaries()) - textsBefore) * bytesAText;
    },
    accountCode: (accountId) => accounts.codeOf(accountId),
    nameCode: (eventName) => names.codeOf(eventName),
    addCoded,
    get room() {
      return blockRows - (rows & blockMask);
    },
    addMany,
    property(key) {
      const staged = propertyOf(key);
      return {
        codeOf: (text) => staged.dictionary.codeOf(text) + 1,
        set(codes) {
          const first = rows - codes.length;
          if (codes.some((code) => code > 0)) blockOf(staged, first).set(codes, first & blockMask);
        },
      };
    },
    build: () => assembleSegment(handOver()),
    handOver,
    next() {
      const all = dictionaries();
      return countTexts(all) > mostTextsToKeep ? null : createBuilder(all);
    },
  };
}

function countTexts({ accounts, names, properties }: Dictionaries): number {
  let texts = accounts.texts.length + names.texts.length;
  for (const dictionary of properties.values()) texts += dictionary.texts.length;
  return texts;
}

function hasNumber(values: Float32Array): boolean {
  for (let index = 0; index < values.length; index++) if (values[index] === values[index]) return true;
  return false;
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
