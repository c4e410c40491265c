/** Numbers in a hash. Sixty-four bits would take two of 74 million ids for one once in some 7,000 files; 96 do once in 10¹³. */
export const hashWidth = 3;

/** The hashes start from these, so that nobody can compute them from ids. */
export type IdSeeds = readonly [number, number, number];

export function randomSeeds(): IdSeeds {
  const [first, second, third] = crypto.getRandomValues(new Uint32Array(hashWidth));
  return [first!, second!, third!];
}

/** Three multiplicative hashes of different factors over the same units, each finished with an avalanche; never all zero. */
export function hashId(id: string, [first, second, third]: IdSeeds, into: Uint32Array): void {
  let low = first ^ id.length;
  let middle = second ^ id.length;
  let high = third ^ id.length;
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    middle = Math.imul(middle + unit, 0x85ebca6b) ^ (middle >>> 15);
    high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x27d4eb2f);
  }
  finish(low, middle, high, into);
}

/** `hashId` of the text in these bytes. False where it is not plain ASCII without blanks around it. */
export function hashBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  [first, second, third]: IdSeeds,
  into: Uint32Array,
): boolean {
  if (bytes[from]! <= 32 || bytes[to - 1]! <= 32) return false;
  let low = first ^ (to - from);
  let middle = second ^ (to - from);
  let high = third ^ (to - from);
  let all = 0;
  for (let at = from; at < to; at++) {
    const unit = bytes[at]!;
    all |= unit;
    low = Math.imul(low ^ unit, 0x01000193);
    middle = Math.imul(middle + unit, 0x85ebca6b) ^ (middle >>> 15);
    high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x27d4eb2f);
  }
  if (all >= 128) return false;
  finish(low, middle, high, into);
  return true;
}

function finish(low: number, middle: number, high: number, into: Uint32Array): void {
  into[0] = avalanche(low);
  into[1] = avalanche(middle);
  into[2] = avalanche(high);
  // All zero mean an empty place.
  if (into[0] === 0 && into[1] === 0 && into[2] === 0) into[2] = 1;
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
