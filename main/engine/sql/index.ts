import { cancelled, HoldfastError, toHoldfastError } from '../../../shared/domain/errors.ts';
import { exportFile } from '../exports/index.ts';
import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { createConsole } from './console.ts';
import type { Ask, Console } from './console.ts';
import { clearHistory, readHistory, rememberInTurn } from './history.ts';
import type { Ran } from './history.ts';
import { schemaRead } from './schema.ts';

const consoles = new WeakMap<Session, Console>();

/** The SQL console: statements that read the documented views. */
export function sqlHandlers(engine: EngineContext) {
  const { sql } = procedures;
  const ask = async (question: Omit<Ask, 'calendar'>, signal: AbortSignal | undefined) => {
    const session = engine.session();
    const ran: Ran = { sql: question.sql, at: Date.now(), rows: null, milliseconds: null, error: null };
    const started = performance.now();
    try {
      const result = await consoleOf(session).ask({ ...question, calendar: calendarOf(engine) }, signal);
      ran.rows = 'shown' in result ? result.shown.rows.length : result.written;
      return result;
    } catch (error) {
      ran.error = toHoldfastError(error).message;
      throw error;
    } finally {
      ran.milliseconds = performance.now() - started;
      rememberInTurn(session, ran);
    }
  };
  return {
    schema: sql.schema.handler(({ signal }) => engine.session().readers.run(schemaRead, null, signal)),
    run: sql.run.handler(async ({ input, signal }) => {
      const result = await ask({ sql: input.sql, task: { kind: 'show', limit: input.limit } }, signal);
      if ('shown' in result) return result.shown;
      throw new HoldfastError('internal', 'The console answered something else.');
    }),
    export: sql.export.handler(({ input, signal }) =>
      exportFile(engine.session(), `sql.${input.format}`, async (path) => {
        await ask({ sql: input.sql, task: { kind: 'write', format: input.format, path } }, signal);
        if (signal?.aborted) throw cancelled('The export');
      }),
    ),
    history: sql.history.handler(() => readHistory(engine.session().database)),
    clearHistory: sql.clearHistory.handler(() => ({ removed: clearHistory(engine.session().database) })),
  };
}

function consoleOf(session: Session): Console {
  let console = consoles.get(session);
  if (!console) {
    const { file, key, staging: folder, readers } = session;
    consoles.set(session, (console = createConsole({ file, key, folder, events: readers.events })));
  }
  return console;
}

/** Before a session closes. */
export async function closeConsole(session: Session): Promise<void> {
  await consoles.get(session)?.close();
  consoles.delete(session);
}

export const sqlReads = [schemaRead];
