import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import {
  getInsight,
  insertInsight,
  listInsights,
  purgeInsights,
  removeInsight,
  restoreInsight,
  updateInsight,
} from './queries.ts';
import { checkQuestion } from './questions.ts';

const purged = new WeakSet<Session>();

/** Questions that people saved, each under a name of its own. */
export function insightsHandlers(engine: EngineContext) {
  const { insights } = procedures;
  const write = <Result>(work: (session: Session) => Result): Result => {
    const session = engine.session();
    const result = session.database.transaction(() => {
      // What was removed while the workspace was open before cannot be brought back. Here, because only writes wait for others.
      if (!purged.has(session)) purgeInsights(session.database);
      return work(session);
    })();
    purged.add(session);
    session.changed(['insights']);
    return result;
  };
  return {
    list: insights.list.handler(() => listInsights(engine.session().database)),
    get: insights.get.handler(({ input }) => getInsight(engine.session().database, input.id)),
    save: insights.save.handler(({ input }) => {
      const { id, ...insight } = { ...input, question: checkQuestion(input.kind, input.question) };
      return write(({ database }) => {
        if (id === undefined) return getInsight(database, insertInsight(database, insight));
        updateInsight(database, id, insight);
        return getInsight(database, id);
      });
    }),
    rename: insights.rename.handler(({ input: { id, name } }) =>
      write(({ database }) => {
        updateInsight(database, id, { ...getInsight(database, id), name });
        return getInsight(database, id);
      }),
    ),
    remove: insights.remove.handler(({ input }) =>
      write(({ database }) => ({ removed: removeInsight(database, input.id) })),
    ),
    restore: insights.restore.handler(({ input }) =>
      write(({ database }) => {
        restoreInsight(database, input.id);
        return getInsight(database, input.id);
      }),
    ),
  };
}
