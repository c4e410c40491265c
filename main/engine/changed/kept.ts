import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';

type Kept = { readonly version: number; readonly columns: EventColumns | null; readonly answers: Map<string, unknown> };
const kept = new WeakMap<ReadableDatabase, Kept>();
const mostKept = 8;

/** What follows from the data alone is found once for each state of it. @param columns where it follows from the events too */
export function keptFor<Answer>(
  database: ReadableDatabase,
  key: string,
  find: () => Answer,
  columns: EventColumns | null = null,
): Answer {
  const version = dataVersion(database);
  let state = kept.get(database);
  if (state?.version !== version || (columns !== null && state.columns !== null && state.columns !== columns)) {
    state = { version, columns, answers: new Map() };
    kept.set(database, state);
  } else if (columns !== null && state.columns === null) kept.set(database, (state = { ...state, columns }));
  const known = state.answers.get(key);
  if (known !== undefined) return known as Answer;
  const answer = find();
  state.answers.set(key, answer);
  for (const oldest of state.answers.keys()) {
    if (state.answers.size <= mostKept) break;
    state.answers.delete(oldest);
  }
  return answer;
}
