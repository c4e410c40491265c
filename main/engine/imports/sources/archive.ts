import { fromBufferPromise, openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { isHoldfastError } from '../../../../shared/domain/errors.ts';
import { refuseBomb, wholeInMemory } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { cannotRead, isSystemError, unreadable, wordsOf } from './sentences.ts';

/** A zip file: an archive of tables, or a workbook. */
export type Archive = {
  readonly names: readonly string[];
  /** The bytes of a member; null where there is none of this name. @throws file_unreadable for an encrypted one */
  member(name: string, label?: string): ByteSource | null;
  close(): void;
};

const mostMembers = 100_000;

/** @throws file_unreadable where it is damaged, or would unpack to more than a file of its size honestly holds */
export async function openArchive(source: ByteSource): Promise<Archive> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: false, validateEntrySizes: true };
  const entries = new Map<string, Entry>();
  let zip: ZipFile | null = null;
  try {
    const buffer = source.path === null ? await wholeInMemory(source) : null;
    const packed = buffer?.length ?? source.size;
    zip = buffer ? await fromBufferPromise(buffer, options) : await openPromise(source.path ?? '', options);
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      entries.set(entry.fileName.replace(/^\//, ''), entry);
      if (entries.size > mostMembers)
        throw unreadable(
          source.name,
          `holds more than ${mostMembers} files. Unpack it and import the ones that matter.`,
        );
    }
    refuseBomb(source.name, packed, unpacked);
  } catch (error) {
    zip?.close();
    throw sentenceOf(source.name, error);
  }
  const opened = zip;
  return {
    names: [...entries.keys()],
    member(name, label = source.name) {
      const entry = entries.get(name);
      return entry ? memberSource(opened, entry, source, label) : null;
    },
    close: () => opened.close(),
  };
}

function memberSource(zip: ZipFile, entry: Entry, archive: ByteSource, label: string): ByteSource {
  if (entry.isEncrypted())
    throw unreadable(
      archive.name,
      `holds ${entry.fileName} behind a password. Unpack it with the password and import what is in it.`,
    );
  return {
    name: label,
    path: null,
    size: archive.size,
    async *stream(position = { bytes: 0 }) {
      let read = 0;
      try {
        const stream = await zip.openReadStreamPromise(entry);
        try {
          for await (const chunk of stream as AsyncIterable<Buffer>) {
            read += chunk.length;
            position.bytes = (archive.size * read) / Math.max(1, entry.uncompressedSize);
            yield chunk;
          }
        } finally {
          stream.destroy();
        }
      } catch (error) {
        throw sentenceOf(label, error);
      }
    },
  };
}

function sentenceOf(name: string, error: unknown): unknown {
  if (isHoldfastError(error)) return error;
  if (isSystemError(error)) return cannotRead(name, error);
  return unreadable(
    name,
    `cannot be unpacked: the archive is damaged, cut off or packed in a way that is not known here (${wordsOf(error)}). Save or export it again.`,
    {},
    error,
  );
}
