import { firstDayOf } from '../train-task.ts';
import { figuresOf } from './figures.ts';
import { livesThen } from './lives-then.ts';
import { backtestDays } from './month-ends.ts';
import { renewalBands } from './renewal-bands.ts';
import type { BacktestScoresInput, ScoreBacktest } from './types.ts';
import { usageRule } from './usage-rule.ts';
import { walk } from './walk.ts';

const usualMonths = 24;
const usualTop = 50;
const usualDaysBefore = 90;

/**
 * What any score would have said at the end of each past month, and what happened: the same figures for a health score, a
 * rule of thumb or a model, held against a fall of active days and against the lot. With bands also what became of past
 * renewals, by the band that the account was in before.
 *
 * Months are those from 90 days after the first row of the book on. The score decides whom a month flags by what was known
 * then, if it keeps its promise not to look further; outcomes are by all that is known now.
 * @throws cancelled when shouldStop answers true
 */
export function backtestScores(input: BacktestScoresInput): ScoreBacktest {
  const { book, until, scoring, months = usualMonths, daysBefore = usualDaysBefore, seed = 42 } = input;
  const shouldStop = input.shouldStop ?? ((): boolean => false);
  const days = backtestDays(firstDayOf(book.sources), until, months);
  const known = livesThen(book.sources, book.rule, shouldStop);
  const scorings = [scoring, usageRule(book.sources)] as const;
  const share = input.bands === undefined ? 1 : 0.6;
  const seen = walk({
    book,
    until,
    days,
    known,
    scorings: [...scorings],
    rule: input.rule ?? { kind: 'top', top: usualTop },
    seed,
    shouldStop,
    onMonth: (_day, done) => input.onProgress?.(share * done),
  });
  const figures = figuresOf(seen, { scorings, currency: input.currency, seed, shouldStop });
  const renewals =
    input.bands === undefined || days.length === 0
      ? null
      : renewalBands({ book, until, known, scoring, bands: input.bands, daysBefore, from: days[0]!, shouldStop });
  input.onProgress?.(1);
  return { ...figures, renewals };
}
