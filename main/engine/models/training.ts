import type { Bilingual, ModelCard, ModelTarget } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import type { CalendarOptions } from '../events/index.ts';
import type { JobContext, JobStage } from '../jobs/index.ts';
import type { Session } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { dataUntil } from '../workspace/index.ts';
import { baselineId, readBaseline } from './baseline.ts';
import { groupingsRead } from './book-groups.ts';
import { joined } from './both-languages.ts';
import { beatsChance } from './card-texts.ts';
import { usualThresholds } from './outcomes.ts';
import {
  cardOf,
  cardText,
  championOf,
  crown,
  insertModel,
  modelInUse,
  nextModelNumber,
  storedCardText,
  storedModel,
} from './queries.ts';
import type { Rival } from './registry/compare.ts';
import { writeHistory } from './registry/history.ts';
import { learnedUntilOf } from './registry/learned-until.ts';
import { promotionOf } from './registry/promotion.ts';
import { savedRule } from './rule-setting.ts';
import { checkTargetRequest } from './train-request.ts';
import type { BaselineTest, BookInput, TrainInput, TrainOutput } from './train-task.ts';
import { verifiedScorer } from './verified-scorer.ts';

/** As the job tells it, whose results are flat: `why` in English, `whyEs` in Spanish. */
export type TrainedAnswer = {
  /** The model in use afterwards; empty where the target has none. */
  readonly modelId: string;
  /** The new model, where it was not put in use. */
  readonly challengerId: string | null;
  /** Whether the new model is the one in use. */
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

export type TrainRequest = {
  readonly seed: number;
  /** Churn where not given. */
  readonly target?: ModelTarget | undefined;
  /** Features without history that a person lets in. */
  readonly allow?: readonly string[] | undefined;
  /** Look for the shape of the trees, which takes up to a minute more. */
  readonly search?: boolean | undefined;
  /** Share by which revenue must grow or of use that must be kept, instead of the target's usual one. */
  readonly threshold?: number | undefined;
  /** By which saved segments tell their members. */
  readonly calendar?: CalendarOptions | undefined;
};

const everywhere: CalendarOptions = { zone: 'UTC', weekStart: 'monday' };

/**
 * Learns a model from the book. The first of a target is put in use where it beats chance, a later one where it is better
 * than the champion on time that neither has learned from; otherwise it waits as a challenger. Where nothing can be learned,
 * whatever is in use stays, or for churn the shipped baseline is used, and the answer says why. Writes in one transaction at
 * the end: a run that is cancelled or killed leaves nothing.
 * @param written called inside that transaction
 */
export async function trainModel(
  session: Session,
  { seed, target = 'churn', allow = [], search = false, threshold, calendar = everywhere }: TrainRequest,
  context: WorkReport,
  written: (answer: TrainedAnswer) => void = () => {},
): Promise<TrainedAnswer> {
  checkTargetRequest({ target, allow, threshold });
  const number = nextModelNumber(session.database);
  const championId = championOf(session.database, target);
  const book = bookInput(session);
  const input: TrainInput = {
    ...book,
    task: 'train',
    seed,
    target,
    allow,
    search,
    // The usual one is left out, so that models with and without saying it are held to foretell the same.
    threshold: target === 'churn' || threshold === usualThresholds[target] ? undefined : threshold,
    groupings: await session.readers.run(groupingsRead, { calendar }, context.signal),
    champion: championId === null ? null : rivalOf(session.database, championId),
    baseline: target === 'churn' ? readBaseline().definition : null,
    id: `model-${number}`,
    name: `Model ${number}`,
    createdAt: instantOfSeconds(Math.floor(Date.now() / 1000)),
  };
  const output = await runWorker<TrainOutput>('train', input, {
    signal: context.signal,
    onProgress: (share, stage) => context.report(share, stage as JobStage),
  });
  const { trained } = output;
  if (trained) await verifiedScorer({ id: trained.card.id, ...trained });
  if (context.signal.aborted) throw new HoldfastError('cancelled', 'The training was cancelled. Nothing was changed.');
  let answer: TrainedAnswer | null = null;
  session.database.transaction(() => {
    answer = keepTrained(session, input, output);
    written(answer);
  })();
  session.changed(['models']);
  return answer!;
}

/** Inside a transaction. */
function keepTrained(
  session: Session,
  { target, id }: TrainInput,
  { trained, why, comparison, baselineTest }: TrainOutput,
): TrainedAnswer {
  const { database } = session;
  // Asked again: a person may have put another model in use meanwhile.
  const championId = championOf(database, target);
  const champion = championId === null ? null : cardOf(database, championId);
  const stale = comparison !== null && comparison.championId !== championId;
  const isUseful = trained !== null && beatsChance(trained.card.test!);
  const promotion =
    trained === null
      ? null
      : promotionOf({
          beatsChance: isUseful,
          champion,
          labelRule: trained.card.labelRule!,
          comparison: stale ? null : comparison,
        });
  if (trained !== null && promotion !== null) {
    insertModel(database, trained, 'challenger');
    writeHistory(database, { modelId: id, what: 'trained', why: trained.card.why });
    if (promotion.promote) crown(database, id, target);
    writeHistory(database, {
      modelId: id,
      what: promotion.promote ? 'promoted' : 'kept-as-challenger',
      why: promotion.why,
      comparison,
    });
  }
  // What is no better than chance says so itself.
  const told = promotion === null || !isUseful ? why : joined(why, promotion.why);
  if (target === 'churn' && championOf(database, target) === null) keepBaseline(session, told, baselineTest);
  return {
    modelId: modelInUse(database, target) ?? '',
    challengerId: trained !== null && promotion?.promote === false ? id : null,
    trained: promotion?.promote === true,
    why: told.en,
    whyEs: told.es,
  };
}

/** A stored model as it takes part in a comparison. */
export function rivalOf(database: Session['database'], id: string): Rival {
  const { card, definition } = storedModel(database, id);
  return {
    id,
    name: card.name,
    definition,
    labelRule: card.labelRule,
    horizonDays: card.horizonDays,
    learnedUntil: learnedUntilOf(card),
  };
}

/**
 * Stores the shipped baseline, unless this very one is there.
 * @param why what led to it; without a reason the one on the shipped card stands
 * @param tried how it does on this book, where that is known
 */
export function keepBaseline(session: Session, why?: Bilingual, tried: BaselineTest | null = null): void {
  const shipped = readBaseline();
  const card: ModelCard = {
    ...shipped.card,
    ...(why === undefined ? {} : { why }),
    ...(tried === null ? {} : { test: tried.test, testChurns: tried.testChurns, testSnapshots: [...tried.snapshots] }),
  };
  if (storedCardText(session.database, baselineId) !== cardText(card, 'baseline'))
    insertModel(session.database, { ...shipped, card }, 'baseline');
}
