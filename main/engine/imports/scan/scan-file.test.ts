import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileMapping } from '../../../../shared/contract/index.ts';
import type { FileMapping } from '../../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../../shared/domain/errors.ts';
import { compileMapping, compileTransform } from '../recipes/index.ts';
import { readRows } from '../sources/index.ts';
import type { Dialect } from '../sources/index.ts';
import { makeSegment } from '../staging/segment-maker.ts';
import { createEventStage } from '../staging/stage-events.ts';
import { rejectInto } from '../staging/stage-rows.ts';
import { createStaging } from '../staging/staging.ts';
import type { Staging } from '../staging/staging.ts';
import { openTestSession } from '../testing/test-session.ts';
import type { TestSession } from '../testing/test-session.ts';
import { openFileBytes } from './file-bytes.ts';
import { scanBlock } from './scan-block.ts';
import { canScan, scanFile } from './scan-file.ts';
import type { ScanPool } from './scan-pool.ts';
import { createScanPool } from './scan-pool.ts';
import { scannerFor } from './scan-spec.ts';

let test: TestSession;
let staging: Staging;
beforeAll(async () => {
  test = await openTestSession();
  staging = createStaging(join(test.folder, 'staged.db'), test.session.file, test.session.key);
  staging.database.exec(`
    INSERT INTO main.accounts (file, row_number, row_hash, account_id, created_day, attributes) VALUES (1, 1, '', 'A1', '2024-03-01', '{}');
    INSERT INTO main.subscriptions (file, row_number, row_hash, subscription_id, account_id, start_day, attributes) VALUES (1, 1, '', 'S1', 'A1', '2024-02-01', '{}');
    INSERT INTO main.contacts (file, row_number, row_hash, contact_id, account_id, email, attributes) VALUES (1, 1, '', 'C1', 'A2', 'ana@dos.example', '{}')`);
});
afterAll(async () => {
  staging.close();
  await test.close();
});

const now = 1_900_000_000;
type How = { block: number; overlap: number; pool: ScanPool | null };

/** Everything that comes out of reading one event file, by the general parser or by the scanner. */
async function read(content: Buffer, mapping: FileMapping, how: How | null, most?: number) {
  const path = join(test.folder, 'events.csv');
  writeFileSync(path, content);
  const { database } = staging;
  database.exec('BEGIN; DELETE FROM main.rejects; DELETE FROM main.segments; DELETE FROM main.chunks');
  try {
    const ref = { path, name: 'events.csv', part: null };
    const { encoding = 'utf-8', delimiter = ',' } = mapping;
    const dialect: Dialect = { kind: 'text', encoding, delimiter, newline: '\n', headerRow: 1 };
    const header = content.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').split(/\r?\n/)[0]!.split(delimiter); // prettier-ignore
    const transform = compileTransform(mapping, header, 'events.csv', null);
    const plan = compileMapping(mapping, transform.header, 'events.csv');
    const stage = createEventStage(database, now, most);
    const sink = stage.sink(plan, 1, rejectInto(database, 1));
    const handler = { progress: () => undefined, shouldStop: () => false };
    let error: unknown = null;
    try {
      if (how === null) {
        await readRows(ref, dialect, {
          ...handler,
          rows: (rows, first, bad) => sink.take(transform.apply(rows, first, bad)),
        });
      } else {
        const spec = {
          path,
          name: ref.name,
          size: content.length,
          encoding,
          delimiter,
          header,
          mapping,
          label: ref.name,
        };
        const request = { spec, dialect, plan, transform, ...how };
        expect(canScan(request)).toBe(true);
        const scan = (): Promise<void> => scanFile(request, sink, handler);
        await (how.pool === null ? scan() : stage.madeBy(how.pool.makeSegment, scan));
      }
    } catch (thrown) {
      error = toHoldfastError(thrown).message.replace(/near row \d+/, 'near some row');
    }
    const all = (sql: string): unknown[] => database.prepare(sql).raw().all();
    // Where a file cannot be read nothing else of it is looked at.
    if (error !== null) return { error };
    const { added, unchanged } = stage.finish(() => undefined);
    return {
      totals: sink.totals,
      repeated: sink.repeated,
      added,
      unchanged,
      future: stage.future.rows,
      seen: [stage.beforeAccount, stage.beforeSubscription, stage.unknownOwner],
      accounts: [...stage.accounts],
      rejects: all('SELECT row_number, column_name, reason, raw FROM main.rejects ORDER BY id'),
      segments: all('SELECT * FROM main.segments'),
      chunks: all('SELECT segment, column_name, part, rows, hex(bytes) FROM main.chunks'),
    };
  } finally {
    database.exec('ROLLBACK');
  }
}

/** A pool that answers in this thread, with as many scanners as it has threads. */
function plainPool(threads: number): ScanPool {
  return {
    threads,
    start(spec, createSlot) {
      const each = Array.from({ length: threads }, () => ({
        scanner: scannerFor(spec)!,
        slots: [createSlot(), createSlot()],
      }));
      let turn = 0;
      return {
        hasRoom: () => each.some(({ slots }) => slots.length > 0),
        scan(range) {
          while (each[turn % threads]!.slots.length === 0) turn++;
          const thread = turn++ % threads;
          const { scanner, slots } = each[thread]!;
          const slot = slots.pop()!;
          const file = openFileBytes(spec.path, spec.name);
          const block = scanBlock(scanner, file, spec.size, range, slot);
          file.close();
          return Promise.resolve({ block, slot, thread, done: () => void slots.push(slot) });
        },
      };
    },
    makeSegment: (staged) => Promise.resolve(makeSegment(structuredClone(staged))),
    close: () => undefined,
  };
}

const plain = (columns: Record<string, string>, more: Partial<FileMapping> = {}): FileMapping =>
  fileMapping.parse({
    table: 'events',
    columns: Object.entries(columns).map(([column, field]) => ({ column, field })),
    ...more,
  });
const usual = { who: 'account_id', at: 'occurred_at', what: 'event', n: 'quantity' };

const account = fc.constantFrom('A1', 'A2', 'A3', ' A1 ', '17850.0', 'ñandú', 'x"y', '', 'NaN', 'é,ß');
const instant = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('2024-03-05 12:34:56', '2024-03-05T12:34:56Z', '2024-02-29', '2024-03-05 12:34', '1709641000', '1709641000123') },
  { weight: 2, arbitrary: fc.constantFrom('2024-01-05 00:00:00', '2024-03-31 02:30:00', '2024-10-27 02:30:00', '2024-03-05T12:34:56.789Z', '2024-03-05 12:34:56.5', ' 2024-03-05 12:34:56 ', '2024-03-05 12:34:56+02:00') },
  { weight: 1, arbitrary: fc.constantFrom('', 'soon', '2023-02-29 10:00:00', '2024-13-01', '2024-03-05 24:00:00', '2024-03-05 12:60:00', '1969-12-31 23:00:00', '2106-02-07 07:00:00', '2050-01-01', '5/3/24', '05.03.2024 1:02 pm', '9999999999', '03/04/2024', '2024-03-05 12:34:6x') },
); // prettier-ignore
const event = fc.constantFrom('login', 'export', 'view page', 'ñ', '', 'a""b', 'x'.repeat(4_097), '日本');
const quantity = fc.oneof(
  fc.constantFrom('', '1', '2.5', '-3', '0', '-0', '007', '1e3', '1,5', '(4)', '5 %', '-', 'x', '1.', '.5', '1e39', '123456789012345678', '--1', ' 7 ', '0.1'),
); // prettier-ignore
const id = fc.constantFrom(
  '',
  'e1',
  'e2',
  'event-000001',
  'event-000001.0',
  '10.0',
  '100000000.0',
  'ñññññññ',
  'null',
  ' event-9 ',
  'event-10',
);
const platform = fc.constantFrom('', 'web', 'ios', '"quoted"', 'a\nb', 'a\r\nb', 'x'.repeat(4_097));

/** A value as files write it: quoted where it must be, or just so. */
const written = (value: string, delimiter: string, quotes: boolean): string =>
  quotes || value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
const oddLine = fc.constantFrom('', ',,,', '   ', 'A1,2024-03-05', 'A1,2024-03-05,login,1,2,3,4', '"A1" ,2024-03-05,login,1', '"A1"x,2024-03-05,login,1', 'A"1,2024-03-05,lo"gin,1', '"A1,\n2024"," 2024-03-05",login,1', '"",,,', '"A1""","2024-03-05",login,1'); // prettier-ignore

const file = fc
  .record({
    rows: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.tuple(account, instant, event, quantity, id, platform, fc.boolean()) },
        { weight: 1, arbitrary: oddLine },
      ),
      { maxLength: 14 },
    ),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n'),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
    mark: fc.boolean(),
    encoding: fc.constantFrom('utf8' as const, 'latin1' as const),
    end: fc.constantFrom('', '\n', '\n\n', '"', '\n"open', 'x\0y\n'),
    plainEnd: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ rows, delimiter, newline, order, mark, encoding, end, plainEnd }) => {
    const names = ['who', 'at', 'what', 'n', 'id', 'platform'];
    const lines = rows.map((row) =>
      typeof row === 'string'
        ? row.replaceAll(',', delimiter)
        : order.map((column) => written(row[column] as string, delimiter, row[6])).join(delimiter),
    );
    const header = order.map((column) => names[column]).join(delimiter);
    const first = order
      .map((column) => ['A1', '2024-03-05 10:00:00', 'login', '1', 'e0', 'web'][column])
      .join(delimiter);
    const text = [header, first, ...lines].join(newline) + (plainEnd > 1 ? newline : end);
    const content = Buffer.from(text, encoding);
    return {
      content: mark && encoding === 'utf8' ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), content]) : content,
      delimiter,
      encoding,
    };
  });

describe('scanning an event file', () => {
  const mappings: [string, Record<string, string>, Partial<FileMapping>][] = [
    ['plainly', usual, {}],
    ['with ids and properties', { ...usual, id: 'event_id', platform: 'attributes' }, {}],
    ['in a zone with summer time', { ...usual, platform: 'platform' }, { zone: 'Europe/Madrid', dateFormat: 'dmy' }],
    ['with a decimal comma', usual, { decimal: ',', zone: 'Australia/Lord_Howe' }],
    ['with a constant name, and owners by subscription', { who: 'subscription_id', at: 'occurred_at' }, { constants: { event: 'use', platform: 'web' } }],
    ['leaving out what contradicts', { ...usual, id: 'event_id' }, { choices: { 'events-before-account': 'leave-out', 'future-dates': 'leave-out' } }],
  ]; // prettier-ignore

  it.each(mappings)('%s gives what the parser gives, wherever blocks end', async (_name, columns, more) => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 3 }),
        async ({ content, delimiter, encoding }, block, overlap, threads) => {
          const mapping = plain(columns, {
            ...more,
            delimiter,
            encoding: encoding === 'utf8' ? 'utf-8' : 'windows-1252',
          });
          const wanted = await read(content, mapping, null);
          const pool = threads === 0 ? null : plainPool(threads);
          expect(await read(content, mapping, { block, overlap, pool })).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the same for blocks of every length', async () => {
    const content = Buffer.from(
      'who,at,what,n,platform\r\nA1,2024-03-05 10:00:00,login,1,"a\r\nb, ""c"""\r\n"A2",2024-03-05T10:00:00Z,"ex,port",,ñandú\r\n\r\nA1,nope,login,1,x\r\nA3,2024-03-06,"lo""gin",2.5,"日\n本"\nA1,1709641000,login,1,x',
    );
    const mapping = plain({ ...usual, platform: 'platform' });
    const wanted = await read(content, mapping, null);
    for (let block = 1; block <= content.length + 1; block++) {
      const overlap = [0, 3, 1000][block % 3]!;
      const pool = block % 2 === 0 ? null : plainPool(2);
      expect(await read(content, mapping, { block, overlap, pool })).toEqual(wanted);
    }
  }, 60_000);

  it('finds owners by several columns, and by what they hold', async () => {
    const content = Buffer.from(
      'who,mail,sub,at,what\n,ana@dos.example,,2024-03-05,x\nA9,ana@dos.example,S1,2024-01-05,x\n,,S1,2024-01-05,x\n,nobody@x.example,,2024-03-05,x\n,,,2024-03-05,x\nA9,ana@dos.example,S1,2024-01-06,x\n',
    );
    const mapping = fileMapping.parse({
      table: 'events',
      columns: [
        { column: 'who', field: 'account_id' },
        { column: 'mail', field: 'account_id', find: 'email' },
        { column: 'sub', field: 'subscription_id' },
        { column: 'at', field: 'occurred_at' },
        { column: 'what', field: 'event' },
      ],
    });
    const wanted = await read(content, mapping, null);
    expect(await read(content, mapping, { block: 40, overlap: 100, pool: plainPool(2) })).toEqual(wanted);
    expect(wanted).toMatchObject({
      totals: { read: 6, new: 4, rejected: 2 },
      seen: [{ count: 1 }, { count: 3 }, { count: 1 }],
    });
  });

  it('makes segments of the same rows when memory is full', async () => {
    const lines = Array.from(
      { length: 150_000 },
      (_, row) => `A${row % 700},2024-03-05 10:00:00,e${row % 40},${row % 9}`,
    );
    const content = Buffer.from(`who,at,what,n\n${lines.join('\n')}\n`);
    const wanted = await read(content, plain(usual), null, 900_000);
    const pool = createScanPool(2);
    try {
      expect(await read(content, plain(usual), { block: 100_000, overlap: 1_000, pool }, 900_000)).toEqual(wanted);
    } finally {
      pool.close();
    }
    expect((wanted as { segments: unknown[] }).segments).toHaveLength(3);
  }, 60_000);
});
