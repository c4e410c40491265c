import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadableDatabase } from '../db/index.ts';
import { attachColumns } from './columns.ts';
import type { EventColumns } from './columns.ts';
import { encodeSegment } from './encode.ts';
import { loadColumns, loadSegments } from './load.ts';
import { mergeSegments } from './merge.ts';
import { renameAccounts } from './rename-accounts.ts';
import { createSegmentBuilder } from './segment-builder.ts';
import { fillStore, finishStore, isFilled, isSorted, planStore, sortStore } from './store-load.ts';
import type { KeptColumns, StoreLoad } from './store-load.ts';
import { anyEvents, plainEvent, segmentFrom } from './testing.ts';
import type { PlainEvent } from './testing.ts';

const never = (): boolean => false;

/** The tables of a workspace that hold events, without a workspace. */
function eventTables() {
  const database = new Database(':memory:');
  database.exec(`
    CREATE TABLE event_segments (id INTEGER PRIMARY KEY);
    CREATE TABLE event_chunks (segment_id INTEGER, column_name TEXT, part INTEGER, bytes BLOB);
    CREATE TABLE account_aliases (alias_id TEXT, account_id TEXT);
  `);
  return {
    reading: database as unknown as ReadableDatabase,
    add(id: number, events: readonly PlainEvent[]): void {
      database.prepare('INSERT INTO event_segments VALUES (?)').run(id);
      for (const { column, part, bytes } of encodeSegment(segmentFrom(events)))
        database.prepare('INSERT INTO event_chunks VALUES (?, ?, ?, ?)').run(id, column, part, bytes);
    },
    remove(id: number): void {
      database.prepare('DELETE FROM event_segments WHERE id = ?').run(id);
      database.prepare('DELETE FROM event_chunks WHERE segment_id = ?').run(id);
    },
    alias(from: string, to: string): void {
      database.prepare('INSERT INTO account_aliases VALUES (?, ?)').run(from, to);
    },
    close: () => void database.close(),
  };
}

type Tables = ReturnType<typeof eventTables>;

/** As the threads do it. */
function load(tables: Tables, kept: KeptColumns | null): KeptColumns | null {
  const plan = planStore(tables.reading, kept);
  if (plan === null) return kept;
  fillStore(tables.reading, plan, kept?.columns ?? null, never);
  sortStore(plan, never);
  return keep(plan);
}

function keep(plan: StoreLoad): KeptColumns {
  return { segments: plan.segments, aliases: plan.aliases, columns: attachColumns(finishStore(plan)) };
}

/** The plain way: every segment for itself, renamed, then all of them merged. */
function mergedPlainly(tables: Tables, aliases: ReadonlyMap<string, string> = new Map()): EventColumns {
  return mergeSegments(loadSegments(tables.reading).map((segment) => renameAccounts(segment, aliases)));
}

describe('the event store in memory', () => {
  const anyImports = fc.array(anyEvents, { minLength: 1, maxLength: 5 });
  const anyAliases = fc.dictionary(fc.constantFrom('a', 'b', 'B', '日本', '😀'), fc.constantFrom('z', 'ä', '日'));

  it('is what the segments are when they are merged one by one, under the accounts that count now', () => {
    fc.assert(
      fc.property(anyImports, anyAliases, (imports, aliases) => {
        const tables = eventTables();
        imports.forEach((events, index) => tables.add(index + 1, events));
        for (const [from, to] of Object.entries(aliases)) tables.alias(from, to);
        expect(loadColumns(tables.reading)).toEqual(mergedPlainly(tables, new Map(Object.entries(aliases))));
        tables.close();
      }),
    );
  });

  it('is the same whether imports are added to it one after another or all are read at once', () => {
    fc.assert(
      fc.property(anyImports, anyAliases, (imports, aliases) => {
        const tables = eventTables();
        for (const [from, to] of Object.entries(aliases)) tables.alias(from, to);
        let kept: KeptColumns | null = null;
        imports.forEach((events, index) => {
          tables.add(index + 1, events);
          kept = load(tables, kept);
        });
        expect((kept as KeptColumns | null)?.columns).toEqual(loadColumns(tables.reading));
        tables.close();
      }),
    );
  });

  it('adds to what it has where only imports came, and reads all again after an undone import or merged accounts', () => {
    const tables = eventTables();
    const events = (name: string): PlainEvent[] => [plainEvent('a', 5, name), plainEvent('b', 3, name)];
    tables.add(1, events('one'));
    tables.add(2, events('two'));
    const first = load(tables, null)!;
    expect(planStore(tables.reading, first)).toBeNull();

    tables.add(3, events('three'));
    const added = planStore(tables.reading, first)!;
    expect(added.sources.map(({ segment }) => segment)).toEqual([3]);
    const second = load(tables, first)!;
    expect(second.columns).toEqual(mergedPlainly(tables));
    // Whoever still works with the columns from before finds them as they were.
    expect(first.columns.count).toBe(4);

    tables.remove(2);
    expect(planStore(tables.reading, second)!.sources.map(({ segment }) => segment)).toEqual([1, 3]);
    expect(load(tables, second)!.columns).toEqual(mergedPlainly(tables));

    tables.alias('b', 'a');
    expect(planStore(tables.reading, second)!.sources.map(({ segment }) => segment)).toEqual([1, 3]);
    expect(load(tables, second)!.columns).toEqual(mergedPlainly(tables, new Map([['b', 'a']])));
    tables.close();
  });

  it('is filled by several threads: what one of them leaves, another does', () => {
    const tables = eventTables();
    const builder = (): PlainEvent[] =>
      Array.from({ length: 300 }, (_, row) => plainEvent(`account ${row % 7}`, 1000 - row, `event ${row % 3}`));
    tables.add(1, builder());
    tables.add(2, builder());
    const plan = planStore(tables.reading, null)!;
    let looks = 0;
    expect(() => fillStore(tables.reading, plan, null, () => ++looks > 2)).toThrow(/cancelled/);
    expect(isFilled(plan)).toBe(false);
    tables.close();

    const again = eventTables();
    again.add(1, builder());
    again.add(2, builder());
    const shared = planStore(again.reading, null)!;
    // The second thread begins while the first is in the middle of its work.
    let isFirst = true;
    fillStore(again.reading, shared, null, () => {
      if (isFirst) {
        isFirst = false;
        fillStore(again.reading, shared, null, never);
      }
      return false;
    });
    sortStore(shared, never);
    expect(isSorted(shared)).toBe(true);
    expect(attachColumns(finishStore(shared))).toEqual(mergedPlainly(again));
    again.close();
  });

  it('adds to accounts of more rows than one stretch and one part', { timeout: 60_000 }, () => {
    const tables = eventTables();
    const rows = 600_000;
    const builder = createSegmentBuilder();
    for (let row = 0; row < rows; row++)
      builder.add(
        row % 3 === 0 ? 'large' : `account ${row % 5_000}`,
        (row * 7_919) % 1_000_003,
        `event ${row % 300}`,
        row,
      );
    const database = tables.reading as unknown as Database.Database;
    database.prepare('INSERT INTO event_segments VALUES (1)').run();
    for (const { column, part, bytes } of encodeSegment(builder.build()))
      database.prepare('INSERT INTO event_chunks VALUES (1, ?, ?, ?)').run(column, part, bytes);
    const first = load(tables, null)!;
    tables.add(2, [
      plainEvent('large', 500_000, 'between'),
      plainEvent('aaa', 1, 'event 1'),
      plainEvent('zzz', 1, 'a'),
    ]);
    const second = load(tables, first)!.columns;
    const plain = mergedPlainly(tables);
    for (const column of ['offsets', 'seconds', 'name', 'quantity'] as const)
      expect(Buffer.compare(Buffer.from(second[column]!.buffer), Buffer.from(plain[column]!.buffer))).toBe(0);
    expect([second.accounts, second.names]).toEqual([plain.accounts, plain.names]);
    tables.close();
  });
});
