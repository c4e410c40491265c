import { cancelled, HoldfastError } from '../../../shared/domain/errors.ts';
import { writeElsewhere, writeGate, yieldToWriter } from '../db/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import type { WorkContext } from '../threads/index.ts';
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

export type WriteScoresInput = {
  readonly task: 'write-scores';
  readonly workspace: string;
  readonly key: Uint8Array;
  readonly modelName: string;
  readonly days: readonly ScoredDay[];
  /** Shared: becomes 1 when the transaction should be given up. */
  readonly giveUp: Int32Array;
};

const committedStage = 'committed';
const rowsBetweenLooks = 500;

/**
 * Writes the runs in one transaction in a thread of its own, while pages are answered from the state before it and others
 * that write wait at the gate. It can be given up until it becomes valid.
 * @returns the id of the last run
 */
export async function writeScores(
  { database, file: workspace, key }: Pick<Session, 'database' | 'file' | 'key'>,
  asked: Pick<WriteScoresInput, 'modelName' | 'days'>,
  signal: AbortSignal,
): Promise<number> {
  const leave = await writeGate(database).enter();
  const takeBackYield = yieldToWriter(database);
  const giveUp = new Int32Array(new SharedArrayBuffer(4));
  const abort = (): void => void Atomics.store(giveUp, 0, 1);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) throw cancelled('Scoring');
    const input: WriteScoresInput = { task: 'write-scores', workspace, key, giveUp, ...asked };
    // Without the signal: the thread would be ended some time after it, maybe when all is written already.
    return await runWorker<number>('train', input, {
      onProgress: (_progress, stage) => {
        if ((stage as { key?: string } | undefined)?.key === committedStage) leave();
      },
    });
  } finally {
    signal.removeEventListener('abort', abort);
    takeBackYield();
    leave();
  }
}

/** The transaction, in the train thread. */
export function writeScoresTask(input: WriteScoresInput, context: WorkContext): number {
  const { workspace, key, giveUp, modelName, days } = input;
  const look = (): void => {
    if (Atomics.load(giveUp, 0) === 1) throw cancelled('Scoring');
  };
  return writeElsewhere(
    workspace,
    key,
    (database) =>
      database.transaction(() => {
        let last = 0;
        for (const day of days) last = insertRun(database, day.run, rowsOf(day, modelName, look));
        look();
        return last;
      })(),
    () => context.progress(null, { key: committedStage, values: {} }),
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

/** ONNX answers in 32 bits; what that rounds away goes to the largest part, so that the parts sum to what is shown. */
function closeRounding(contributions: Float64Array, difference: number): void {
  let largest = 0;
  contributions.forEach((part, index) => {
    if (Math.abs(part) > Math.abs(contributions[largest]!)) largest = index;
  });
  if (contributions.length > 0) contributions[largest]! += difference;
}
