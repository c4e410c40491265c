import { segmentRule } from '../../../shared/contract/index.ts';
import type { Segment, SegmentRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { readMeta, writeMeta } from '../db/index.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';
import { segmentsIn } from './rule.ts';
import type { Built } from './rule.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

type SegmentRow = {
  id: number;
  name: string;
  kind: Segment['kind'];
  rule: string | null;
  members: number | null;
  created_at: number;
  updated_at: number;
};

const columns = 'id, name, kind, rule, members, created_at, updated_at';

/** Those that are not removed, by name. */
export function listSegments(database: AnyDatabase): Segment[] {
  const rows = database
    .prepare(`SELECT ${columns} FROM segments WHERE removed_at IS NULL ORDER BY name COLLATE NOCASE, id`)
    .all() as SegmentRow[];
  return rows.map(toSegment);
}

/** @throws not_found where there is none, or it was removed */
export function segmentById(database: AnyDatabase, id: number): Segment {
  const row = database.prepare(`SELECT ${columns} FROM segments WHERE id = ? AND removed_at IS NULL`).get(id) as
    SegmentRow | undefined;
  if (row === undefined) {
    throw new HoldfastError(
      'not_found',
      'This segment does not exist any more. Choose another one, or undo its removal on the page of segments.',
      { segment: id },
    );
  }
  return toSegment(row);
}

function toSegment(row: SegmentRow): Segment {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    rule: row.rule === null ? null : readRule(row.name, row.rule),
    members: row.members,
    createdAt: instantOfSeconds(row.created_at),
    updatedAt: instantOfSeconds(row.updated_at),
  };
}

function readRule(name: string, text: string): SegmentRule {
  const parsed = segmentRule.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new HoldfastError(
    'invalid_input',
    `The rule of the segment “${name}” is not one that this version of Holdfast understands. Build it anew.`,
  );
}

/** Ids of a static segment's accounts as they count now: merged ones under the account that stands for them. */
export function staticMembers(database: ReadableDatabase, id: number): string[] {
  return database
    .prepare(
      `SELECT DISTINCT coalesce(l.account_id, m.account_id) FROM segment_members m
       LEFT JOIN account_aliases l ON l.alias_id = m.account_id WHERE m.segment_id = ? AND tick()`,
    )
    .pluck()
    .all(id) as string[];
}

/** What the live segments are built on; `except` is left out. Static ones no longer depend on what they were made of. */
export function builtSegments(database: AnyDatabase, except: number | null): Map<number, Built> {
  const rows = database
    .prepare(`SELECT id, name, rule FROM segments WHERE removed_at IS NULL AND kind = 'live' AND id IS NOT ?`)
    .all(except) as { id: number; name: string; rule: string }[];
  return new Map(rows.map(({ id, name, rule }) => [id, { id, name, on: segmentsIn(JSON.parse(rule)) }]));
}

export type Use = { kind: 'segment' | 'insight'; id: number; name: string };

/** Saved things that are built on a segment. */
export function usesOf(database: AnyDatabase, segment: number): Use[] {
  const segments = [...builtSegments(database, segment).values()]
    .filter(({ on }) => on.has(segment))
    .map(({ id, name }): Use => ({ kind: 'segment', id, name }));
  const insights = database
    .prepare('SELECT id, name, question FROM insights WHERE removed_at IS NULL ORDER BY name')
    .all() as { id: number; name: string; question: string }[];
  return [
    ...segments,
    ...insights
      .filter(({ question }) => segmentsIn(JSON.parse(question)).has(segment))
      .map(({ id, name }): Use => ({ kind: 'insight', id, name })),
  ];
}

const versionKey = 'segments_version';

/** Changes with every saved, removed or restored segment: answers that were kept for an earlier one do not count. */
export function segmentsVersion(database: AnyDatabase): number {
  return Number(readMeta(database, versionKey) ?? 0);
}

/** Call inside the transaction that changes segments. */
export function bumpSegmentsVersion(database: WritableDatabase): void {
  writeMeta(database, versionKey, String(segmentsVersion(database) + 1));
}
