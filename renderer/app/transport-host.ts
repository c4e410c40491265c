import type { Grant } from '../../shared/contract/index.ts';
import type { Calls } from './transport-link.ts';

export type UploadProgress = { /** Bytes. */ sent: number; /** Bytes. */ total: number };
export type OnProgress = (progress: UploadProgress) => void;
export type PickOptions = {
  multiple: boolean;
  /** Picks a folder and answers with the files in it. */ directory?: boolean;
  onProgress?: OnProgress;
};

/** What a host offers besides calls. Files are named by grant; the page never sees a path. */
export type HostFiles = {
  /** Asks the person for files. Empty where the dialog was closed. */
  pickFiles(options: PickOptions): Promise<Grant[]>;
  /** Hands over dropped files, in their order. */
  registerFiles(files: readonly File[], onProgress?: OnProgress): Promise<Grant[]>;
  /** Hands over a table that was pasted, under a name of the page's choice. */
  registerText(name: string, text: string): Promise<Grant>;
  /** Asks for a folder to watch; null where it was closed. A host without such a dialog has none: a person types the path. */
  pickFolder: (() => Promise<Grant | null>) | null;
  /** Saves a file that the engine made, under a name that the person may change. False where the dialog was closed. */
  saveExport(grant: string, name: string): Promise<boolean>;
};

/** What reaching the engine through one kind of host gives. */
export type ConnectedHost<K extends string> = { kind: K; calls: Calls; files: HostFiles };
