import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { HoldfastError } from '../../../shared/domain/errors.ts';

/** The one connection that may write. */
export type WritableDatabase = Database.Database & { readonly access: 'write' };
/** A connection that cannot write: `prepare()` gives statements without `run`. */
export type ReadableDatabase = {
  readonly access: 'read';
  prepare(sql: string): ReadStatement;
  close(): void;
};
export type ReadStatement = {
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
  raw(toggle?: boolean): ReadStatement;
  pluck(toggle?: boolean): ReadStatement;
};

/** "HLDF": marks a workspace database among other SQLite files. */
export const applicationId = 0x48_4c_44_46;
const pageSize = 16_384;

/**
 * The first is that of new files: AEGIS-256 with the processor's own instructions is hardly felt, where ChaCha20 was a third
 * of the work of a large import. Workspaces that were made with ChaCha20 keep it.
 */
const ciphers = ['aegis', 'chacha20'] as const;
type Cipher = (typeof ciphers)[number];

/**
 * Opens the workspace database for writing, creating it when absent.
 * @param key 32 random bytes; the file is encrypted with it as it is, without derivation
 * @throws file_unreadable where the file is truncated, is something else, or has another key; it is left untouched
 */
export function openForWriting(file: string, key: Uint8Array): WritableDatabase {
  const isNew = !existsSync(file) || statSync(file).size === 0;
  const cipher = isNew ? ciphers[0] : checkFile(file, key);
  const database = new Database(file);
  encrypt(database, key, cipher);
  database.pragma(`page_size = ${pageSize}`);
  // With the first page already, so that a creation that is broken off leaves a file that can be opened.
  if (isNew) database.pragma(`application_id = ${applicationId}`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('busy_timeout = 5000');
  database.pragma('cache_size = -65536');
  // A transaction that reads first and then finds another connection writing cannot wait for it: it would go on from a state
  // that is no longer there. So each takes its turn at its beginning.
  const begin = database.transaction.bind(database);
  const transaction = ((work: () => unknown) => begin(work).immediate) as typeof database.transaction;
  return Object.assign(database, { access: 'write' as const, transaction });
}

export type ReadOptions = {
  /** Called by the SQL function `tick()`, which long statements call a row: makes them stop early. */
  readonly shouldStop?: () => boolean;
  /** Further SQL functions by name. */
  readonly functions?: Readonly<Record<string, (...parameters: never[]) => unknown>>;
};

/** Opens a read-only connection, for reader threads and for looking before touching. */
export function openForReading(file: string, key: Uint8Array, options: ReadOptions = {}): ReadableDatabase {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  encrypt(database, key, cipherOf(file, key) ?? ciphers[0]);
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -32768');
  database.pragma('automatic_index = OFF');
  database.function('tick', { deterministic: false }, () => {
    if (options.shouldStop?.()) throw new HoldfastError('cancelled', 'This query was cancelled.');
    return 1;
  });
  for (const [name, run] of Object.entries(options.functions ?? {}))
    database.function(name, run as (...parameters: unknown[]) => unknown);
  return Object.assign(database, { access: 'read' as const }) as unknown as ReadableDatabase;
}

/** Gives a connection its key before anything else is asked of it; `cipher` is that of new files when not given. */
export function encrypt(database: Database.Database, key: Uint8Array, cipher: Cipher = ciphers[0]): void {
  database.pragma(`cipher = '${cipher}'`);
  database.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
}

/** Attaches a second encrypted file of the same workspace, e.g. an import's staging file. */
export function attach(database: Database.Database, file: string, name: string, key: Uint8Array): void {
  const own = (database.pragma('cipher') as Record<string, string>[])[0];
  // What is attached has the cipher that the connection is set to at that moment.
  database.pragma(`cipher = '${cipherOf(file, key) ?? ciphers[0]}'`);
  try {
    database.prepare(`ATTACH DATABASE ? AS ${name} KEY ?`).run(file, `raw:${Buffer.from(key).toString('hex')}`);
  } finally {
    if (own) database.pragma(`cipher = '${Object.values(own)[0]}'`);
  }
}

/** The cipher with which a file can be read; null where it has another key, or is no database, or is new. */
function cipherOf(file: string, key: Uint8Array): Cipher | null {
  if (!existsSync(file) || statSync(file).size === 0) return null;
  const works = (cipher: Cipher): boolean => {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      encrypt(database, key, cipher);
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return true;
    } catch {
      return false;
    } finally {
      database.close();
    }
  };
  return ciphers.find(works) ?? null;
}

/** @returns its cipher */
function checkFile(file: string, key: Uint8Array): Cipher {
  const cipher = cipherOf(file, key) ?? ciphers[0];
  const size = statSync(file).size;
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    encrypt(database, key, cipher);
    const id = database.pragma('application_id', { simple: true });
    const pages = Number(database.pragma('page_count', { simple: true }));
    const bytes = Number(database.pragma('page_size', { simple: true }));
    if (id !== applicationId) {
      throw new HoldfastError(
        'file_unreadable',
        `${file} is a database, but not one of Holdfast. It was left as it is.`,
      );
    }
    // A write-ahead log may hold pages that the file does not have yet, so only a missing log makes this certain.
    if (!existsSync(`${file}-wal`) && size < pages * bytes) {
      throw new HoldfastError(
        'file_unreadable',
        `${file} is incomplete: ${size} bytes of ${pages * bytes}. It was left as it is; restore a copy from the workspace's "backups" folder.`,
      );
    }
    return cipher;
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    throw new HoldfastError(
      'file_unreadable',
      `${file} cannot be read as a Holdfast workspace: it is damaged, is another kind of file, or was encrypted with another key. It was left as it is.`,
      {},
      error,
    );
  } finally {
    database?.close();
  }
}
