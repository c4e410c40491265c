import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Session } from '../session/index.ts';
import { writeGated, writeInWorker } from '../threads/index.ts';
import type { GatedWrite, WorkContext } from '../threads/index.ts';
import { insertRun } from './queries.ts';
import type { RunToStore, ScoreRow } from './queries.ts';
import type { CustomerDay, ExplainedRows } from './score-task.ts';

/** A scored day as it is written: what the ONNX file said, and the reasons for it. */
export type ScoredDay = Pick<CustomerDay, 'accounts' | 'values'> &
  ExplainedRows & {
    readonly run: RunToStore;
    /** What the file said; the reasons must sum to it, to so much. */
    readonly scores: Float32Array;
    readonly tolerance: number;
  };

type Asked = {
  readonly task: 'write-scores';
  readonly modelName: string;
  readonly days: readonly ScoredDay[];
};
export type WriteScoresInput = Asked & GatedWrite;

const rowsBetweenLooks = 500;

/**
 * Writes the runs in one transaction in the train thread.
 * @returns the id of the last run
 */
export function writeScores(
  session: Pick<Session, 'database' | 'file' | 'key'>,
  asked: Omit<Asked, 'task'>,
  signal: AbortSignal,
): Promise<number> {
  const request: Asked = { task: 'write-scores', ...asked };
  return writeInWorker(session, 'train', request, { signal, what: 'Scoring' });
}

/** The transaction, in the train thread. */
export function writeScoresTask(input: WriteScoresInput, context: WorkContext): number {
  const { modelName, days } = input;
  return writeGated(input, context, 'Scoring', (database, look) =>
    database.transaction(() => {
      let last = 0;
      for (const day of days) last = insertRun(database, day.run, rowsOf(day, modelName, look));
      look();
      return last;
    })(),
  );
}

/** @throws model_mismatch where the model that explains does not say what the ONNX file says */
export function* rowsOf(day: ScoredDay, name: string, look: () => void = () => {}): Generator<ScoreRow> {
  const count = Math.max(1, day.accounts.length);
  const width = day.contributions.length / count;
  const valuesWidth = day.values.length / count;
  for (const [row, account] of day.accounts.entries()) {
    if (row % rowsBetweenLooks === 0) look();
    const probability = day.scores[row]!;
    const difference = probability - day.probabilities[row]!;
    if (!(Math.abs(difference) <= day.tolerance)) {
      throw new HoldfastError(
        'model_mismatch',
        `The model "${name}" gives account ${account} a probability of ${probability}, but its reasons sum to ${day.probabilities[row]}. Nothing was written; train again.`,
      );
    }
    const contributions = day.contributions.slice(row * width, (row + 1) * width);
    closeRounding(contributions, difference);
    const values = day.values.slice(row * valuesWidth, (row + 1) * valuesWidth);
    yield { account, probability, logOdds: day.logOdds[row]!, contributions, values };
  }
}

/**
 * ONNX answers in 32 bits, and parts are kept in as many. What both round away goes to the largest part, then to smaller ones,
 * whose bits are finer, so that the kept parts sum to what is shown.
 */
function closeRounding(contributions: Float64Array, difference: number): void {
  let rest = difference;
  let largest = 0;
  contributions.forEach((part, index) => {
    contributions[index] = Math.fround(part);
    rest += part - contributions[index]!;
    if (Math.abs(part) > Math.abs(contributions[largest]!)) largest = index;
  });
  const take = (index: number): void => {
    const before = contributions[index]!;
    contributions[index] = Math.fround(before + rest);
    rest -= contributions[index]! - before;
  };
  if (contributions.length > 0) take(largest);
  for (let index = 0; index < contributions.length && rest !== 0; index++) if (contributions[index] !== 0) take(index);
}
