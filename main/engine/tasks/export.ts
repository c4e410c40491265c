import type { Grant } from '../../../shared/contract/index.ts';
import { shownText } from '../../../shared/domain/mentions.ts';
import { exportFile, fileName, writeCsv } from '../exports/index.ts';
import type { Session } from '../session/index.ts';
import { listTasks } from './queries.ts';
import type { Here, TasksInput } from './queries.ts';

const columns = ['id', 'account_id', 'account', 'title', 'note', 'due', 'assignee', 'state', 'done_at', 'created_at'];

/** The tasks that match as CSV, page by page, accounts in texts under their names. */
export function exportTasks(
  session: Session,
  filter: Omit<TasksInput, 'cursor' | 'limit'>,
  here: Here,
): Promise<Grant> {
  function* rows() {
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof listTasks> = listTasks(session.database, { ...filter, cursor, limit: 500 }, here);
      for (const { id, account, title, note, due, assignee, state, doneAt, createdAt, mentions } of page.rows) {
        const [shownTitle, shownNote] = [shownText(title, mentions), note === null ? null : shownText(note, mentions)];
        yield [id, account?.id ?? null, account?.name ?? null, shownTitle, shownNote, due, assignee, state, doneAt, createdAt]; // prettier-ignore
      }
      cursor = page.next;
    } while (cursor !== null);
  }
  return exportFile(session, fileName('tasks', 'csv'), (path) => writeCsv(path, { columns, rows: rows() }));
}
