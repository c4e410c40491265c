import type { HealthDefinition, HealthPublication, HealthVersion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

export type AnyDatabase = ReadableDatabase | WritableDatabase;

type VersionRow = {
  id: number;
  number: number;
  name: string;
  note: string;
  created_at: number;
  updated_at: number;
  published_at: number | null;
  effective_day: string | null;
  in_force: number;
  planned: number;
};

export const today = (): string => new Date().toISOString().slice(0, 10);

/** The last publication whose day has come. @param day named as ?, in SQL */
const inForce = `(SELECT p.version_id FROM health_publications p WHERE p.effective_day <= @today ORDER BY p.id DESC LIMIT 1)`;

const selectVersions = `SELECT v.id, v.number, v.name, v.note, v.created_at, v.updated_at, p.published_at, p.effective_day,
    v.id = coalesce(${inForce}, 0) AS in_force, coalesce(p.effective_day > @today, 0) AS planned
  FROM health_versions v LEFT JOIN health_publications p
    ON p.id = (SELECT max(l.id) FROM health_publications l WHERE l.version_id = v.id)`;

const told = (row: VersionRow): HealthVersion => ({
  id: row.id,
  number: row.number,
  name: row.name,
  note: row.note,
  state:
    row.in_force === 1 ? 'in-force' : row.published_at === null ? 'draft' : row.planned === 1 ? 'planned' : 'retired',
  createdAt: instantOfSeconds(row.created_at),
  updatedAt: instantOfSeconds(row.updated_at),
  publishedAt: row.published_at === null ? null : instantOfSeconds(row.published_at),
  effectiveDay: row.effective_day,
});

/** The newest first. */
export function listVersions(database: AnyDatabase): HealthVersion[] {
  const rows = database.prepare(`${selectVersions} ORDER BY v.number DESC`).all({ today: today() });
  return (rows as VersionRow[]).map(told);
}

/** @throws not_found */
export function versionById(database: AnyDatabase, id: number): HealthVersion {
  const row = database.prepare(`${selectVersions} WHERE v.id = @id`).get({ today: today(), id });
  if (row === undefined)
    throw new HoldfastError(
      'not_found',
      `There is no health score version ${id}. The history shows those that there are.`,
    );
  return told(row as VersionRow);
}

/** Null until one is published. */
export function versionInForce(database: AnyDatabase): HealthVersion | null {
  const row = database.prepare(`${selectVersions} WHERE v.id = ${inForce}`).get({ today: today() });
  return row === undefined ? null : told(row as VersionRow);
}

export function definitionOf(database: AnyDatabase, id: number): HealthDefinition {
  const text = database.prepare('SELECT definition FROM health_versions WHERE id = ?').pluck().get(id);
  if (typeof text !== 'string') throw new HoldfastError('not_found', `There is no health score version ${id}.`);
  return JSON.parse(text) as HealthDefinition;
}

/** Numbers are never given twice, as long as the newest version stands. */
export function nextNumber(database: AnyDatabase): number {
  return 1 + Number(database.prepare('SELECT coalesce(max(number), 0) FROM health_versions').pluck().get());
}

/** The newest first. */
export function listPublications(database: AnyDatabase): HealthPublication[] {
  const rows = database
    .prepare(
      `SELECT p.id, p.version_id, v.number, v.name, p.what, p.published_at, p.effective_day, p.note, p.by
       FROM health_publications p JOIN health_versions v ON v.id = p.version_id ORDER BY p.id DESC`,
    )
    .all() as {
    id: number;
    version_id: number;
    number: number;
    name: string;
    what: HealthPublication['what'];
    published_at: number;
    effective_day: string;
    note: string;
    by: string | null;
  }[];
  return rows.map(({ version_id, published_at, effective_day, ...row }) => ({
    ...row,
    versionId: version_id,
    publishedAt: instantOfSeconds(published_at),
    effectiveDay: effective_day,
  }));
}
