import type { Comparison } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { JobStage } from '../../jobs/index.ts';
import type { Session } from '../../session/index.ts';
import { runWorker } from '../../threads/index.ts';
import { cardOf, championOf, crown } from '../queries.ts';
import { bookInput, rivalOf } from '../training.ts';
import type { WorkReport } from '../training.ts';
import type { CompareTaskInput } from './compare-task.ts';
import { writeHistory } from './history.ts';
import { foretellsSame } from './promotion.ts';

export type ComparedAnswer = {
  readonly modelId: string;
  readonly verdict: Comparison['verdict'];
  readonly promoted: boolean;
  readonly why: string;
  readonly whyEs: string;
};

/** Champion and the one that wants its place. @throws conflict where there is nothing to compare */
export function contenders(database: Session['database'], challengerId: string): { championId: string } {
  const card = cardOf(database, challengerId);
  const championId = championOf(database, card.target);
  if (championId === null)
    throw new HoldfastError(
      'conflict',
      'No model of your own is in use for this target, so there is none to compare with. A person can promote this one, with a reason.',
    );
  if (championId === challengerId)
    throw new HoldfastError('conflict', `“${card.name}” is the model in use. Choose a challenger to compare with it.`);
  const champion = cardOf(database, championId);
  if (card.labelRule !== null && !foretellsSame(champion, card.labelRule))
    throw new HoldfastError(
      'conflict',
      `“${card.name}” and “${champion.name}” foretell by different rules or horizons, so their answers cannot be held against each other.`,
    );
  return { championId };
}

/**
 * Judges a challenger on the months that neither model has learned from, and puts it in use where it is better.
 * @param written called inside the transaction that writes what it came to
 */
export async function compareStored(
  session: Session,
  challengerId: string,
  context: WorkReport,
  written: (answer: ComparedAnswer) => void,
): Promise<ComparedAnswer> {
  const { database } = session;
  const { championId } = contenders(database, challengerId);
  const { target, labelRule } = cardOf(database, challengerId);
  const book = bookInput(session);
  const input: CompareTaskInput = {
    ...book,
    // Judged by what the two foretell, also where another rule counts by now.
    rule: labelRule ?? book.rule,
    task: 'compare',
    target,
    champion: rivalOf(database, championId),
    challenger: rivalOf(database, challengerId),
    seed: 42,
  };
  const comparison = await runWorker<Comparison>('train', input, {
    signal: context.signal,
    onProgress: (share, stage) => context.report(share, stage as JobStage),
  });
  if (context.signal.aborted)
    throw new HoldfastError('cancelled', 'The comparison was cancelled. Nothing was changed.');
  const { verdict, why } = comparison;
  const answer = (promoted: boolean): ComparedAnswer => ({
    modelId: challengerId,
    verdict,
    promoted,
    why: why.en,
    whyEs: why.es,
  });
  const promoted = database.transaction(() => {
    // Asked again: a person may have put another model in use meanwhile.
    const isBetter = verdict === 'better' && championOf(database, target) === championId;
    if (isBetter) crown(database, challengerId, target);
    writeHistory(database, { modelId: challengerId, what: isBetter ? 'promoted' : 'compared', why, comparison });
    written(answer(isBetter));
    return isBetter;
  })();
  session.changed(['models', ...(promoted ? ['accounts'] : [])]);
  return answer(promoted);
}
