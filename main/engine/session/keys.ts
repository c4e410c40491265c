import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/domain/errors.ts';

/** scrypt's cost: about 0.1 s and 64 MiB a try. */
const cost = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const keyBytes = 32;

/** A data key under a passphrase: scrypt, then AES-256-GCM. All base64. */
export const wrappedKey = z.object({
  salt: z.string(),
  nonce: z.string(),
  sealed: z.string(),
  tag: z.string(),
  N: z.number(),
  r: z.number(),
  p: z.number(),
});
export type WrappedKey = z.infer<typeof wrappedKey>;

export function newDataKey(): Uint8Array {
  return randomBytes(keyBytes);
}

export function wrapKey(dataKey: Uint8Array, passphrase: string): WrappedKey {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase.normalize('NFKC'), salt, keyBytes, cost), nonce);
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  const base64 = (bytes: Buffer): string => bytes.toString('base64');
  return {
    salt: base64(salt),
    nonce: base64(nonce),
    sealed: base64(sealed),
    tag: base64(cipher.getAuthTag()),
    N: cost.N,
    r: cost.r,
    p: cost.p,
  };
}

/** @throws secret_locked for a wrong passphrase; a wrong one and a damaged key cannot be told apart */
export function unwrapKey(wrapped: WrappedKey, passphrase: string): Uint8Array {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  try {
    const { N, r, p } = wrapped;
    const secret = scryptSync(passphrase.normalize('NFKC'), bytes(wrapped.salt), keyBytes, {
      N,
      r,
      p,
      maxmem: cost.maxmem,
    });
    const decipher = createDecipheriv('aes-256-gcm', secret, bytes(wrapped.nonce));
    decipher.setAuthTag(bytes(wrapped.tag));
    return Buffer.concat([decipher.update(bytes(wrapped.sealed)), decipher.final()]);
  } catch (error) {
    throw new HoldfastError(
      'secret_locked',
      'This passphrase does not open the workspace. Try again; nothing was changed.',
      {},
      error,
    );
  }
}
