import type { BridgeAnswer } from '../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../shared/domain/errors.ts';
import { isOwnAddress } from './guards.ts';

/** The sender of a message of the bridge; Electron's IpcMainInvokeEvent is one. */
export type BridgeSender = { senderFrame: { url: string; parent: unknown } | null };

/** Only the top frame of our own page may use the bridge. */
export function isTrustedSender({ senderFrame }: BridgeSender): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);
}

/** Wraps a handler of the bridge: checks who asks, and answers with a value whatever happens. */
export function bridged<E extends BridgeSender, T>(handler: (event: E, ...given: unknown[]) => Promise<T>) {
  return async (event: E, ...given: unknown[]): Promise<BridgeAnswer<T>> => {
    if (!isTrustedSender(event))
      return { ok: false, code: 'invalid_input', message: 'Only the Holdfast window itself may ask this.' };
    try {
      return { ok: true, value: await handler(event, ...given) };
    } catch (thrown) {
      const { code, message } = toHoldfastError(thrown);
      return { ok: false, code, message };
    }
  };
}
