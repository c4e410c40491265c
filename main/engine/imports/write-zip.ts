import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipMember = { readonly name: string; readonly bytes: Uint8Array };

const utf8Names = 0x0800;
const deflated = 8;
/** 1980-01-01: members say nothing of when they were made. */
const noTime = 0x0021_0000;

/** Writes an archive of members that each fit in memory (APPNOTE.TXT 6.3: local headers, central directory, its end). */
export function writeZip(path: string, members: Iterable<ZipMember>): void {
  const file = openSync(path, 'w', 0o600);
  const entries: Buffer[] = [];
  let offset = 0;
  const write = (bytes: Uint8Array): void => {
    writeSync(file, bytes);
    offset += bytes.length;
  };
  try {
    for (const { name, bytes } of members) {
      const packed = deflateRawSync(bytes);
      const label = Buffer.from(name);
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(utf8Names, 2);
      common.writeUInt16LE(deflated, 4);
      common.writeUInt32LE(noTime, 6);
      common.writeUInt32LE(crc32(bytes), 10);
      common.writeUInt32LE(packed.length, 14);
      common.writeUInt32LE(bytes.length, 18);
      common.writeUInt16LE(label.length, 22);
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(offset, 10);
      entries.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, rest, label]));
      write(Buffer.concat([Buffer.from('504b0304', 'hex'), common, label]));
      write(packed);
    }
    const start = offset;
    for (const entry of entries) write(entry);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(entries.length, 8);
    end.writeUInt16LE(entries.length, 10);
    end.writeUInt32LE(offset - start, 12);
    end.writeUInt32LE(start, 16);
    write(end);
  } finally {
    closeSync(file);
  }
}
