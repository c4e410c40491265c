import { createHash } from 'node:crypto';
import type { ModelImport } from '../../../../shared/contract/index.ts';
import { cancelled, HoldfastError } from '../../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { createRandom, permutation } from '../../../stats/index.ts';
import type { JobStage } from '../../jobs/index.ts';
import type { Session } from '../../session/index.ts';
import { runWorker } from '../../threads/index.ts';
import { insertModel, nextModelNumber } from '../queries.ts';
import { writeHistory } from '../registry/history.ts';
import type { TrainedModel } from '../train-task.ts';
import { bookInput } from '../training.ts';
import type { WorkReport } from '../training.ts';
import { openForeignProcess } from './ask-process.ts';
import type { ForeignAsker } from './ask-process.ts';
import type { FinishInput } from './finish-task.ts';
import type { BookRows, BookRowsInput } from './import-tasks.ts';
import { draftOf, readModel } from './inspect.ts';
import { planOf } from './plan.ts';
import { refusalOf } from './refusal.ts';
import { scorerOf } from './scorer.ts';

export type ImportedAnswer = {
  readonly imported: boolean;
  readonly modelId: string | null;
  /** In English and Spanish: why it was not taken, or how it did. */
  readonly why: string;
  readonly whyEs: string;
  readonly reasons: string | null;
};

const backgroundRows = 16;
const explainedRows = 60;
const seed = 42;

/**
 * Brings a model of other makers in as a challenger: read, tried on this book's accounts in its own process, taken apart
 * where that is possible, evaluated on the latest labelled months. What does not fit is told, and nothing is changed.
 */
export async function importModel(session: Session, input: ModelImport, context: WorkReport): Promise<ImportedAnswer> {
  const asker = openForeignProcess();
  try {
    const trained = await makeModel(session, input, asker, context);
    if (context.signal.aborted) throw cancelled('The import');
    const { card, definition } = trained;
    session.database.transaction(() => {
      insertModel(session.database, trained, 'challenger');
      writeHistory(session.database, { modelId: card.id, what: 'imported', why: card.why });
    })();
    session.changed(['models']);
    // An uploaded copy is not needed any more; after a refusal the same file may be tried with another mapping.
    for (const grant of input.grants) session.grants.release(grant);
    return {
      imported: true,
      modelId: card.id,
      why: card.why.en,
      whyEs: card.why.es,
      reasons: definition.foreign?.reasons ?? null,
    };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { imported: false, modelId: null, why: refusal.en, whyEs: refusal.es, reasons: null };
  } finally {
    asker.close();
  }
}

async function makeModel(
  session: Session,
  input: ModelImport,
  asker: ForeignAsker,
  { signal, report }: WorkReport,
): Promise<TrainedModel> {
  report(0.02, { key: 'reading-model', values: {} });
  const read = await readModel(
    input.grants.map((grant) => session.grants.resolve(grant)),
    asker,
    signal,
  );
  const { onnx, original, summary } = read;
  // Looked at before the book is read, because this is quick.
  const features = planOf(summary, input, () => 0).features;
  const { target, horizonDays = null } = input;
  const rowsInput: BookRowsInput = { ...bookInput(session), task: 'foreign-rows', target, horizonDays, features };
  const found = await runWorker<BookRows>('train', rowsInput, {
    signal,
    onProgress: (share, stage) => report(share === null ? null : 0.05 + 0.5 * share, stage as JobStage),
  });
  if (found.rows === 0)
    throw new HoldfastError(
      'not_enough_data',
      'There is no customer in this book on the last day of its data. Import your data first.',
    );
  const usual = new Map(features.map((name, place) => [name, found.usual[place] ?? 0]));
  const plan = planOf(summary, input, (feature) => usual.get(feature) ?? 0);
  report(0.6, { key: 'trying', values: {} });
  await asker.ask({ type: 'load', onnx, plan }, signal);
  const tried = withNothingKnown(found.values, features.length);
  const probabilities = await asker.ask({ type: 'try', values: tried, rows: tried.length / features.length }, signal);
  const takenApart = await asker.ask(
    {
      type: 'take-apart',
      values: withMixed(tried, features.length),
      rows: 2 * probabilities.length,
      rowsOfBook: found.rows,
    },
    signal,
  );
  const background = takenApart ? [] : backgroundOf(tried, probabilities, features.length);
  const scorer = scorerOf(() => Promise.resolve(asker), { plan, background });
  report(0.7, { key: 'explaining', values: {} });
  const sampled = takenApart
    ? null
    : await scorer.explain(
        evenly(tried, features.length, explainedRows),
        Math.min(explainedRows, probabilities.length),
        { signal },
      );
  report(0.8, { key: 'scoring', values: {} });
  const test = found.test && {
    ...found.test,
    probabilities: await scorer.score(found.test.values, found.test.labels.length, { signal }),
  };
  const number = nextModelNumber(session.database);
  const finish: FinishInput = {
    task: 'foreign-finish',
    id: `model-${number}`,
    name: input.name,
    createdAt: instantOfSeconds(Math.floor(Date.now() / 1000)),
    target: input.target,
    horizonDays: found.horizonDays,
    onnx,
    opset: draftOf(read).opset,
    producer: summary.producer,
    originalSha256: createHash('sha256').update(original).digest('hex'),
    plan,
    takenApart,
    background,
    sampled,
    values: tried,
    probabilities,
    test,
    seed,
  };
  return runWorker<TrainedModel>('train', finish, {
    signal,
    onProgress: (share, stage) => report(share === null ? null : 0.85 + 0.14 * share, stage as JobStage),
  });
}

/** Some rows spread evenly. */
function evenly(values: Float32Array, width: number, wanted: number): Float32Array {
  const rows = values.length / width;
  const count = Math.min(wanted, rows);
  const taken = new Float32Array(count * width);
  for (let place = 0; place < count; place++) {
    const from = Math.floor((place * rows) / count) * width;
    taken.set(values.subarray(from, from + width), place * width);
  }
  return taken;
}

/** The rows and one more of which nothing is known, because such accounts come. */
function withNothingKnown(values: Float32Array, width: number): Float32Array {
  const all = new Float32Array(values.length + width).fill(NaN);
  all.set(values);
  return all;
}

/** Customers from all over the range of scores, to compare with. */
function backgroundOf(values: Float32Array, probabilities: Float32Array, width: number): (number | null)[][] {
  // The last row is the one of which nothing is known.
  const order = Uint32Array.from({ length: probabilities.length - 1 }, (_, row) => row).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  );
  const count = Math.min(backgroundRows, order.length);
  return Array.from({ length: count }, (_, place) => {
    const row = order[Math.floor(((place + 0.5) / count) * order.length)]!;
    return Array.from(values.subarray(row * width, (row + 1) * width), (value) => (Number.isNaN(value) ? null : value));
  });
}

/** The rows, then as many whose values are mixed among them, so that also unusual ways through a model are looked at. */
function withMixed(values: Float32Array, width: number): Float32Array {
  const rows = values.length / width;
  const random = createRandom(seed);
  const mixed = new Float32Array(values.length * 2);
  mixed.set(values);
  for (let feature = 0; feature < width; feature++) {
    const order = permutation(rows, random);
    for (let row = 0; row < rows; row++) mixed[(rows + row) * width + feature] = values[order[row]! * width + feature]!;
  }
  return mixed;
}
