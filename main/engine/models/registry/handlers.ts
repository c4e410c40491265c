import { writeFile } from 'node:fs/promises';
import type { ModelTarget } from '../../../../shared/contract/index.ts';
import { exportFile, fileName } from '../../exports/index.ts';
import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import type { Session } from '../../session/index.ts';
import { dataUntil } from '../../workspace/index.ts';
import { cardOf, modelInUse, storedModel } from '../queries.ts';
import { promote, remove, rename, retire, rollBack } from './actions.ts';
import { cardMarkdown } from './card-markdown.ts';
import { contenders } from './compare-stored.ts';
import { registryEntries, registryEntry } from './entries.ts';
import { readHistory } from './history.ts';
import { refuseWhileTraining } from './under-way.ts';

export function registryHandlers(engine: EngineContext) {
  const { models } = procedures;
  /** Does something to the registry, and scores the book anew where another model is in use afterwards. */
  const change = (target: ModelTarget, act: (session: Session) => string) => {
    const session = engine.session();
    const before = modelInUse(session.database, target);
    const id = session.database.transaction(() => act(session))();
    const after = modelInUse(session.database, target);
    session.changed(['models', 'accounts']);
    const isScorable =
      after !== before && dataUntil(session.database) !== null && (target === 'churn' || after !== null);
    const jobId = isScorable
      ? session.jobs.start('score', registryEntry(session.database, id).name, {
          ...(target === 'churn' ? {} : { modelId: after }),
        })
      : null;
    return { model: registryEntry(session.database, id), jobId };
  };
  const targetOf = (id: string): ModelTarget => cardOf(engine.session().database, id).target;
  return {
    registry: models.registry.handler(({ input }) => registryEntries(engine.session().database, input.target)),
    history: models.history.handler(({ input }) => readHistory(engine.session().database, input)),
    compare: models.compare.handler(({ input }) => {
      const { database, jobs } = engine.session();
      contenders(database, input.id);
      const card = cardOf(database, input.id);
      refuseWhileTraining(database, card.target);
      return { jobId: jobs.start('train', card.name, { compare: input.id, target: card.target }) };
    }),
    promote: models.promote.handler(({ input }) =>
      change(targetOf(input.id), ({ database }) => {
        promote(database, input.id, input.reason);
        return input.id;
      }),
    ),
    rollBack: models.rollBack.handler(({ input }) =>
      change(input.target, ({ database }) => rollBack(database, input.target, input.reason)),
    ),
    retire: models.retire.handler(({ input }) =>
      change(targetOf(input.id), ({ database }) => {
        retire(database, input.id, input.reason);
        return input.id;
      }),
    ),
    rename: models.rename.handler(({ input }) => {
      const session = engine.session();
      session.database.transaction(() => rename(session.database, input.id, input.name))();
      session.changed(['models']);
      return registryEntry(session.database, input.id);
    }),
    remove: models.remove.handler(({ input }) => {
      const session = engine.session();
      session.database.transaction(() => remove(session.database, input.id))();
      session.changed(['models']);
      return { id: input.id };
    }),
    exportCard: models.exportCard.handler(({ input }) => {
      const session = engine.session();
      const { card, definition } = storedModel(session.database, input.id);
      const language = input.language ?? engine.settings().language ?? 'en';
      const text =
        input.format === 'json'
          ? `${JSON.stringify({ ...card, driftReference: definition.driftReference ?? null }, null, 2)}\n`
          : cardMarkdown(card, language);
      const named = language === 'es' ? `${card.name} ficha` : `${card.name} card`;
      return exportFile(session, fileName(named, input.format), (path) => writeFile(path, text, 'utf8'));
    }),
  };
}
