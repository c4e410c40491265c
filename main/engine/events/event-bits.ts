import type { EventSelector, PropertyFilter } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { EventSegment, PropertyCodes } from './segment.ts';
import { eventMask } from './columns.ts';

/**
 * Several selectors compiled into one look at a row: bit i of a row is set where selector i means its event. Names decide
 * most rows; only rows that a name lets through are narrowed by the filters.
 */
export interface EventBits {
  /** ofName[name code] = selectors that the name fits. */
  readonly ofName: Uint32Array;
  /** All selectors that have no filter need only `ofName`: the list is empty. */
  readonly filters: readonly BitFilter[];
  readonly quantities: readonly QuantityFilter[];
}

/** allowed[property code] = selectors that a row with this value may still fit. */
export interface BitFilter {
  readonly codes: PropertyCodes;
  readonly allowed: Uint32Array;
}

export interface QuantityFilter {
  readonly bit: number;
  readonly quantity: Float32Array | null;
  /** NaN where the event has no quantity. */
  readonly holds: (quantity: number) => boolean;
}

export const mostSelectors = 31;

/** @throws invalid_input for a property that no event has, or a number that is none */
export function compileSelectors(columns: EventSegment, selectors: readonly EventSelector[]): EventBits {
  if (selectors.length > mostSelectors) {
    throw new HoldfastError('invalid_input', `One question can tell at most ${mostSelectors} kinds of events apart.`);
  }
  const ofName = new Uint32Array(columns.names.length);
  const allowedOf = new Map<string, Uint32Array>();
  const quantities: QuantityFilter[] = [];
  const everything = 2 ** selectors.length - 1;
  selectors.forEach(({ events, where }, index) => {
    const bit = 2 ** index;
    eventMask(columns, events.length === 0 ? null : events).forEach((isMeant, code) => {
      if (isMeant === 1) ofName[code]! |= bit;
    });
    for (const filter of where) {
      if (filter.property === 'quantity') {
        quantities.push({ bit, quantity: columns.quantity, holds: quantityTest(filter) });
        continue;
      }
      const property = columns.properties.find(({ key }) => key === filter.property);
      if (property === undefined) throw unknownProperty(columns, filter.property);
      const holds = textTest(filter);
      let allowed = allowedOf.get(property.key);
      if (allowed === undefined) {
        allowed = new Uint32Array(property.values.length + 1).fill(everything);
        allowedOf.set(property.key, allowed);
      }
      for (let code = 0; code < allowed.length; code++) {
        if (!holds(code === 0 ? null : property.values[code - 1]!)) allowed[code]! &= ~bit;
      }
    }
  });
  const filters = [...allowedOf].map(([key, allowed]) => ({
    codes: columns.properties.find((property) => property.key === key)!.codes,
    allowed,
  }));
  return { ofName, filters, quantities };
}

/** Which selectors mean the event at a row. `ofName` alone answers where isPlain; hot loops ask it first. */
export function bitsAt(bits: EventBits, name: Uint16Array, row: number): number {
  const found = bits.ofName[name[row]!]!;
  return found === 0 ? 0 : narrowBits(bits, found, row);
}

/** What the filters leave of the bits that a name gave. */
export function narrowBits(bits: EventBits, found: number, row: number): number {
  let left = found;
  for (const { codes, allowed } of bits.filters) left &= allowed[codes[row]!]!;
  for (const { bit, quantity, holds } of bits.quantities) {
    if ((left & bit) !== 0 && !holds(quantity === null ? Number.NaN : quantity[row]!)) left &= ~bit;
  }
  return left;
}

/** True where names alone decide. */
export function isPlain(bits: EventBits): boolean {
  return bits.filters.length === 0 && bits.quantities.length === 0;
}

/** The test that a filter puts to a property's text; null = the event does not have the property. */
function textTest({ operator, values, property }: PropertyFilter): (value: string | null) => boolean {
  switch (operator) {
    case 'is':
      return (value) => value !== null && values.includes(value);
    case 'is-not':
      return (value) => value === null || !values.includes(value);
    case 'contains': {
      const parts = values.map((part) => part.toLocaleLowerCase());
      return (value) => value !== null && parts.some((part) => value.toLocaleLowerCase().includes(part));
    }
    case 'is-set':
      return (value) => value !== null;
    case 'is-not-set':
      return (value) => value === null;
    case 'at-least':
    case 'at-most': {
      const limit = numberOf(values[0], property);
      const sign = operator === 'at-least' ? 1 : -1;
      return (value) => value !== null && value.trim() !== '' && (Number(value) - limit) * sign >= 0;
    }
  }
}

function quantityTest({ operator, values, property }: PropertyFilter): (quantity: number) => boolean {
  const isMissing = (quantity: number): boolean => quantity !== quantity;
  // Quantities are stored as 32-bit floats, so 0.1 is asked for as it is stored.
  const numbers = ['is-set', 'is-not-set'].includes(operator)
    ? []
    : values.map((value) => Math.fround(numberOf(value, property)));
  switch (operator) {
    case 'is':
      return (quantity) => numbers.includes(quantity);
    case 'is-not':
      return (quantity) => !numbers.includes(quantity);
    case 'at-least':
    case 'at-most': {
      const limit = Math.fround(numberOf(values[0], property));
      return operator === 'at-least' ? (quantity) => quantity >= limit : (quantity) => quantity <= limit;
    }
    case 'is-set':
      return (quantity) => !isMissing(quantity);
    case 'is-not-set':
      return isMissing;
    case 'contains':
      throw new HoldfastError('invalid_input', 'A quantity is a number; choose "is", "at least" or "at most".');
  }
}

function numberOf(value: string | undefined, property: string): number {
  const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) {
    throw new HoldfastError(
      'invalid_input',
      `The condition on "${property}" needs a number, written as 12 or 12.5${value === undefined ? '' : `, not "${value}"`}.`,
    );
  }
  return number;
}

function unknownProperty(columns: EventSegment, property: string): HoldfastError {
  const known = columns.properties.map(({ key }) => key);
  return new HoldfastError(
    'invalid_input',
    `No event has a property named "${property}". Properties in this workspace: ${[...known, ...(columns.quantity === null ? [] : ['quantity'])].join(', ') || 'none'}.`,
    { property },
  );
}
