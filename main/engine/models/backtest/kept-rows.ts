import type { Dataset } from '../dataset.ts';
import { placeOf, rowWidth } from '../features/catalogue.ts';
import { computeSnapshot, createRowComputer } from '../features/compute.ts';
import { stopIfAsked } from '../features/row-table.ts';
import type { FeatureSources } from '../features/sources.ts';
import { churnWithin, isCustomerOn } from '../labels.ts';
import type { AccountLife } from '../labels.ts';
import { endOfDay } from '../snapshots.ts';

/** Models of so many rows find what those of more find; there is one for every month. */
const mostRows = 120_000;
const firstSize = 4_096;

/** Rows labelled by what was known on a day. */
export type LabelledThen = Dataset & { isKnown(row: number): boolean };

/** Features of past month ends, computed once and labelled anew for every day from which they are looked at. */
export type KeptRows = ReturnType<typeof createKeptRows>;

/** @param months how many month ends will be kept at most; decides whether all accounts fit */
export function createKeptRows(
  sources: FeatureSources,
  names: readonly string[],
  months: number,
  shouldStop: () => boolean,
) {
  const everyNth = Math.max(1, Math.ceil((sources.accounts.length * months) / mostRows));
  const compute = createRowComputer(sources);
  const memory = new Float64Array(sources.accounts.length * rowWidth);
  const places = names.map(placeOf);
  // By the order in which accounts are first seen, so that accounts of a later time do not change the numbers of others.
  const numbers = new Map<number, number>();
  const days: number[] = [];
  let columns = names.map(() => new Float32Array(firstSize));
  let accounts = new Int32Array(firstSize);
  let snapshots = new Int32Array(firstSize);
  let count = 0;

  function makeRoom(): void {
    if (count < accounts.length) return;
    columns = columns.map((column) => grown(column, Float32Array));
    accounts = grown(accounts, Int32Array);
    snapshots = grown(snapshots, Int32Array);
  }

  return {
    everyNth,
    has: (day: number): boolean => days.includes(day),

    /** A column a feature, with a value for each of the accounts (places in the book), as of the end of the day. */
    columnsOn(day: number, of: Int32Array): Float32Array[] {
      const { values } = computeSnapshot(sources, endOfDay(day), compute, shouldStop, memory);
      return places.map((place) => Float32Array.from(of, (account) => values[account * rowWidth + place]!));
    },

    /** Keeps what `columnsOn` answered. @returns rows kept, and the place of each among the accounts */
    keep(
      day: number,
      of: Int32Array,
      found: readonly Float32Array[],
    ): { readonly rows: Int32Array; readonly places: Int32Array } {
      const first = count;
      const kept: number[] = [];
      of.forEach((account, place) => {
        const number = numbers.get(account) ?? numbers.size;
        numbers.set(account, number);
        if (number % everyNth !== 0) return;
        makeRoom();
        accounts[count] = account;
        snapshots[count] = days.length;
        found.forEach((column, feature) => (columns[feature]![count] = column[place]!));
        kept.push(place);
        count++;
      });
      days.push(day);
      return { rows: Int32Array.from(kept, (_place, index) => first + index), places: Int32Array.from(kept) };
    },

    /**
     * All rows kept so far, with what was known of each account's fate.
     * @param settled last day until which everybody's fate was known then
     */
    labelledBy(lives: readonly AccountLife[], horizonDays: number, settled: number): LabelledThen {
      stopIfAsked(shouldStop);
      const labels = new Uint8Array(count);
      const churnDays = new Int32Array(count);
      const known = new Uint8Array(count);
      for (let row = 0; row < count; row++) {
        const day = days[snapshots[row]!]!;
        const life = lives[accounts[row]!]!;
        if (day + horizonDays > settled || !isCustomerOn(life, day)) continue;
        known[row] = 1;
        const churn = churnWithin(life, day, horizonDays);
        if (churn === null) continue;
        labels[row] = 1;
        churnDays[row] = churn;
      }
      return {
        names,
        columns: columns.map((column) => column.subarray(0, count)),
        labels,
        churnDays,
        accounts: Int32Array.from({ length: count }, (_, row) => numbers.get(accounts[row]!)!),
        snapshots: snapshots.slice(0, count),
        days: [...days],
        everyNth,
        isKnown: (row) => known[row] === 1,
      };
    },
  };
}

function grown<Values extends Int32Array | Float32Array>(
  values: Values,
  make: { new (length: number): Values },
): Values {
  const longer = new make(values.length * 2);
  longer.set(values);
  return longer;
}
