import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import type { JobStage } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { goldenTolerance } from './definition.ts';
import { insertRun, modelInUse, storedModel } from './queries.ts';
import type { ScoreRow } from './queries.ts';
import { valueNames } from './score-task.ts';
import type { ExplainedDay, ScoreInput } from './score-task.ts';
import { bookInput, keepBaseline } from './training.ts';
import type { WorkReport } from './training.ts';
import { verifiedScorer } from './verified-scorer.ts';

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
 * the model's ONNX file; the reasons are checked against them. Writes in one transaction at the end.
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
  const input: ScoreInput = {
    ...book,
    task: 'score',
    definition: model.definition,
    days: [book.until - comparedDaysBefore, book.until],
  };
  const days = await runWorker<ExplainedDay[]>('train', input, {
    signal: context.signal,
    onProgress: (share, stage) => context.report(share === null ? null : share * 0.8, stage as JobStage),
  });
  const scored: Float32Array[] = [];
  for (const [index, day] of days.entries()) {
    const onProgress = (share: number): void =>
      context.report(0.8 + 0.15 * ((index + share) / days.length), { key: 'scoring', values: {} });
    scored.push(await scorer.score(day.inputs, day.accounts.length, { signal: context.signal, onProgress }));
  }
  if (context.signal.aborted) throw new HoldfastError('cancelled', 'Scoring was cancelled. Nothing was changed.');
  context.report(0.96, { key: 'writing', values: {} });
  const createdAt = Math.floor(Date.now() / 1000);
  let runId = 0;
  session.database.transaction(() => {
    days.forEach((day, index) => {
      const run = {
        modelId: id,
        asOf: dayOfNumber(day.day),
        base: model.definition.base,
        valueNames: valueNames(model.definition),
        dataVersion,
        createdAt,
      };
      runId = insertRun(
        session.database,
        run,
        rowsOf(day, scored[index]!, model.definition.features.length, model.card.name),
      );
    });
  })();
  session.changed(['accounts', 'models']);
  return { modelId: id, runId, scored: days.at(-1)?.accounts.length ?? 0, asOf: dayOfNumber(book.until) };
}

/** @throws model_mismatch where the model that explains does not say what the ONNX file says */
function* rowsOf(day: ExplainedDay, probabilities: Float32Array, width: number, name: string): Generator<ScoreRow> {
  const valuesWidth = day.accounts.length === 0 ? 0 : day.values.length / day.accounts.length;
  for (const [row, account] of day.accounts.entries()) {
    const probability = probabilities[row]!;
    const difference = probability - day.probabilities[row]!;
    if (!(Math.abs(difference) <= goldenTolerance)) {
      throw new HoldfastError(
        'model_mismatch',
        `The model "${name}" gives account ${account} a probability of ${probability}, but its reasons sum to ${day.probabilities[row]}. Nothing was written; train again.`,
      );
    }
    const contributions = day.contributions.slice(row * width, (row + 1) * width);
    closeRounding(contributions, difference);
    yield {
      account,
      probability,
      logOdds: day.logOdds[row]!,
      contributions,
      values: day.values.slice(row * valuesWidth, (row + 1) * valuesWidth),
    };
  }
}

/** ONNX answers in 32 bits; what that rounds away goes to the largest part, so that the parts sum to what is shown. */
function closeRounding(contributions: Float64Array, difference: number): void {
  let largest = 0;
  contributions.forEach((part, index) => {
    if (Math.abs(part) > Math.abs(contributions[largest]!)) largest = index;
  });
  if (contributions.length > 0) contributions[largest]! += difference;
}
