import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { wrappedKey } from './keys.ts';

/** `workspace.json`: what must be known before the database can be opened. Holds no data of the client. */
export const workspaceHeader = z.object({
  format: z.literal('holdfast-workspace'),
  version: z.literal(1),
  id: z.string(),
  name: z.string(),
  protection: z.enum(['keychain', 'passphrase', 'sample', 'memory']),
  createdAt: z.string(),
  wrappedKey: wrappedKey.optional(),
});
export type WorkspaceHeader = z.infer<typeof workspaceHeader>;

/** Where Holdfast keeps its own files: HOLDFAST_HOME, or the platform's place for application data. */
export function holdfastHome(): string {
  const { HOLDFAST_HOME, APPDATA, XDG_DATA_HOME } = process.env;
  if (HOLDFAST_HOME) return resolve(HOLDFAST_HOME);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Holdfast');
  if (process.platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Holdfast');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'holdfast');
}

export const headerFile = (folder: string): string => join(folder, 'workspace.json');
export const databaseFile = (folder: string): string => join(folder, 'workspace.db');
export const stagingFolder = (folder: string): string => join(folder, 'staging');

/** Replaces a file in one step, so that a crash leaves the old one or the new one. */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.next`;
  writeFileSync(next, text, { mode: 0o600 });
  renameSync(next, file);
}

export function writeHeader(folder: string, header: WorkspaceHeader): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeWhole(headerFile(folder), `${JSON.stringify(header, null, 2)}\n`);
}

/** @throws not_found where the folder holds no workspace, file_unreadable where its header is damaged */
export function readHeader(folder: string): WorkspaceHeader {
  const file = headerFile(folder);
  if (!existsSync(file)) {
    throw new HoldfastError('not_found', `${folder} holds no Holdfast workspace (there is no workspace.json in it).`);
  }
  const parsed = workspaceHeader.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new HoldfastError(
      'file_unreadable',
      `${file} is damaged or was not written by Holdfast. It was left as it is; restore it from a copy of the folder.`,
    );
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
