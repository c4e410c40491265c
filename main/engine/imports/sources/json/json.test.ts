import { afterAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { partsOf } from '../index.ts';
import { openTestFolder, readSource } from '../testing/source-files.ts';

const folder = openTestFolder();
afterAll(() => folder.remove());

describe('records of JSON', () => {
  const records = [
    { id: 1, name: 'Acme', plan: { name: 'pro', seats: 5 }, tags: ['a', 'b'], active: true },
    {
      id: 2,
      name: null,
      plan: { name: 'free', limits: { api: 1.5e3 } },
      contacts: [{ mail: 'a@x.es' }],
      active: false,
    },
  ];
  const header = ['id', 'name', 'plan.name', 'plan.seats', 'tags', 'active', 'plan.limits.api', 'contacts'];
  const rows = [
    ['1', 'Acme', 'pro', '5', 'a; b', 'true', '', ''],
    ['2', '', 'free', '', '', 'false', '1500', '[{"mail":"a@x.es"}]'],
  ];
  it.each([
    ['list.json', JSON.stringify(records), 'json'],
    ['pretty.json', JSON.stringify(records, null, 2), 'json'],
    ['marked.json', `\ufeff${JSON.stringify(records)}`, 'json'],
    ['inside.json', JSON.stringify({ count: 2, data: { accounts: records }, next: [] }), 'json'],
    ['lines.ndjson', records.map((record) => JSON.stringify(record)).join('\r\n'), 'ndjson'],
    ['wide.json', Buffer.from(`\ufeff${JSON.stringify(records)}`, 'utf16le'), 'json'],
  ])('%s', async (name, content, kind) => {
    const path = folder.write(name, content);
    expect(await partsOf(path, name)).toEqual([{ part: null }]);
    const read = await readSource(path);
    expect(read.head.dialect.kind).toBe(kind);
    expect(read.head.header).toEqual(header);
    expect(read.rows).toEqual(rows);
    expect(read.numbers).toEqual([2, 3]);
  });

  it('several lists are several tables', async () => {
    const text = JSON.stringify({
      data: { accounts: [{ id: 1, users: [{ a: 1 }] }], plans: [{ id: 'p' }] },
      tags: ['x'],
    });
    const path = folder.write('several.json', text);
    expect(await partsOf(path, 'several.json')).toEqual([{ part: 'data.accounts' }, { part: 'data.plans' }]);
    expect((await readSource(path, 'data.plans')).rows).toEqual([['p']]);
    expect((await readSource(path, 'data.accounts')).rows).toEqual([['1', '[{"a":1}]']]);
  });

  it('long ids keep all their digits, decimals stay as written', async () => {
    const path = folder.write('ids.json', '[{"id":12345678901234567890,"list":[9007199254740993],"v":17850.0}]');
    expect((await readSource(path)).rows).toEqual([['12345678901234567890', '9007199254740993', '17850.0']]);
  });

  it('values under names that the head does not know are counted and told', async () => {
    const lines = Array.from({ length: 2_100 }, (_, id) => JSON.stringify(id < 2_050 ? { id } : { id, late: 'x' }));
    const read = await readSource(folder.write('late.ndjson', lines.join('\n')));
    expect(read.head.header).toEqual(['id']);
    expect(read.rows).toHaveLength(2_100);
    expect(read.notes).toEqual([{ key: 'unknown-columns', count: 50, examples: ['late'] }]);
  });

  it.each([
    ['cut.json', '[{"id":1},{"id":', 'is cut off'],
    ['broken.json', '[{"id":1},{"id":}]', 'is not valid JSON: somewhere before byte 18'],
    ['empty.json', '[]', 'holds no records'],
    ['lists.json', '[["a",1],["b",2]]', 'value 1 is not an object'],
    ['mixed.json', '[{"id":1},7]', 'value 2 is not an object'],
    ['deep.json', `[{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}]`, 'nested more than 1000 deep'],
    ['latin.json', Buffer.from('[{"name":"Mu\u00f1oz"}]', 'latin1'), 'is not utf-8 throughout'],
  ])('%s is refused with a sentence', async (name, content, sentence) => {
    await expect(readSource(folder.write(name, content))).rejects.toThrow(sentence);
  });

  it('any flat records are read back equal', async () => {
    const key = fc.constantFrom('a', 'b.c', '__proto__', 'ñ "x"', 'constructor');
    const value = fc.oneof(
      fc.string().map((text) => text.trim()),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
    );
    const record = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), fc.boolean(), async (list, asLines) => {
        fc.pre(list.some((entries) => entries.some(([, content]) => content !== null && content !== '')));
        const texts = list.map(
          (entries) =>
            `{${entries.map(([name, content]) => `${JSON.stringify(name)}:${JSON.stringify(content)}`).join(',')}}`,
        );
        const text = asLines ? texts.join('\n') : `[${texts.join(',')}]`;
        const { head, rows } = await readSource(folder.write('any.json', text));
        const wanted = list
          .map((entries) => {
            const cells = new Map<string, string>(
              entries.map(([name, content]) => [name, content === null ? '' : String(content)]),
            );
            return head.header.map((name) => cells.get(name) ?? '');
          })
          .filter((cells) => cells.some((cell) => cell !== ''));
        expect(rows).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });
});
