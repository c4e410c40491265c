import type { ErrorCode } from '../domain/errors.ts';
import type { Grant } from './common.ts';

/** How the desktop's main process answers the page: errors as values, because they lose their code on this way. */
export type BridgeAnswer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string };

/** `window.holdfast`, put there by the preload; `PageFile` is the DOM's File, which this room does not know. */
export type HoldfastBridge<PageFile> = {
  platform: string;
  /** Asks for a port to the engine; it arrives as a message of this window, `holdfast:port`. */
  connect(): Promise<BridgeAnswer<null>>;
  pickFiles(options: { multiple: boolean; directory: boolean }): Promise<BridgeAnswer<Grant[]>>;
  registerDroppedFiles(files: PageFile[]): Promise<BridgeAnswer<Grant[]>>;
  /** A table that was pasted, as a file of this name that goes when the program ends. */
  registerText(name: string, text: string): Promise<BridgeAnswer<Grant>>;
  /** A folder itself, to be watched; null where the dialog was closed. */
  pickFolder(): Promise<BridgeAnswer<Grant | null>>;
  saveExport(grant: string, name: string): Promise<BridgeAnswer<boolean>>;
};
