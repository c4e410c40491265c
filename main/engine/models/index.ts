import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { backtestRowsRead } from './backtest/index.ts';
import { groupingsRead } from './book-groups.ts';
import { ruleRead } from './book-reads.ts';
import { outcomeRule } from './outcome-texts.ts';
import { cardOf, listModels, modelInUse, scoredAt } from './queries.ts';
import { registryHandlers } from './registry/handlers.ts';
import { refuseWhileTraining } from './registry/under-way.ts';
import { saveRule } from './rule-setting.ts';
import { checkTargetRequest } from './train-request.ts';
import { modelWatchReads } from './watch/index.ts';

export function modelsHandlers(engine: EngineContext) {
  const { models } = procedures;
  const rule = async (signal: AbortSignal | undefined) => {
    const { churnsKnown, ...found } = await engine.session().readers.run(ruleRead, null, signal);
    return { churnsKnown, found };
  };
  return {
    list: models.list.handler(() => listModels(engine.session().database)),
    card: models.card.handler(({ input }) => cardOf(engine.session().database, input.id)),
    champion: models.champion.handler(async ({ input, signal }) => {
      const { churnsKnown, found } = await rule(signal);
      const { database } = engine.session();
      const id = modelInUse(database, input.target);
      return {
        card: id === null ? null : cardOf(database, id),
        scoredAt: id === null ? null : scoredAt(database, id),
        churnsKnown,
        outcome: input.target === 'churn' ? null : outcomeRule(input.target, found.rule.horizonDays),
      };
    }),
    labelRule: models.labelRule.handler(async ({ signal }) => (await rule(signal)).found),
    setLabelRule: models.setLabelRule.handler(async ({ input, signal }) => {
      saveRule(engine.session().database, input);
      engine.session().changed(['models']);
      return (await rule(signal)).found;
    }),
    train: models.train.handler(({ input }) => {
      checkTargetRequest(input);
      const { database, header, jobs } = engine.session();
      refuseWhileTraining(database, input.target);
      return { jobId: jobs.start('train', header.name, { ...input, calendar: calendarOf(engine) }) };
    }),
    score: models.score.handler(({ input }) => {
      const { database, header, jobs } = engine.session();
      const subject = input.modelId === undefined ? header.name : cardOf(database, input.modelId).name;
      return { jobId: jobs.start('score', subject, input) };
    }),
    ...registryHandlers(engine),
  };
}

export const modelsReads = [ruleRead, groupingsRead, backtestRowsRead, ...modelWatchReads];
export { backtestJobs, backtestScores, backtestsHandlers, latestBacktest } from './backtest/index.ts';
export type {
  BacktestScoresInput,
  RenewalBacktest,
  RenewalBand,
  ScoreBacktest,
  ScoreBand,
  ScoringFunction,
} from './backtest/index.ts';
export { explanationsAccountSets, explanationsHandlers, explanationsReads } from './explanations/index.ts';
export { features } from './features/catalogue.ts';
export { modelImportJobs, modelImportsHandlers } from './foreign/handlers.ts';
export { setForeignProcessStarter } from './foreign/start-process.ts';
export type { ForeignProcess } from './foreign/start-process.ts';
export { modelJobs } from './jobs.ts';
export { modelWatchHandlers, stopRetraining, watchRetraining } from './watch/index.ts';
export { cardOf, latestScores, scoreOf } from './queries.ts';
export type { LatestScores } from './queries.ts';
export { readReasons } from './reasons.ts';
export { scoreMoves } from './explanations/moves.ts';
export { scoreBook } from './scoring.ts';
export { trainModel } from './training.ts';
export { ruleRead } from './book-reads.ts';
export { computeSnapshot, createRowComputer } from './features/compute.ts';
export { featureNames, placeOf, rowWidth } from './features/catalogue.ts';
export { readLifeSources } from './features/sources.ts';
export { leastChurns, proposeRule } from './label-rule.ts';
export { accountLife, isCustomerOn, settledUntil } from './labels.ts';
export type { AccountLife } from './labels.ts';
export { lifeFacts } from './life-facts.ts';
export { savedRule } from './rule-setting.ts';
export { endOfDay, snapshotDays } from './snapshots.ts';
export { firstDayOf, readBook } from './train-task.ts';
export type { Book, BookInput } from './train-task.ts';
export { bookInput } from './training.ts';
export { readOnnxSummary, writeOnnxModel, writeOnnxTable } from './onnx/index.ts';
export type { OnnxTableSource, TableColumn } from './onnx/index.ts';
export { openTableScorer } from './score-thread.ts';
export type { TableScorer } from './score-thread.ts';
export { inBoth } from './both-languages.ts';
export { evaluate } from './evaluate.ts';
export { treeTeam } from './tree-team.ts';
export { onnxFacts } from './card.ts';
