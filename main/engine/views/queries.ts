import type { SavedView } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/index.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;
type ViewRow = {
  id: number;
  page: SavedView['page'];
  name: string;
  search: string;
  is_default: 0 | 1;
  created_at: number;
  updated_at: number;
};

const toView = (row: ViewRow): SavedView => ({
  id: row.id,
  page: row.page,
  name: row.name,
  search: JSON.parse(row.search) as SavedView['search'],
  isDefault: row.is_default === 1,
  createdAt: instantOfSeconds(row.created_at),
  updatedAt: instantOfSeconds(row.updated_at),
});

export function listViews(database: AnyDatabase, page: SavedView['page']): SavedView[] {
  const rows = database.prepare('SELECT * FROM saved_views WHERE page = ?').all(page) as ViewRow[];
  return rows.map(toView).sort((a, b) => a.name.localeCompare(b.name));
}

/** @throws not_found */
export function viewById(database: AnyDatabase, id: number): SavedView {
  const row = database.prepare('SELECT * FROM saved_views WHERE id = ?').get(id) as ViewRow | undefined;
  if (row === undefined) throw new HoldfastError('not_found', 'This view is not there any more.', { id });
  return toView(row);
}

/** @throws conflict where another view of the page has the name */
export function checkName(database: AnyDatabase, page: SavedView['page'], name: string, own: number | null): void {
  const other = listViews(database, page).find(
    (view) => view.id !== own && view.name.toLocaleLowerCase() === name.toLocaleLowerCase(),
  );
  if (other === undefined) return;
  throw new HoldfastError(
    'conflict',
    `There is a view named “${other.name}” already. Choose another name, or update it.`,
    {
      id: other.id,
      name: other.name,
    },
  );
}
