import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secretLength = 32;

/** Compares in a time that does not depend on where two texts differ, nor on their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** The value of a cookie of a `Cookie` header; undefined where it is missing or stands there twice. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

/**
 * Who may use a running localhost host. A token travels in the fragment of the printed address, which browsers send to
 * no server, and buys the session cookie once. The cookie lives as long as this process and the browser session.
 */
export type Session = {
  /** A token for one more browser; the one before stops working. */
  renewToken(): string;
  /** The Set-Cookie header in exchange for the token; null where the token is wrong, spent or replaced. */
  exchange(token: string): string | null;
  isKnown(cookieHeader: string | undefined): boolean;
};

const newSecret = (): string => randomBytes(secretLength).toString('base64url');

export function createSession(port: number): Session {
  const secret = newSecret();
  // Cookies do not tell ports apart; the name does, so that two running hosts do not overwrite each other's session.
  const name = `holdfast-${port}`;
  let token: string | null = null;
  return {
    renewToken() {
      token = newSecret();
      return token;
    },
    exchange(given) {
      if (token === null || !sameSecret(given, token)) return null;
      token = null;
      return `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isKnown(cookieHeader) {
      return sameSecret(cookieValue(cookieHeader, name) ?? '', secret);
    },
  };
}
