import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import type { JobStage } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { logit } from '../../stats/index.ts';
import { runWorker } from '../threads/index.ts';
import { goldenTolerance } from './definition.ts';
import type { ModelDefinition } from './definition.ts';
import { modelInUse, storedModel } from './queries.ts';
import type { StoredModel } from './queries.ts';
import { valueNames } from './score-task.ts';
import type { ExplainedRows, ExplainedDay, ScoreInput } from './score-task.ts';
import { bookInput, keepBaseline } from './training.ts';
import type { WorkReport } from './training.ts';
import { verifiedScorer } from './verified-scorer.ts';
import type { ModelScorer } from './verified-scorer.ts';
import { accountsOfADay, importanceOf } from './watch/drift-task.ts';
import type { DriftTaskInput } from './watch/drift-task.ts';
import type { StoredDrift } from './watch/drift.ts';
import { firstScores, insertReport, wasSaidBefore } from './watch/queries.ts';
import { writeScores } from './write-scores.ts';
import type { ScoredDay } from './write-scores.ts';

/** So that "change" means something from the first day, the book is also scored as of this long before. */
export const comparedDaysBefore = 28;

export type ScoredAnswer = {
  readonly modelId: string;
  readonly runId: number;
  readonly scored: number;
  readonly asOf: string;
};

/**
 * Scores every customer as of the last day of the data, and as of 28 days before, with reasons. Probabilities come from
 * the model's ONNX file; the reasons are checked against them. Writes in one transaction at the end, in another thread.
 * Scores of the last day are held against the time that the model learned from; what was said before anything of what
 * followed was known stays as it was said.
 */
export async function scoreBook(
  session: Session,
  { modelId }: { modelId?: string | undefined },
  context: WorkReport,
): Promise<ScoredAnswer> {
  if (modelId === undefined && modelInUse(session.database) === null)
    session.database.transaction(() => keepBaseline(session))();
  const id = modelId ?? modelInUse(session.database);
  if (id === null) throw new HoldfastError('not_found', 'There is no model in this workspace yet. Train one first.');
  const model = storedModel(session.database, id);
  const scorer = await verifiedScorer(model);
  const book = bookInput(session);
  const dataVersion = session.dataVersion();
  const before = book.until - comparedDaysBefore;
  const input: ScoreInput = {
    ...book,
    task: 'score',
    definition: model.definition,
    days: [...(wasSaidBefore(session.database, id, dayOfNumber(before)) ? [] : [before]), book.until],
  };
  const days = await runWorker<ExplainedDay[]>('train', input, {
    signal: context.signal,
    onProgress: (share, stage) => context.report(share === null ? null : share * 0.8, stage as JobStage),
  });
  const createdAt = Math.floor(Date.now() / 1000);
  const scored: ScoredDay[] = [];
  for (const [index, day] of days.entries()) {
    const onProgress = (share: number): void =>
      context.report(0.8 + 0.15 * ((index + share) / days.length), { key: 'scoring', values: {} });
    const { base, ...said } = await answersOf(scorer, day, model.definition, { signal: context.signal, onProgress });
    const run = { modelId: id, asOf: dayOfNumber(day.day), base, dataVersion, createdAt };
    const tolerance = model.definition.foreign ? foreignTolerance : goldenTolerance;
    const { accounts, values } = day;
    scored.push({ ...said, accounts, values, tolerance, run: { ...run, valueNames: valueNames(model.definition) } });
  }
  const drift = await driftOfDay(session, model, days, scored, context.signal);
  if (context.signal.aborted) throw new HoldfastError('cancelled', 'Scoring was cancelled. Nothing was changed.');
  context.report(0.96, { key: 'writing', values: {} });
  const runId = await writeScores(session, { modelName: model.card.name, days: scored }, context.signal);
  insertReport(session.database, runId, drift);
  session.changed(['accounts', 'models', 'modelWatch']);
  return { modelId: id, runId, scored: days.at(-1)?.accounts.length ?? 0, asOf: dayOfNumber(book.until) };
}

/** Null where the model keeps no record of the time that it learned from. */
async function driftOfDay(
  { database }: Session,
  { id, card, definition }: StoredModel,
  days: readonly ExplainedDay[],
  scored: readonly ScoredDay[],
  signal: AbortSignal,
): Promise<StoredDrift | null> {
  const { driftReference: reference, features: names } = definition;
  const [said, before] = scored.toReversed();
  const inputs = days.at(-1)?.inputs;
  if (reference === undefined || said === undefined || inputs === undefined) return null;
  const importance = importanceOf(card);
  const earlier = before && { day: before.run.asOf, scores: Float64Array.from(before.scores) };
  const input: DriftTaskInput = {
    task: 'drift',
    reference,
    accountsThen: accountsOfADay(reference, card),
    names,
    importance: names.map((name) => importance.get(name) ?? 0),
    inputs,
    scores: Float64Array.from(said.scores),
    scoresThen: firstScores(database, id, said.run.asOf) ?? earlier ?? null,
  };
  return runWorker<StoredDrift>('train', input, { signal });
}

/** A file of other makers may add up in another order and width than its model does here. */
const foreignTolerance = 1e-4;

/** What the file says of a day's customers, and why; where the train thread could not tell why, the file is asked. */
async function answersOf(
  scorer: ModelScorer,
  { inputs, accounts, explained }: ExplainedDay,
  definition: ModelDefinition,
  options: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<ExplainedRows & { readonly scores: Float32Array; readonly base: number }> {
  if (explained !== null) {
    const scores = await scorer.score(inputs, accounts.length, options);
    return { ...explained, scores, base: definition.base };
  }
  const { base, contributions, probabilities } = await scorer.explain!(inputs, accounts.length, options);
  return {
    scores: probabilities,
    base,
    contributions,
    probabilities: Float64Array.from(probabilities),
    logOdds: Float64Array.from(probabilities, logit),
  };
}
