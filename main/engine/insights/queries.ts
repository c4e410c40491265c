import type { Insight } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

type Row = {
  id: number;
  name: string;
  kind: Insight['kind'];
  question: string;
  view: string;
  created_at: number;
  updated_at: number;
};
type Written = Pick<Insight, 'name' | 'kind' | 'question' | 'view'>;

const columns = 'id, name, kind, question, view, created_at, updated_at';

export function listInsights(database: ReadableDatabase | WritableDatabase): Insight[] {
  const rows = database.prepare(`SELECT ${columns} FROM insights WHERE removed_at IS NULL`).all() as Row[];
  return rows.map(insightOf).sort((a, b) => a.name.localeCompare(b.name));
}

/** @throws not_found where it never was, or was removed */
export function getInsight(database: ReadableDatabase | WritableDatabase, id: number): Insight {
  const row = database.prepare(`SELECT ${columns} FROM insights WHERE id = ? AND removed_at IS NULL`).get(id);
  if (row === undefined) throw new HoldfastError('not_found', 'This insight is not there any more.', { id });
  return insightOf(row as Row);
}

/** @throws conflict where another insight has the name */
export function insertInsight(database: WritableDatabase, insight: Written): number {
  refuseName(database, insight.name, null);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO insights (name, kind, question, view, created_at, updated_at) VALUES (@name, @kind, @question, @view, @now, @now)`,
    )
    .run(parametersOf(insight));
  return Number(lastInsertRowid);
}

/** @throws not_found; conflict where another insight has the name */
export function updateInsight(database: WritableDatabase, id: number, insight: Written): void {
  getInsight(database, id);
  refuseName(database, insight.name, id);
  database
    .prepare(
      `UPDATE insights SET name = @name, kind = @kind, question = @question, view = @view, updated_at = @now WHERE id = @id`,
    )
    .run({ ...parametersOf(insight), id });
}

/** @returns whether it was there */
export function removeInsight(database: WritableDatabase, id: number): boolean {
  return (
    database.prepare('UPDATE insights SET removed_at = ? WHERE id = ? AND removed_at IS NULL').run(Date.now(), id)
      .changes > 0
  );
}

/** @throws not_found where nothing was removed under that id; conflict where another insight has its name by now */
export function restoreInsight(database: WritableDatabase, id: number): void {
  const name = database.prepare('SELECT name FROM insights WHERE id = ? AND removed_at IS NOT NULL').pluck().get(id);
  if (name === undefined)
    throw new HoldfastError('not_found', 'This insight was removed for good, or never was.', { id });
  refuseName(database, String(name), id);
  database.prepare('UPDATE insights SET removed_at = NULL WHERE id = ?').run(id);
}

export function purgeInsights(database: WritableDatabase): void {
  database.prepare('DELETE FROM insights WHERE removed_at IS NOT NULL').run();
}

function refuseName(database: WritableDatabase, name: string, own: number | null): void {
  const other = database
    .prepare('SELECT id FROM insights WHERE name = ? AND removed_at IS NULL AND id IS NOT ?')
    .pluck()
    .get(name, own) as number | undefined;
  if (other === undefined) return;
  throw new HoldfastError(
    'conflict',
    `There is an insight named "${name}" already. Choose another name, or overwrite it.`,
    { id: other, name },
  );
}

function parametersOf({ name, kind, question, view }: Written) {
  return { name, kind, question: JSON.stringify(question), view: JSON.stringify(view), now: Date.now() };
}

function insightOf({ created_at, updated_at, question, view, ...row }: Row): Insight {
  return {
    ...row,
    question: JSON.parse(question) as Insight['question'],
    view: JSON.parse(view) as Insight['view'],
    createdAt: new Date(created_at).toISOString(),
    updatedAt: new Date(updated_at).toISOString(),
  };
}
