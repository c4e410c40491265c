import { createHmac, hkdfSync } from 'node:crypto';
import { isBlank } from '../understand/values.ts';

/** Turns a text into its pseudonym; blank stays blank, and what is one already stays as it is. */
export type Pseudonymiser = (text: string) => string;

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const shape = /^p_[a-z2-7]{16}$/;
const mostRemembered = 50_000;

/**
 * The key of a workspace's pseudonyms, made from its data key: equal values are equal within a workspace, and nobody can
 * compare them across two.
 */
export function pseudonymKey(workspaceKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', workspaceKey, new Uint8Array(), 'holdfast pseudonyms', 32));
}

/**
 * `p_` and 16 letters or figures (80 bits) of the HMAC-SHA-256 of the trimmed, lower-cased text. A pseudonym is not hashed
 * again, so that rejected rows, which hold pseudonyms, can be mended and imported by the same recipe.
 */
export function createPseudonymiser(key: Uint8Array): Pseudonymiser {
  const known = new Map<string, string>();
  return (cell) => {
    const text = cell.trim().normalize('NFC').toLowerCase();
    if (isBlank(text)) return '';
    if (shape.test(text)) return text;
    let pseudonym = known.get(text);
    if (pseudonym === undefined) {
      pseudonym = `p_${inLetters(createHmac('sha256', key).update(text).digest())}`;
      if (known.size >= mostRemembered) known.clear();
      known.set(Buffer.from(text).toString(), pseudonym);
    }
    return pseudonym;
  };
}

/** Letters that survive being lower-cased: five bits each of the first ten bytes. */
function inLetters(bytes: Buffer): string {
  let bits = 0n;
  for (let index = 0; index < 10; index++) bits = (bits << 8n) | BigInt(bytes[index]!);
  let text = '';
  for (let shift = 75n; shift >= 0n; shift -= 5n) text += letters[Number((bits >> shift) & 31n)]!;
  return text;
}
