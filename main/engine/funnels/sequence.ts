import { bitsAt } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { rowsOf } from './funnel-plan.ts';

/** The events of one unit that matter, in time order; ties in import order. */
export interface Sequence {
  length: number;
  /** Row in the columns. */
  row: Int32Array;
  second: Float64Array;
  /** Steps and exclusions that the event does for; see FunnelPlan.bits. */
  bits: Int32Array;
  /** Place among all events of the unit, whether they matter or not: neighbours differ by one. */
  place: Int32Array;
}

export function createSequence(): Sequence {
  return {
    length: 0,
    row: new Int32Array(64),
    second: new Float64Array(64),
    bits: new Int32Array(64),
    place: new Int32Array(64),
  };
}

export function addTo(sequence: Sequence, row: number, second: number, bits: number, place: number): void {
  const at = sequence.length++;
  if (at === sequence.row.length) grow(sequence);
  sequence.row[at] = row;
  sequence.second[at] = second;
  sequence.bits[at] = bits;
  sequence.place[at] = place;
}

function grow(sequence: Sequence): void {
  const { row, second, bits, place } = sequence;
  const length = row.length * 2;
  sequence.row = new Int32Array(length);
  sequence.row.set(row);
  sequence.second = new Float64Array(length);
  sequence.second.set(second);
  sequence.bits = new Int32Array(length);
  sequence.bits.set(bits);
  sequence.place = new Int32Array(length);
  sequence.place.set(place);
}

/**
 * Gives each unit of an account as a sequence: the account itself, or each of its contacts in the order of their first
 * event. Only valid during the visit.
 *
 * @param visit contact: the code of the contact, 0 for an account
 */
export function createUnits(
  plan: FunnelPlan,
): (account: number, visit: (unit: Sequence, contact: number) => void) => void {
  const { columns, bits: compiled, contact } = plan;
  const { seconds, name } = columns;
  if (contact === null) {
    const all = createSequence();
    return (account, visit) => {
      const { from, to } = rowsOf(plan, account);
      all.length = 0;
      for (let row = from; row < to; row++) {
        const bits = bitsAt(compiled, name, row);
        if (bits !== 0) addTo(all, row, seconds[row]!, bits, row - from);
      }
      if (all.length > 0) visit(all, 0);
    };
  }
  const slots = new Map<number, number>();
  const sequences: Sequence[] = [];
  const contacts: number[] = [];
  const events: number[] = [];
  return (account, visit) => {
    const { from, to } = rowsOf(plan, account);
    slots.clear();
    for (let row = from; row < to; row++) {
      const code = contact.codeAt(row);
      if (code === 0) continue;
      let slot = slots.get(code);
      if (slot === undefined) {
        slot = slots.size;
        slots.set(code, slot);
        (sequences[slot] ??= createSequence()).length = 0;
        contacts[slot] = code;
        events[slot] = 0;
      }
      const bits = bitsAt(compiled, name, row);
      if (bits !== 0) addTo(sequences[slot]!, row, seconds[row]!, bits, events[slot]!);
      events[slot]! += 1;
    }
    for (let slot = 0; slot < slots.size; slot++) {
      if (sequences[slot]!.length > 0) visit(sequences[slot]!, contacts[slot]!);
    }
  };
}

/**
 * Splits a unit by the values that are held constant: a sequence for each combination of values that an entry has. An
 * event without one of the values does for no step; as an excluded event it counts whatever the values of the others are.
 */
export function createHeldParts(plan: FunnelPlan): (unit: Sequence, visit: (part: Sequence) => void) => void {
  const { holds, stepBits } = plan;
  const parts = new Map<number | string, { readonly part: Sequence; isEntered: boolean }>();
  const spare: Sequence[] = [];
  const valueless = createSequence();
  const merged = createSequence();

  return (unit, visit) => {
    for (const { part } of parts.values()) spare.push(part);
    parts.clear();
    valueless.length = 0;
    for (let at = 0; at < unit.length; at++) {
      const row = unit.row[at]!;
      const bits = unit.bits[at]!;
      const key = heldKey(plan, row);
      if (key === null) {
        if ((bits & ~stepBits) !== 0) addTo(valueless, row, unit.second[at]!, bits & ~stepBits, unit.place[at]!);
        continue;
      }
      let held = parts.get(key);
      if (held === undefined) {
        const part = spare.pop() ?? createSequence();
        part.length = 0;
        parts.set(key, (held = { part, isEntered: false }));
      }
      if ((bits & 1) === 1 || plan.rule.order === 'any') held.isEntered = true;
      addTo(held.part, row, unit.second[at]!, bits, unit.place[at]!);
    }
    for (const { part, isEntered } of parts.values()) {
      if (isEntered) visit(valueless.length === 0 ? part : merge(part, valueless, merged));
    }
  };

  function heldKey({ holds: readers }: FunnelPlan, row: number): number | string | null {
    if (readers.length === 1) {
      const code = holds[0]!.codeAt(row);
      return code === 0 ? null : code;
    }
    let key = '';
    for (const reader of readers) {
      const code = reader.codeAt(row);
      if (code === 0) return null;
      key += `${code} `;
    }
    return key;
  }
}

function merge(one: Sequence, other: Sequence, into: Sequence): Sequence {
  into.length = 0;
  let left = 0;
  let right = 0;
  while (left < one.length || right < other.length) {
    const takeLeft = right >= other.length || (left < one.length && one.place[left]! < other.place[right]!);
    const from = takeLeft ? one : other;
    const at = takeLeft ? left++ : right++;
    addTo(into, from.row[at]!, from.second[at]!, from.bits[at]!, from.place[at]!);
  }
  return into;
}
