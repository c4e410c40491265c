import type { BacktestFigures, Bilingual, FlagRule, MetricWithInterval } from '../../../../shared/contract/index.ts';
import type { Book } from '../train-task.ts';

/**
 * Anything that could have said of accounts, on a past day, how likely they were to leave: a model, a health score, a rule of
 * thumb.
 */
export type ScoringFunction = {
  readonly id: string;
  readonly name: Bilingual;
  /** `risk`: the higher the likelier to leave. `health`: the higher the safer. */
  readonly direction: 'risk' | 'health';
  /**
   * Scores as of the end of a day (days since 1970-01-01), from nothing that became known after it.
   * @param accounts places in `book.sources.accounts` of those that were customers, as was known then
   * @returns as many scores, in the same order; NaN = no score, which is never flagged. Null: nothing can be said of this day
   */
  scoresAt(day: number, accounts: Int32Array): Float64Array | null;
};

/** What the model of one month learned from. */
export type LearnedFrom = {
  /** Its last snapshot, as a day since 1970-01-01. */
  readonly until: number;
  readonly rows: number;
  readonly churns: number;
  /** Of a model of trees: how many; of a regression: null, and the strength of its penalty instead. */
  readonly trees: number | null;
  readonly penalty: number | null;
};

/** A scoring function that can tell more of a day. */
export type Backtestable = ScoringFunction & {
  /** Whether it has learned from what a day would be judged by. */
  hasSeen?(day: number): boolean;
  learnedFor?(day: number): LearnedFrom | null;
};

/** Past renewals are parted by the score so many days before. Lower end inclusive, upper end exclusive. */
export type ScoreBand = { readonly id: string; readonly from: number; readonly to: number };

export type BacktestScoresInput = {
  /** As `readBook` reads it; or { sources, lives, rule } of one's own making. */
  readonly book: Book;
  /** Last day of the data. */
  readonly until: number;
  readonly scoring: ScoringFunction;
  /** Month ends back from the end of the data; 24 where not given. */
  readonly months?: number;
  /**
   * Whom a month flags; the top 50 where not given. A threshold is a value of the score itself: flagged is a risk from it on,
   * or a health below it.
   */
  readonly rule?: FlagRule;
  /** Bands of the score (red, amber, green) for the table of past renewals; without them there is none. */
  readonly bands?: readonly ScoreBand[];
  /** How long before a renewal the score is looked at; 90 where not given. */
  readonly daysBefore?: number;
  /** Currency of `book.sources`' amounts: `currenciesOf(database).base`. */
  readonly currency: string;
  readonly seed?: number;
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (share: number) => void;
};

/** Of the renewals in the months looked at: what the score was so many days before, and what came of them. */
export type RenewalBand = {
  readonly id: string;
  readonly renewals: number;
  readonly lost: number;
  /** Share lost, with Wilson's interval; null values without renewals. */
  readonly rate: MetricWithInterval;
};

export type RenewalBacktest = {
  readonly daysBefore: number;
  readonly renewals: number;
  readonly lost: number;
  /** In the order given, then `none`: renewals of accounts that had no score. */
  readonly bands: readonly RenewalBand[];
  /** `not-enough`: fewer than 10 were lost; `too-few-for-a-verdict`: fewer than 50. */
  readonly state: 'enough' | 'too-few-for-a-verdict' | 'not-enough';
};

export type ScoreBacktest = BacktestFigures & {
  /** Null without bands. */
  readonly renewals: RenewalBacktest | null;
};
