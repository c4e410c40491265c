import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createIdSet, hashBytes, hashId } from './id-set.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-ids-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('remembering ids', () => {
  it.each([100_000, 700])('tells what was there before, with up to %i of them in memory', (most) => {
    const ids = createIdSet(join(folder, 'staged.db'), most);
    const known = new Set<string>();
    let number = 7;
    for (let turn = 0; turn < 6_000; turn++) {
      number = (Math.imul(number, 1_103_515_245) + 12_345) >>> 0;
      const id = `event-${number % 4_000}`;
      expect(ids.add(id)).toBe(!known.has(id));
      known.add(id);
    }
    expect(ids.size).toBe(known.size);
    ids.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('hashes bytes as it hashes their text', () => {
    const [ofText, ofBytes] = [new Uint32Array(2), new Uint32Array(2)];
    const bytes = Buffer.from('xevent-0042y');
    hashId('event-0042', [1, 2], ofText);
    expect(hashBytes(bytes, 1, bytes.length - 1, [1, 2], ofBytes)).toBe(true);
    expect(ofBytes).toEqual(ofText);
    for (const odd of [' event', 'event ', 'evént']) {
      const content = Buffer.from(odd);
      expect(hashBytes(content, 0, content.length, [1, 2], ofBytes)).toBe(false);
    }
  });
});
