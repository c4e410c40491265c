/** How bytes become text: the same as in the reader of whole files. */
export type TextCode = {
  decode(bytes: Uint8Array): string;
  /** Bytes of a decoded text. */
  byteLength(text: string): number;
};

const singleByte = /^(?:windows-1252|ascii|us-ascii|iso-8859-1|latin1)$/i;

/** Null for encodings that are not scanned. UTF-8 must have been found valid. */
export function textCode(encoding: string): TextCode | null {
  if (/^utf-?8$/i.test(encoding)) {
    return {
      decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'),
      byteLength: (text) => Buffer.byteLength(text),
    };
  }
  if (!singleByte.test(encoding)) return null;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return { decode: (bytes) => decoder.decode(bytes), byteLength: (text) => text.length };
}
