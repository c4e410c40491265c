import type { Segment, SegmentRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { writeGate } from '../db/index.ts';
import type { WritableDatabase } from '../db/index.ts';
import { builtSegments, bumpSegmentsVersion, segmentById, usesOf } from './queries.ts';
import { checkSize, cycleSentence, findCycle, segmentsIn } from './rule.ts';

export type ToSave = { id?: number | undefined; name: string; kind: Segment['kind']; rule: SegmentRule };

/** @throws invalid_input where the rule is too large or leads back to the segment; not_found where it names one that is not there */
export function checkRule(database: WritableDatabase, { id, name, kind, rule }: ToSave): void {
  checkSize(rule);
  const on = segmentsIn(rule);
  for (const other of on) segmentById(database, other);
  if (id === undefined || kind === 'static') return;
  const chain = findCycle({ id, name, on }, builtSegments(database, id));
  if (chain !== null) throw cycleSentence(chain);
}

/** @throws conflict where another segment has the name */
export function checkName(database: WritableDatabase, name: string, id: number | null): void {
  const taken = database
    .prepare('SELECT name FROM segments WHERE name = ? AND removed_at IS NULL AND id IS NOT ?')
    .get(name, id);
  if (taken === undefined) return;
  throw new HoldfastError('conflict', `There is a segment named “${name}” already. Choose another name.`, { name });
}

const now = (): number => Math.floor(Date.now() / 1000);

/** A live segment, or the changed one. */
export function saveLive(database: WritableDatabase, { id, name, rule }: ToSave, members: number): Segment {
  return database.transaction(() => {
    checkName(database, name, id ?? null);
    if (id === undefined) id = insert(database, { name, kind: 'live', rule, members }, null);
    else {
      update(database, id, { name, kind: 'live', rule, members });
      database.prepare('DELETE FROM segment_members WHERE segment_id = ?').run(id);
    }
    bumpSegmentsVersion(database);
    return segmentById(database, id);
  })();
}

/** Accounts that are written in one go: nobody waits longer than for that. */
export const accountsAtOnce = 5_000;

/**
 * A static segment. Its accounts are written in parts, so that others are answered in between; it counts only once all
 * are there. What a failure leaves is removed when the workspace is opened the next time.
 * @param accounts JSON lists of ids
 */
export async function saveStatic(
  database: WritableDatabase,
  { id, name, rule }: ToSave,
  accounts: readonly string[],
  members: number,
): Promise<Segment> {
  // No large transaction begins between the parts: each of them would stand still until its end.
  const leave = await writeGate(database).enter();
  try {
    return await writeStatic(database, { id, name, rule }, accounts, members);
  } finally {
    leave();
  }
}

async function writeStatic(
  database: WritableDatabase,
  { id, name, rule }: Omit<ToSave, 'kind'>,
  accounts: readonly string[],
  members: number,
): Promise<Segment> {
  checkName(database, name, id ?? null);
  const written = insert(database, { name, kind: 'static', rule, members }, 0);
  const add = database.prepare('INSERT INTO segment_members SELECT ?, value FROM json_each(?)');
  for (const part of accounts) {
    add.run(written, part);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return database.transaction(() => {
    checkName(database, name, id ?? null);
    if (id === undefined) database.prepare('UPDATE segments SET removed_at = NULL WHERE id = ?').run(written);
    else {
      update(database, id, { name, kind: 'static', rule, members });
      database.prepare('DELETE FROM segment_members WHERE segment_id = ?').run(id);
      database.prepare('UPDATE segment_members SET segment_id = ? WHERE segment_id = ?').run(id, written);
      database.prepare('DELETE FROM segments WHERE id = ?').run(written);
    }
    bumpSegmentsVersion(database);
    return segmentById(database, id ?? written);
  })();
}

type Values = { name: string; kind: Segment['kind']; rule: SegmentRule; members: number };

function insert(database: WritableDatabase, { name, kind, rule, members }: Values, removedAt: number | null): number {
  const at = now();
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO segments (name, kind, rule, members, created_at, updated_at, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(name, kind, JSON.stringify(rule), members, at, at, removedAt);
  return Number(lastInsertRowid);
}

function update(database: WritableDatabase, id: number, { name, kind, rule, members }: Values): void {
  segmentById(database, id);
  database
    .prepare('UPDATE segments SET name = ?, kind = ?, rule = ?, members = ?, updated_at = ? WHERE id = ?')
    .run(name, kind, JSON.stringify(rule), members, now(), id);
}

export function renameSegment(database: WritableDatabase, id: number, name: string): Segment {
  return database.transaction(() => {
    segmentById(database, id);
    checkName(database, name, id);
    database.prepare('UPDATE segments SET name = ?, updated_at = ? WHERE id = ?').run(name, now(), id);
    return segmentById(database, id);
  })();
}

/** @throws conflict where something that is saved is built on it */
export function removeSegment(database: WritableDatabase, id: number): void {
  database.transaction(() => {
    const { name } = segmentById(database, id);
    const uses = usesOf(database, id);
    if (uses.length > 0) {
      const list = uses.map((use) => `the ${use.kind} “${use.name}”`).join(', ');
      throw new HoldfastError('conflict', `“${name}” is used by ${list}. Change or remove that first.`, {
        usedBy: uses.map((use) => use.name),
      });
    }
    database.prepare('UPDATE segments SET removed_at = ? WHERE id = ?').run(now(), id);
    bumpSegmentsVersion(database);
  })();
}

/** @throws not_found where it was not removed or is gone; conflict where its name was taken or what it is built on was removed */
export function restoreSegment(database: WritableDatabase, id: number): Segment {
  return database.transaction(() => {
    const row = database.prepare('SELECT name, kind, rule FROM segments WHERE id = ? AND removed_at > 0').get(id) as
      { name: string; kind: Segment['kind']; rule: string | null } | undefined;
    if (row === undefined) throw new HoldfastError('not_found', 'This segment cannot be brought back any more.');
    checkName(database, row.name, id);
    if (row.kind === 'live' && row.rule !== null) {
      const stands = builtSegments(database, null);
      const isThere = database.prepare('SELECT 1 FROM segments WHERE id = ? AND removed_at IS NULL');
      const on = segmentsIn(JSON.parse(row.rule));
      if ([...on].some((other) => isThere.get(other) === undefined)) {
        throw new HoldfastError(
          'conflict',
          `“${row.name}” is built on a segment that was removed later. Bring that one back first.`,
        );
      }
      const chain = findCycle({ id, name: row.name, on }, stands);
      if (chain !== null) throw cycleSentence(chain);
    }
    database.prepare('UPDATE segments SET removed_at = NULL WHERE id = ?').run(id);
    bumpSegmentsVersion(database);
    return segmentById(database, id);
  })();
}

/** Ends what can be undone, when the workspace is opened. */
export function purgeRemovedSegments(database: WritableDatabase): void {
  database.prepare('DELETE FROM segments WHERE removed_at IS NOT NULL').run();
}

export function saveCounts(
  database: WritableDatabase,
  counts: readonly { id: number; members: number | null }[],
): void {
  const save = database.prepare('UPDATE segments SET members = @members WHERE id = @id AND members IS NOT @members');
  database.transaction(() => {
    for (const { id, members } of counts) if (members !== null) save.run({ id, members });
  })();
}
