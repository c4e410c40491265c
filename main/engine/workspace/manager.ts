import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { plainName } from '../../../shared/domain/plain-name.ts';
import {
  databaseFile,
  headerFile,
  newDataKey,
  openSession,
  readHeader,
  unwrapKey,
  wrapKey,
  writeHeader,
} from '../session/index.ts';
import type { Grants, Keychain, OpenOptions, Session, SessionJobs, WorkspaceHeader } from '../session/index.ts';
import { createRecent } from './recent.ts';
import type { Recent } from './recent.ts';

/** Published on purpose: the sample workspace holds nothing but generated data. */
export const samplePassphrase = 'holdfast-sample';

export type CreateOptions = {
  name: string;
  folder?: string;
  protection: WorkspaceHeader['protection'];
  passphrase?: string;
};

/** Knows which workspace is open; there is at most one an engine. */
export type WorkspaceManager = {
  readonly home: string;
  readonly recent: Recent;
  readonly keychain: Keychain;
  current(): { header: WorkspaceHeader; folder: string; session: Session | null } | null;
  session(): Session;
  create(options: CreateOptions): Promise<Session>;
  /** @param passphrase needed where the workspace is protected by one */
  open(folder: string, passphrase?: string): Promise<Session>;
  lock(): Promise<void>;
  unlock(passphrase?: string): Promise<Session>;
  /** The data key stays, under the new passphrase. @throws secret_locked where the present one is wrong, conflict where there is none */
  changePassphrase(present: string, next: string): Promise<void>;
  close(): Promise<void>;
};

export type WorkspaceListeners = {
  onOpen(session: Session): void;
  /** Before a session closes: what works beside its jobs stops first. */
  onClose?(session: Session): Promise<void>;
  /** After opening, locking and closing. */
  onChange(): void;
};

export function createWorkspaceManager(
  home: string,
  keychain: Keychain,
  jobs: SessionJobs,
  grants: Grants,
  listeners: WorkspaceListeners,
): WorkspaceManager {
  const { onOpen, onClose, onChange } = listeners;
  const recent = createRecent(home);
  let current: { header: WorkspaceHeader; folder: string; session: Session | null } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after another: two at once would write one folder twice, or leave one workspace open unseen. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  }

  function enter(folder: string, header: WorkspaceHeader, key: Uint8Array): Session {
    const session = openOrTell({ folder, header, key, jobs, grants });
    current = { header, folder, session };
    if (header.protection !== 'memory') {
      recent.remember({
        id: header.id,
        name: header.name,
        folder,
        protection: header.protection,
        lastOpenedAt: new Date().toISOString(),
      });
    }
    onOpen(session);
    onChange();
    return session;
  }

  /** The workspace before was left already, which has to be told where nothing comes in its place. */
  function openOrTell(options: OpenOptions): Session {
    try {
      return openSession(options);
    } catch (error) {
      onChange();
      throw error;
    }
  }

  async function leave(): Promise<void> {
    const leaving = current;
    current = null;
    if (!leaving?.session) return;
    await onClose?.(leaving.session);
    await leaving.session.close();
  }

  async function dataKey(header: WorkspaceHeader, passphrase: string | undefined): Promise<Uint8Array> {
    if (header.protection === 'memory') {
      throw new HoldfastError(
        'secret_locked',
        'The key of this temporary workspace was never stored; it cannot be opened again.',
      );
    }
    if (header.protection === 'keychain') {
      const kept = await keychain.get(header.id);
      if (kept) return Buffer.from(kept, 'base64');
      throw new HoldfastError(
        'secret_locked',
        `The keychain of this machine does not hold the key of "${header.name}". Open it on the machine where it was made.`,
      );
    }
    const words = header.protection === 'sample' ? samplePassphrase : passphrase;
    if (!words)
      throw new HoldfastError(
        'secret_locked',
        `"${header.name}" is protected by a passphrase. Enter it to open the workspace.`,
      );
    if (!header.wrappedKey)
      throw new HoldfastError(
        'file_unreadable',
        'The key is missing from workspace.json. Restore that file from a copy of the folder.',
      );
    return unwrapKey(header.wrappedKey, words);
  }

  async function open(folder: string, passphrase?: string): Promise<Session> {
    const place = resolve(folder);
    const header = readHeader(place);
    if (current?.session && current.folder === place) return current.session;
    refuseMissingDatabase(place, header);
    const needsPassphrase = header.protection === 'passphrase' && passphrase === undefined;
    if (needsPassphrase) {
      // The workspace is chosen but locked: a page can then ask for its passphrase.
      await leave();
      current = { header, folder: place, session: null };
      onChange();
    }
    const key = await dataKey(header, passphrase);
    await leave();
    return enter(place, header, key);
  }

  return {
    home,
    recent,
    keychain,
    open: (folder, passphrase) => inTurn(() => open(folder, passphrase)),
    current: () => current,
    session() {
      if (!current) throw new HoldfastError('not_found', 'No workspace is open. Create or open one first.');
      if (!current.session)
        throw new HoldfastError('secret_locked', `"${current.header.name}" is locked. Unlock it first.`);
      return current.session;
    },
    create: (options) => inTurn(() => create(options)),
    lock: () =>
      inTurn(async () => {
        const locked = current;
        await leave();
        if (locked) current = { ...locked, session: null };
        onChange();
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (!current) throw new HoldfastError('not_found', 'No workspace is open. Open one first.');
        return current.session ?? open(current.folder, passphrase);
      }),
    changePassphrase: (present, next) =>
      inTurn(async () => {
        if (!current) throw new HoldfastError('not_found', 'No workspace is open. Open one first.');
        const { header, folder } = current;
        if (header.protection !== 'passphrase' || !header.wrappedKey)
          throw new HoldfastError('conflict', `"${header.name}" is not protected by a passphrase of its own.`);
        const changed = { ...header, wrappedKey: wrapKey(unwrapKey(header.wrappedKey, present), next) };
        writeHeader(folder, changed);
        current = { ...current, header: changed };
      }),
    close: () =>
      inTurn(async () => {
        await leave();
        onChange();
      }),
  };

  async function create({ name, folder, protection, passphrase }: CreateOptions): Promise<Session> {
    const id = randomUUID();
    const place = resolve(folder ?? join(home, 'workspaces', `${folderName(name)}-${id.slice(0, 8)}`));
    refuseUsedFolder(place);
    const key = newDataKey();
    const header: WorkspaceHeader = {
      format: 'holdfast-workspace',
      version: 1,
      id,
      name,
      protection,
      createdAt: new Date().toISOString(),
    };
    if (protection === 'keychain') await keychain.set(id, Buffer.from(key).toString('base64'));
    if (protection === 'passphrase' || protection === 'sample') {
      const words = protection === 'sample' ? samplePassphrase : passphrase;
      if (!words) throw new HoldfastError('invalid_input', 'Choose a passphrase for this workspace.');
      header.wrappedKey = wrapKey(key, words);
    }
    await leave();
    mkdirSync(place, { recursive: true, mode: 0o700 });
    writeHeader(place, header);
    return enter(place, header, key);
  }
}

/** A database that is gone must not come back empty. The sample's may: its data is generated again. */
function refuseMissingDatabase(folder: string, header: WorkspaceHeader): void {
  const file = databaseFile(folder);
  if (header.protection === 'sample' || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  throw new HoldfastError(
    'file_unreadable',
    `${file} is missing or empty. Nothing was changed; restore a copy from the workspace's "backups" folder.`,
  );
}

function refuseUsedFolder(folder: string): void {
  if (existsSync(headerFile(folder)))
    throw new HoldfastError('conflict', `${folder} already holds a workspace. Open it, or choose another folder.`);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new HoldfastError('conflict', `${folder} is not empty. Choose a new folder for the workspace.`);
  }
}

function folderName(name: string): string {
  return plainName(name) || 'workspace';
}
