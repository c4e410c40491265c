import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { ruleRead } from './book-reads.ts';
import { cardOf, latestScores, listModels, modelInUse } from './queries.ts';
import { saveRule } from './rule-setting.ts';

export function modelsHandlers(engine: EngineContext) {
  const { models } = procedures;
  const rule = async (signal: AbortSignal | undefined) => {
    const { churnsKnown, ...found } = await engine.session().readers.run(ruleRead, null, signal);
    return { churnsKnown, found };
  };
  return {
    list: models.list.handler(() => listModels(engine.session().database)),
    card: models.card.handler(({ input }) => cardOf(engine.session().database, input.id)),
    champion: models.champion.handler(async ({ signal }) => {
      const { churnsKnown } = await rule(signal);
      const { database } = engine.session();
      const id = modelInUse(database);
      return {
        card: id === null ? null : cardOf(database, id),
        scoredAt: latestScores(database)?.scoredAt ?? null,
        churnsKnown,
      };
    }),
    labelRule: models.labelRule.handler(async ({ signal }) => (await rule(signal)).found),
    setLabelRule: models.setLabelRule.handler(async ({ input, signal }) => {
      saveRule(engine.session().database, input);
      engine.session().changed(['models']);
      return (await rule(signal)).found;
    }),
    train: models.train.handler(({ input }) => {
      const { header, jobs } = engine.session();
      return { jobId: jobs.start('train', header.name, input) };
    }),
    score: models.score.handler(({ input }) => {
      const { database, header, jobs } = engine.session();
      const subject = input.modelId === undefined ? header.name : cardOf(database, input.modelId).name;
      return { jobId: jobs.start('score', subject, input) };
    }),
  };
}

export const modelsReads = [ruleRead];
export { features } from './features/catalogue.ts';
export { modelJobs } from './jobs.ts';
export { latestScores, scoreOf } from './queries.ts';
export type { LatestScores } from './queries.ts';
export { readReasons } from './reasons.ts';
export { scoreBook } from './scoring.ts';
export { trainModel } from './training.ts';
