import type { NumericColumn } from './segment.ts';

/**
 * Sorts the rows of each account by instant, stably, in place; accounts that are in order already cost one look.
 *
 * @param companions the other columns of the same rows, moved along with `seconds`.
 */
export function sortAccountsByTime(
  offsets: Uint32Array,
  seconds: Uint32Array,
  companions: readonly NumericColumn[],
): void {
  let capacity = 1024;
  let keys = new Float64Array(capacity);
  let order = new Uint32Array(capacity);
  for (let account = 0; account + 1 < offsets.length; account++) {
    const from = offsets[account]!;
    const to = offsets[account + 1]!;
    if (isSorted(seconds, from, to)) continue;
    const count = to - from;
    if (count > capacity) {
      capacity = count * 2;
      keys = new Float64Array(capacity);
      order = new Uint32Array(capacity);
    }
    findOrder(seconds, from, count, keys, order);
    permute(seconds, from, count, order, keys);
    for (const companion of companions) permute(companion, from, count, order, keys);
  }
}

function isSorted(seconds: Uint32Array, from: number, to: number): boolean {
  for (let row = from + 1; row < to; row++) {
    if (seconds[row - 1]! > seconds[row]!) return false;
  }
  return true;
}

/** order[i] = the row, counted from `from`, that belongs at place i. */
function findOrder(seconds: Uint32Array, from: number, count: number, keys: Float64Array, order: Uint32Array): void {
  let least = seconds[from]!;
  let most = least;
  for (let row = from; row < from + count; row++) {
    const second = seconds[row]!;
    if (second < least) least = second;
    if (second > most) most = second;
  }
  // Instant and place are packed into one double (53 bits), which the engine sorts natively. The span is a power of
  // two, so unpacking is exact.
  const span = 2 ** Math.ceil(Math.log2(count));
  if ((most - least + 1) * span > Number.MAX_SAFE_INTEGER) {
    const places = Uint32Array.from({ length: count }, (_, place) => place);
    places.sort((a, b) => seconds[from + a]! - seconds[from + b]! || a - b);
    order.set(places);
    return;
  }
  for (let place = 0; place < count; place++) keys[place] = (seconds[from + place]! - least) * span + place;
  keys.subarray(0, count).sort();
  for (let place = 0; place < count; place++) {
    const key = keys[place]!;
    order[place] = key - Math.floor(key / span) * span;
  }
}

function permute(column: NumericColumn, from: number, count: number, order: Uint32Array, scratch: Float64Array): void {
  for (let place = 0; place < count; place++) scratch[place] = column[from + order[place]!]!;
  for (let place = 0; place < count; place++) column[from + place] = scratch[place]!;
}
