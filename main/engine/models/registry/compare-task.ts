import type { Comparison, ModelTarget } from '../../../../shared/contract/index.ts';
import type { WorkContext } from '../../threads/index.ts';
import { labelledBook } from '../train-task.ts';
import type { BookInput } from '../train-task.ts';
import { answersOfModel, compare, isComputable, unseenFrom } from './compare.ts';
import type { Rival } from './compare.ts';
import { notComparable } from './comparison-texts.ts';

export type CompareTaskInput = BookInput & {
  readonly task: 'compare';
  readonly target: ModelTarget;
  readonly champion: Rival;
  readonly challenger: Rival;
  readonly seed: number;
};

/** Two stored models on the months that neither has learned from, in the train thread. */
export function compareTask(input: CompareTaskInput, context: WorkContext): Comparison {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void => context.progress(progress, { key, values: {} });
  const { champion, challenger, seed } = input;
  report(0, 'features');
  const { data } = labelledBook(input, input.target, {
    shouldStop,
    onProgress: (share) => report(0.05 + 0.75 * share, 'features'),
  });
  report(0.85, 'validating');
  const firstNew = unseenFrom(challenger.learnedUntil, challenger.horizonDays);
  const canAnswer = isComputable(challenger.definition);
  const rows = Int32Array.from(
    data.labels.keys().filter((row) => canAnswer && data.days[data.snapshots[row]!]! >= firstNew),
  );
  const answers = canAnswer ? answersOfModel(challenger.definition, data, rows, shouldStop) : new Float64Array(0);
  const found = compare({
    data,
    champion,
    challenger,
    rows,
    answers,
    challengerUnseenFrom: firstNew,
    seed,
    shouldStop,
  });
  return canAnswer ? found : { ...found, verdict: 'not-comparable', why: notComparable };
}
