import type { BacktestFigures, BacktestMode, BacktestQuestion, Bilingual } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import type { WorkContext } from '../../threads/index.ts';
import type { ModelKind } from '../candidates.ts';
import type { ModelDefinition } from '../definition.ts';
import { unseenFrom } from '../registry/compare.ts';
import { firstDayOf, readBook } from '../train-task.ts';
import type { Book, BookInput } from '../train-task.ts';
import { figuresOf } from './figures.ts';
import { livesThen } from './lives-then.ts';
import type { LivesThen } from './lives-then.ts';
import { backtestDays } from './month-ends.ts';
import { presentScoring } from './present.ts';
import { refitScoring } from './refit.ts';
import { rowsToStore } from './rows-to-store.ts';
import type { RowToStore } from './rows-to-store.ts';
import { usageRule } from './usage-rule.ts';
import { walk } from './walk.ts';
import type { Backtestable } from './types.ts';
import { backtestWords, fewerMonthsNote, seenNote, thinnedNote } from './words.ts';

export type BacktestInput = BookInput & {
  readonly task: 'backtest';
  readonly question: Omit<BacktestQuestion, 'mode'> & { readonly mode: BacktestMode };
  readonly model: {
    readonly id: string;
    readonly name: string;
    readonly definition: ModelDefinition;
    readonly learnedUntil: number;
  };
  readonly currency: string;
  readonly seed: number;
};

export type BacktestOutput = {
  readonly figures: BacktestFigures;
  readonly rows: readonly RowToStore[];
  readonly horizonDays: number;
  readonly words: Bilingual;
  readonly notes: readonly Bilingual[];
};

/** The months share the work with what is drawn for intervals. */
const walkingShare = 0.9;

/** The whole backtest, in its thread. */
export function backtestTask(input: BacktestInput, context: WorkContext): BacktestOutput {
  const shouldStop = (): boolean => context.shouldStop();
  const { question, until, seed, currency } = input;
  context.progress(0, { key: 'features', values: {} });
  const book = readBook(input, shouldStop);
  const first = firstDayOf(book.sources);
  const days = backtestDays(first, until, question.months);
  if (days.length === 0)
    throw new HoldfastError(
      'not_enough_data',
      'There is no past month end with 90 days of history before it, so nothing can be backtested yet. Import more of the past.',
    );
  const known = livesThen(book.sources, book.rule, shouldStop);
  const report = (share: number, day: number): void =>
    context.progress(walkingShare * share, { key: 'backtesting', values: { day: dayOfNumber(day) } });
  const own = scoringOf(input, book, { known, first, days, shouldStop, report });
  const scorings = [own.scoring, usageRule(book.sources)] as const;
  const seen = walk({
    book,
    until,
    days,
    known,
    scorings: [...scorings],
    rule: question.rule,
    seed,
    shouldStop,
    onMonth: (day, share) => report(share, day),
  });
  context.progress(walkingShare, { key: 'validating', values: {} });
  return {
    figures: figuresOf(seen, { scorings, currency, seed, shouldStop }),
    rows: rowsToStore(seen, book.sources.accounts, currency),
    horizonDays: book.rule.horizonDays,
    words: backtestWords({ mode: question.mode, rule: question.rule, labelRule: book.rule }),
    notes: [
      ...(days.length < question.months ? [fewerMonthsNote(question.months, days.length)] : []),
      ...(seen.some(({ hasSeen }) => hasSeen)
        ? [seenNote(dayOfNumber(unseenFrom(input.model.learnedUntil, book.rule.horizonDays)))]
        : []),
      ...(own.everyNth > 1 ? [thinnedNote(own.everyNth)] : []),
    ],
  };
}

type ScoringContext = {
  readonly known: LivesThen;
  readonly first: number;
  readonly days: readonly number[];
  readonly shouldStop: () => boolean;
  readonly report: (share: number, day: number) => void;
};

function scoringOf(
  { model, question, until, seed }: BacktestInput,
  book: Book,
  { known, first, days, shouldStop, report }: ScoringContext,
): { readonly scoring: Backtestable; readonly everyNth: number } {
  const { definition, id } = model;
  const name: Bilingual = { en: model.name, es: model.name };
  if (question.mode === 'present')
    return {
      scoring: presentScoring({
        id,
        name,
        sources: book.sources,
        definition,
        learnedUntil: model.learnedUntil,
        horizonDays: book.rule.horizonDays,
        shouldStop,
      }),
      everyNth: 1,
    };
  const kind: ModelKind = definition.model.kind === 'logistic' ? 'logistic' : 'boosted-trees';
  const scoring = refitScoring({
    id,
    name,
    book,
    until,
    known,
    first,
    from: days[0]!,
    kind,
    features: definition.features,
    seed,
    shouldStop,
    onMonth: (day) => report(0, day),
  });
  return { scoring, everyNth: scoring.everyNth };
}
