/** Marks a blob of 32-bit floats; without it a blob's length is a multiple of eight, and its numbers are 64-bit, as they once were. */
const single = 1;

/** Numbers as a run of scores keeps them: 32-bit floats, which is what models read. NaN = missing. */
export function packNumbers(values: ArrayLike<number>): Buffer {
  const bytes = Buffer.allocUnsafe(1 + 4 * values.length);
  bytes[0] = single;
  for (let place = 0; place < values.length; place++) bytes.writeFloatLE(values[place]!, 1 + 4 * place);
  return bytes;
}

/** Numbers of a blob, which may stand anywhere in memory. */
export function unpackNumbers(bytes: Uint8Array): Float64Array {
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteLength % 8 === 0) return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
  return Float64Array.from(new Float32Array(buffer.slice(byteOffset + 1, byteOffset + byteLength)));
}

/** A kept value as people read it: null for missing, 1.68 rather than the 32-bit float next to it. */
export function plainValue(value: number | undefined): number | null {
  if (value === undefined || Number.isNaN(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}
