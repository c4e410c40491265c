import type { Bilingual } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { JobContext, JobStage } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { baselineId, readBaseline } from './baseline.ts';
import { beatsChance } from './card-texts.ts';
import { savedRule } from './rule-setting.ts';
import { cardText, insertModel, nextModelNumber, retireChampion, storedCardText } from './queries.ts';
import { verifiedScorer } from './verified-scorer.ts';
import type { BookInput, TrainInput, TrainOutput } from './train-task.ts';

/** As the job tells it, whose results are flat: `why` in English, `whyEs` in Spanish. */
export type TrainedAnswer = {
  readonly modelId: string;
  readonly trained: boolean;
  readonly why: string;
  readonly whyEs: string;
};

/** What train and score need of a job. */
export type WorkReport = Pick<JobContext, 'signal' | 'report'>;

/** The book as the train thread finds it. @throws not_enough_data in an empty workspace */
export function bookInput(session: Session): BookInput {
  const until = dataUntil(session.database);
  if (until === null)
    throw new HoldfastError('not_enough_data', 'There is no dated row in this workspace yet. Import your data first.');
  return { file: session.file, key: session.key, until: Math.floor(until / 86_400), rule: savedRule(session.database) };
}

/**
 * Learns a model from the book and puts it in use, or puts the shipped baseline in use and says why. Writes in one
 * transaction at the end: a run that is cancelled or killed leaves nothing.
 * @param written called inside that transaction
 */
export async function trainModel(
  session: Session,
  { seed }: { seed: number },
  context: WorkReport,
  written: (answer: TrainedAnswer) => void = () => {},
): Promise<TrainedAnswer> {
  const number = nextModelNumber(session.database);
  const input: TrainInput = {
    ...bookInput(session),
    task: 'train',
    seed,
    id: `model-${number}`,
    name: `Model ${number}`,
    createdAt: instantOfSeconds(Math.floor(Date.now() / 1000)),
  };
  const { trained, why } = await runWorker<TrainOutput>('train', input, {
    signal: context.signal,
    onProgress: (share, stage) => context.report(share, stage as JobStage),
  });
  const useful = trained !== null && beatsChance(trained.card.test!);
  if (trained) await verifiedScorer({ id: trained.card.id, ...trained });
  if (context.signal.aborted) throw new HoldfastError('cancelled', 'The training was cancelled. Nothing was changed.');
  const answer: TrainedAnswer = {
    modelId: useful ? input.id : baselineId,
    trained: useful,
    why: why.en,
    whyEs: why.es,
  };
  session.database.transaction(() => {
    // Without skill on the present data an older champion has lost its ground too.
    retireChampion(session.database);
    if (trained) insertModel(session.database, trained, useful ? 'champion' : 'challenger');
    if (!useful) keepBaseline(session, why);
    written(answer);
  })();
  session.changed(['models']);
  return answer;
}

/**
 * Stores the shipped baseline, unless this very one is there.
 * @param why what led to it; without a reason the one on the shipped card stands
 */
export function keepBaseline(session: Session, why?: Bilingual): void {
  const shipped = readBaseline();
  const model = why === undefined ? shipped : { ...shipped, card: { ...shipped.card, why } };
  if (storedCardText(session.database, baselineId) !== cardText(model.card, 'baseline'))
    insertModel(session.database, model, 'baseline');
}
