/**
 * Instants as base-128 differences: within an account from one event to the next; the first event of an account, and
 * the first of a part, from `base`. Parts can therefore be read one by one.
 */
export function encodeSeconds(
  offsets: Uint32Array,
  seconds: Uint32Array,
  from: number,
  to: number,
  base: number,
): Uint8Array {
  const bytes = new Uint8Array((to - from) * longestVarint);
  let position = 0;
  let account = accountAt(offsets, from);
  let row = from;
  while (row < to) {
    const end = Math.min(offsets[account + 1]!, to);
    let previous = base;
    for (; row < end; row++) {
      const second = seconds[row]!;
      let difference = second - previous;
      previous = second;
      while (difference >= 128) {
        bytes[position++] = (difference & 127) | 128;
        difference = Math.floor(difference / 128);
      }
      bytes[position++] = difference;
    }
    account += 1;
  }
  return bytes.slice(0, position);
}

export const longestVarint = 5;

/**
 * Reads the instants of rows [from, to) of a segment to where `starts` places its accounts; see placeRows. False where the
 * bytes do not hold exactly that many instants.
 */
export function decodeSeconds(
  bytes: Uint8Array,
  offsets: Uint32Array,
  starts: Uint32Array,
  seconds: Uint32Array,
  from: number,
  to: number,
  base: number,
): boolean {
  let position = 0;
  let account = accountAt(offsets, from);
  let row = from;
  let isInRange = true;
  while (row < to) {
    const end = Math.min(offsets[account + 1]!, to);
    let target = starts[account]! + row - offsets[account]!;
    let previous = base;
    for (; row < end; row++) {
      let byte = bytes[position++]!;
      let difference = byte & 127;
      if (byte >= 128) {
        byte = bytes[position++]!;
        difference |= (byte & 127) << 7;
        if (byte >= 128) {
          byte = bytes[position++]!;
          difference |= (byte & 127) << 14;
          if (byte >= 128) {
            byte = bytes[position++]!;
            difference |= (byte & 127) << 21;
            if (byte >= 128) {
              byte = bytes[position++]!;
              // The fifth byte goes beyond what whole numbers of 32 bits can be put together to.
              difference += byte * 2 ** 28;
            }
          }
        }
      }
      previous += difference;
      seconds[target++] = previous;
    }
    if (!(previous <= 0xffff_ffff)) isInRange = false;
    account += 1;
  }
  return isInRange && position === bytes.length;
}

/** The account to which a row belongs. */
export function accountAt(offsets: Uint32Array, row: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (offsets[middle]! <= row) low = middle;
    else high = middle;
  }
  return low;
}
