import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** An archive that is written while its members are made, so that none of them has to fit in memory. */
export type ZipWriter = {
  /** Begins a member; the one before ends. */
  begin(name: string): void;
  write(content: string | Uint8Array): void;
  end(): void;
  /** Closes the file as it is; for failures. */
  abandon(): void;
};

type Member = { label: Buffer; at: number; crc: number; packed: number; plain: number };

const utf8Names = 0x0800;
const deflated = 8;
/** 1980-01-01: members say nothing of when they were made. */
const noTime = 0x0021_0000;
const largest = 0xffff_ffff;

/** APPNOTE.TXT 6.3 without its 64-bit extension. Each member's header is written again when its sizes are known. */
export function createZipWriter(path: string): ZipWriter {
  const file = openSync(path, 'w', 0o600);
  const members: Member[] = [];
  let offset = 0;
  let current: Member | null = null;

  const append = (bytes: Uint8Array): void => {
    writeSync(file, bytes, 0, bytes.length, offset);
    offset += bytes.length;
    if (offset > largest) throw new RangeError('An archive holds at most 4 GiB.');
  };
  const common = ({ label, crc, packed, plain }: Member): Buffer => {
    const bytes = Buffer.alloc(26);
    bytes.writeUInt16LE(20, 0);
    bytes.writeUInt16LE(utf8Names, 2);
    bytes.writeUInt16LE(deflated, 4);
    bytes.writeUInt32LE(noTime, 6);
    bytes.writeUInt32LE(crc, 10);
    bytes.writeUInt32LE(packed, 14);
    bytes.writeUInt32LE(plain, 18);
    bytes.writeUInt16LE(label.length, 22);
    return bytes;
  };
  const localHeader = (member: Member): Buffer =>
    Buffer.concat([Buffer.from('504b0304', 'hex'), common(member), member.label]);
  const pack = (member: Member, bytes: Uint8Array, finishFlush: number): void => {
    const packed = deflateRawSync(bytes, { finishFlush });
    append(packed);
    member.crc = crc32(bytes, member.crc);
    member.packed += packed.length;
    member.plain += bytes.length;
    if (member.plain > largest) throw new RangeError('A member of an archive holds at most 4 GiB.');
  };
  const endMember = (): void => {
    if (!current) return;
    pack(current, new Uint8Array(), constants.Z_FINISH);
    const header = localHeader(current);
    writeSync(file, header, 0, header.length, current.at);
    members.push(current);
    current = null;
  };

  return {
    begin(name) {
      endMember();
      current = { label: Buffer.from(name), at: offset, crc: 0, packed: 0, plain: 0 };
      append(localHeader(current));
    },
    write(content) {
      // Blocks that end on a whole byte can stand one after another.
      if (current && content.length > 0)
        pack(current, typeof content === 'string' ? Buffer.from(content) : content, constants.Z_SYNC_FLUSH);
    },
    end() {
      endMember();
      const start = offset;
      for (const member of members) {
        const rest = Buffer.alloc(14);
        rest.writeUInt32LE(member.at, 10);
        append(Buffer.concat([Buffer.from('504b01021400', 'hex'), common(member), rest, member.label]));
      }
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x0605_4b50, 0);
      end.writeUInt16LE(members.length, 8);
      end.writeUInt16LE(members.length, 10);
      end.writeUInt32LE(offset - start, 12);
      end.writeUInt32LE(start, 16);
      append(end);
      closeSync(file);
    },
    abandon: () => closeSync(file),
  };
}
