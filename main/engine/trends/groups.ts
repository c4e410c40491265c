import type { AccountAttribute } from '../accounts/index.ts';

/** The series into which a measure falls apart. */
export interface Groups {
  /** slotOf[code] = its series; the rest has the last slot. */
  readonly slotOf: Int32Array;
  /** What each slot is called; null = without a value (or without a breakdown). */
  readonly slots: readonly { readonly value: string | null; readonly rest: boolean }[];
}

/** Everything in one series. */
export const oneGroup: Groups = { slotOf: Int32Array.of(0), slots: [{ value: null, rest: false }] };

/**
 * The largest groups with a series each, all others together in the last one.
 *
 * @param weights by code; codes without weight are no group
 * @param valueOf what a code is called; null = without a value
 */
export function largestGroups(weights: Float64Array, most: number, valueOf: (code: number) => string | null): Groups {
  const used: number[] = [];
  weights.forEach((weight, code) => {
    if (weight > 0) used.push(code);
  });
  used.sort((a, b) => weights[b]! - weights[a]! || a - b);
  const slotOf = new Int32Array(weights.length).fill(Math.min(most, used.length));
  const shown = used.slice(0, most);
  shown.forEach((code, slot) => (slotOf[code] = slot));
  const slots: Groups['slots'][number][] = shown.map((code) => ({ value: valueOf(code), rest: false }));
  // A slot that is never used costs nothing; one that is missing would count into a neighbour.
  return { slotOf, slots: used.length > most ? [...slots, { value: null, rest: true }] : slots };
}

/** Codes of an attribute for accounts by id: position in `values` + 1, 0 where it has none. */
export function codesById(attribute: AccountAttribute): (account: string) => number {
  const position = new Map(attribute.values.map((value, index) => [value, index + 1]));
  return (account) => {
    const value = attribute.of.get(account);
    return value === undefined ? 0 : (position.get(value) ?? 0);
  };
}
