/**
 * Remembers millions of ids in eight bytes each: a hash set of 64-bit hashes. Two ids are taken for one with a
 * probability of n²/2⁶⁵: about one in a million for five million ids.
 */
export type IdSet = {
  readonly size: number;
  /** False where the id was there already. */
  add(id: string): boolean;
};

export function createIdSet(): IdSet {
  let capacity = 1 << 14;
  let slots = new Uint32Array(capacity * 2);
  let size = 0;

  function place(low: number, high: number): boolean {
    let slot = low & (capacity - 1);
    for (;;) {
      const at = slot * 2;
      const there = slots[at]!;
      if (there === 0 && slots[at + 1] === 0) {
        slots[at] = low;
        slots[at + 1] = high;
        return true;
      }
      if (there === low && slots[at + 1] === high) return false;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const old = slots;
    capacity *= 2;
    slots = new Uint32Array(capacity * 2);
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0 || old[at + 1] !== 0) place(old[at]!, old[at + 1]!);
  }

  return {
    get size() {
      return size;
    },
    add(id) {
      // Two multiplicative hashes of different primes over the same units, each finished with an avalanche.
      let low = 0x811c9dc5 ^ id.length;
      let high = 0x9e3779b9 ^ id.length;
      for (let index = 0; index < id.length; index++) {
        const unit = id.charCodeAt(index);
        low = Math.imul(low ^ unit, 0x01000193);
        high = Math.imul(high + unit, 0x85ebca6b) ^ (high >>> 15);
      }
      low = avalanche(low);
      high = avalanche(high);
      // Zero means an empty slot.
      if (low === 0 && high === 0) high = 1;
      if (size * 10 > capacity * 7) grow();
      if (!place(low, high)) return false;
      size++;
      return true;
    },
  };
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
