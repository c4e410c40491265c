/**
 * A seeded source of random numbers. The same seed gives the same sequence on every machine, because only 32-bit
 * integer arithmetic is used (sfc32, seeded through splitmix32).
 */
export interface Random {
  /** Uniform in [0, 1) with 53 bits. */
  next(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Standard normal (polar method). */
  normal(): number;
  /** 32 random bits, unsigned. */
  bits(): number;
}

export function createRandom(seed: number): Random {
  let state = mixSeed(seed);
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) | 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let counter = 1;
  const bits = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round++) bits();
  const next = (): number => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992;
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
  return { next, bits, normal, integer: (bound) => Math.floor(next() * bound) };
}

/** A seed for a part of the work, so that one part's draws do not shift another's. */
export function childSeed(seed: number, part: number): number {
  let z = (mixSeed(seed) ^ Math.imul(part + 1, 0x9e3779b1)) | 0;
  z = Math.imul(z ^ (z >>> 15), 0x2c1b3c6d);
  z = Math.imul(z ^ (z >>> 12), 0x297a2d39);
  return (z ^ (z >>> 15)) >>> 0;
}

interface Swappable {
  readonly length: number;
  [index: number]: unknown;
}

/** Fisher-Yates, in place; answers the same array. */
export function shuffle<T extends Swappable>(values: T, random: Random): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const kept = values[last];
    values[last] = values[other];
    values[other] = kept;
  }
  return values;
}

/** The numbers 0 … count-1 in random order. */
export function permutation(count: number, random: Random): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  return shuffle(order, random);
}

// Seeds beyond 32 bits and fractions still count: both halves of the double take part.
function mixSeed(seed: number): number {
  const low = seed | 0;
  const high = Math.floor(seed / 4294967296) | 0;
  const fraction = Math.floor((seed - Math.floor(seed)) * 4294967296) | 0;
  return (low ^ Math.imul(high, 0x85ebca6b) ^ Math.imul(fraction, 0xc2b2ae35)) | 0;
}
