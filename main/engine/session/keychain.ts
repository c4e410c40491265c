import { HoldfastError } from '../../../shared/domain/errors.ts';

/** The operating system's keychain, or the reason why there is none. */
export type Keychain = {
  readonly available: boolean;
  readonly reason: string | null;
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
};

const service = 'Holdfast';
const probe = 'availability-check';

/** For machines without one, and for tests. */
export function noKeychain(reason: string): Keychain {
  const refuse = (): never => {
    throw new HoldfastError('secret_locked', `${reason} Protect the workspace with a passphrase instead.`);
  };
  return {
    available: false,
    reason,
    get: async () => refuse(),
    set: async () => refuse(),
    remove: async () => refuse(),
  };
}

/** Finds out whether this machine's keychain really keeps a secret, by keeping one. Never throws. */
export async function openKeychain(): Promise<Keychain> {
  try {
    const keytar = await import('@napi-rs/keyring/keytar.js');
    await keytar.setPassword(service, probe, probe);
    const kept = await keytar.getPassword(service, probe);
    await keytar.deletePassword(service, probe);
    if (kept !== probe) return noKeychain('The keychain of this machine does not keep secrets.');
    return {
      available: true,
      reason: null,
      get: (account) => keytar.getPassword(service, account),
      set: (account, secret) => keytar.setPassword(service, account, secret),
      remove: async (account) => void (await keytar.deletePassword(service, account)),
    };
  } catch {
    return noKeychain('This machine has no keychain that Holdfast can use.');
  }
}
