const bits = new DataView(new ArrayBuffer(4));

/** float32 numbers in their order, as whole numbers: the next number has the next place. */
export function placeOfFloat(value: number): number {
  bits.setFloat32(0, value);
  const place = bits.getInt32(0);
  return place < 0 ? -(place & 0x7fffffff) : place;
}

export function floatAtPlace(place: number): number {
  bits.setInt32(0, place < 0 ? -place | 0x80000000 : place);
  return bits.getFloat32(0);
}

/** The greatest float32 below a number; of a float32 the one before it. */
export function floatBelow(value: number): number {
  const rounded = Math.fround(value);
  return rounded < value ? rounded : floatAtPlace(placeOfFloat(rounded) - 1);
}

/** The greatest float32 that is not above a number. */
export function floatNotAbove(value: number): number {
  const rounded = Math.fround(value);
  return rounded <= value ? rounded : floatAtPlace(placeOfFloat(rounded) - 1);
}

const lowest = placeOfFloat(-3.4028234663852886e38);
const highest = placeOfFloat(3.4028234663852886e38);

/**
 * The greatest float32 for which a test holds that holds up to some number and from there on no more.
 * @returns -Infinity where it never holds, Infinity where always
 */
export function lastThatHolds(test: (value: number) => boolean): number {
  if (!test(floatAtPlace(lowest))) return -Infinity;
  if (test(floatAtPlace(highest))) return Infinity;
  let holds = lowest;
  let fails = highest;
  while (fails - holds > 1) {
    const middle = Math.floor((holds + fails) / 2);
    if (test(floatAtPlace(middle))) holds = middle;
    else fails = middle;
  }
  return floatAtPlace(holds);
}
