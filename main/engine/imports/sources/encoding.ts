import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { analyse } from 'chardet';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { looksJapanese } from './japanese.ts';

/** A decoder that refuses bytes that are not of the encoding. @throws invalid_input for an unknown encoding */
export function decoderFor(encoding: string, name: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal });
  } catch (error) {
    throw new HoldfastError(
      'invalid_input',
      `${name}: there is no encoding "${encoding}". Use utf-8, utf-16le, windows-1252, shift_jis, euc-jp or iso-8859-2.`,
      { encoding },
      error,
    );
  }
}

/** Decodes pieces of a source, and says near which byte they mean nothing. @throws file_unreadable from `take` and `end` */
export function createPieceDecoder(name: string, encoding: string): { take(chunk: Uint8Array): string; end(): string } {
  const decoder = decoderFor(encoding, name, true);
  let near = 0;
  function decode(chunk: Uint8Array | null): string {
    try {
      near += chunk?.length ?? 0;
      return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      const sentence = `${name} is not ${encoding} throughout: near byte ${near} there are bytes that mean nothing in it. Choose another encoding (windows-1252 is usual for older exports) and import again.`;
      throw new HoldfastError('file_unreadable', sentence, { file: name, near }, error);
    }
  }
  return { take: decode, end: () => decode(null) };
}

/** The length of the bytes without a last UTF-8 character that may be cut off. */
export function lastWholeCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length - back + 1;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

/**
 * The encoding of a text by its first bytes. What is valid UTF-8 is UTF-8; other languages than Western ones need
 * evidence, because nearly any bytes are valid in nearly any older encoding.
 */
export function encodingOf(bytes: Buffer, isWhole: boolean): string {
  const wide = utf16Of(bytes);
  if (wide !== null) return wide;
  if (isUtf8(isWhole ? bytes : bytes.subarray(0, lastWholeCharacter(bytes)))) return 'utf-8';
  for (const encoding of ['shift_jis', 'euc-jp'] as const) if (looksJapanese(bytes, encoding)) return encoding;
  return nonLatin(bytes) ?? singleByteLatin(bytes);
}

function utf16Of(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const half = Math.min(bytes.length, 4_096) / 2;
  let [even, odd] = [0, 0];
  for (let index = 0; index < half * 2; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  // Western text in UTF-16 has a zero in every second byte; in UTF-8 it has none.
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
  return null;
}

const nonLatinEncodings = new Set([
  'windows-1251',
  'koi8-r',
  'iso-8859-5',
  'iso-8859-7',
  'windows-1253',
  'gb18030',
  'big5',
  'euc-kr',
]);
const leastEvidence = 20;

/** Words written all in high bytes are not Western. Which they are instead is left to statistics of letters. */
function nonLatin(bytes: Buffer): string | null {
  let [high, inRuns] = [0, 0];
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index]! < 0x80) continue;
    high++;
    if ((bytes[index - 1] ?? 0) >= 0x80 || (bytes[index + 1] ?? 0) >= 0x80) inRuns++;
  }
  if (high < leastEvidence || inRuns < high * 0.8) return null;
  const found = analyse(bytes.subarray(0, 65_536)).find(({ name }) => nonLatinEncodings.has(name.toLowerCase()));
  return found ? found.name.toLowerCase() : null;
}

/** Encodings of Latin letters, the usual ones first: where several fit as well, the first is taken. */
const latinEncodings = ['windows-1252', 'windows-1250', 'iso-8859-2', 'iso-8859-15', 'windows-1254'];
const leastGarbled = 0.2;

/** Windows-1252, unless it puts signs such as ¹ or ³ into the middle of words and another encoding has letters there. */
function singleByteLatin(bytes: Buffer): string {
  const sample = bytes.subarray(0, 65_536);
  const high = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  const signs = latinEncodings.map((encoding) => signsInWords(new TextDecoder(encoding).decode(sample)));
  if (signs[0]! < 2 || signs[0]! < high * leastGarbled) return 'windows-1252';
  return latinEncodings[signs.indexOf(Math.min(...signs))] ?? 'windows-1252';
}

/** Signs between two letters, and signs in place of the capital that a word starts with. */
function signsInWords(text: string): number {
  return (
    text.match(/(?<=\p{L})[\u0080-\u009f¡-©«-´¶-¹»-¿×÷‚„…†‡‰‹›˘˛¸˝˙˜™€](?=\p{L})|(?<![\p{L}\d])[¹³¶±¦£¼¾¯](?=\p{Ll})/gu)
      ?.length ?? 0
  );
}
