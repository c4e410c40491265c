import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { cancelled } from '../../../shared/domain/errors.ts';
import type { EventColumns, StopCheck } from '../events/index.ts';

type Properties = ContractOutputs['events']['properties'];
type Values = ContractOutputs['events']['values'];

/** The values of one property with how many events carry each, most frequent first. */
type Tally = readonly { readonly value: string; readonly count: number }[];

/** The property that is a number of its own column rather than a dictionary of texts. */
const quantityKey = 'quantity';
const mostShown = 100;
const rowsBetweenChecks = 0x1_0000;
/** More different numbers than this are counted by sorting them: a table of each would outgrow the column itself. */
const fewNumbers = 50_000;

const kept = new WeakMap<EventColumns, Map<string, Tally>>();

/** The properties of a store, `quantity` first where any event has one, the others by key. */
export function listProperties(columns: EventColumns, shouldStop: StopCheck): Properties {
  const quantities = hasQuantity(columns, shouldStop)
    ? [
        {
          key: quantityKey,
          kind: 'number' as const,
          distinct: tallyOf(columns, quantityKey, shouldStop).length,
        },
      ]
    : [];
  const texts = columns.properties
    .filter(({ key }) => key !== quantityKey)
    .map(({ key, values }) => ({
      key,
      kind: values.length > 0 && values.every(isNumber) ? ('number' as const) : ('text' as const),
      distinct: values.length,
    }));
  return [...quantities, ...texts];
}

/** Values of a property that hold the searched text, whatever its case. A property that no event has has no values. */
export function searchValues(columns: EventColumns, key: string, search: string, shouldStop: StopCheck): Values {
  const wanted = search.trim().toLocaleLowerCase();
  const found: { value: string; count: number }[] = [];
  for (const entry of tallyOf(columns, key, shouldStop)) {
    if (wanted !== '' && !entry.value.toLocaleLowerCase().includes(wanted)) continue;
    if (found.length === mostShown) return { values: found, more: true };
    found.push(entry);
  }
  return { values: found, more: false };
}

function tallyOf(columns: EventColumns, key: string, shouldStop: StopCheck): Tally {
  let ofColumns = kept.get(columns);
  if (ofColumns === undefined) kept.set(columns, (ofColumns = new Map()));
  const known = ofColumns.get(key);
  if (known !== undefined) return known;
  const tally = (key === quantityKey ? tallyQuantities : tallyTexts)(columns, key, shouldStop).sort(
    (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
  );
  ofColumns.set(key, tally);
  return tally;
}

function tallyTexts(columns: EventColumns, key: string, shouldStop: StopCheck): { value: string; count: number }[] {
  const property = columns.properties.find((candidate) => candidate.key === key);
  if (property === undefined) return [];
  const { codes, values } = property;
  const counts = new Float64Array(values.length + 1);
  for (let row = 0; row < codes.length; row++) {
    stopBetween(row, shouldStop);
    counts[codes[row]!]! += 1;
  }
  return values.map((value, index) => ({ value, count: counts[index + 1]! }));
}

function tallyQuantities({ quantity }: EventColumns, _key: string, shouldStop: StopCheck) {
  if (quantity === null) return [];
  const counts = new Map<number, number>();
  for (let row = 0; row < quantity.length; row++) {
    stopBetween(row, shouldStop);
    const value = quantity[row]!;
    if (value !== value) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > fewNumbers) return tallySorted(quantity);
  }
  return [...counts].map(([value, count]) => ({ value: shortNumber(value), count }));
}

function tallySorted(quantity: Float32Array): { value: string; count: number }[] {
  const sorted = Float32Array.from(quantity).sort();
  const tally: { value: string; count: number }[] = [];
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from]!;
    // Numbers that are none stand at the end.
    if (value !== value) break;
    let to = from + 1;
    while (to < sorted.length && sorted[to] === value) to += 1;
    tally.push({ value: shortNumber(value), count: to - from });
    from = to;
  }
  return tally;
}

function hasQuantity({ quantity }: EventColumns, shouldStop: StopCheck): boolean {
  if (quantity === null) return false;
  for (let row = 0; row < quantity.length; row++) {
    stopBetween(row, shouldStop);
    if (quantity[row] === quantity[row]) return true;
  }
  return false;
}

/** The fewest digits that name this 32-bit float: 0.1 is stored as 0.10000000149011612. */
function shortNumber(value: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value));
}

function stopBetween(row: number, shouldStop: StopCheck): void {
  if (row % rowsBetweenChecks === 0 && shouldStop()) throw cancelled('The list of properties');
}
