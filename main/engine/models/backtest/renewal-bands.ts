import { stopIfAsked } from '../features/row-table.ts';
import { churnWithin, isCustomerOn, settledUntil } from '../labels.ts';
import type { Book } from '../train-task.ts';
import type { LivesThen } from './lives-then.ts';
import { shareOf } from './month-figures.ts';
import { pastRenewals } from './past-renewals.ts';
import type { RenewalBacktest, ScoreBand, ScoringFunction } from './types.ts';
import { enoughFor } from './verdict.ts';

export type RenewalBandsInput = {
  readonly book: Book;
  readonly until: number;
  readonly known: LivesThen;
  readonly scoring: ScoringFunction;
  readonly bands: readonly ScoreBand[];
  readonly daysBefore: number;
  /** First and last day on which scores are looked at. */
  readonly from: number;
  readonly shouldStop: () => boolean;
};

/** The name of the band of accounts without a score. */
export const noScore = 'none';

/**
 * Of the renewals whose outcome is known: in which band the account was so many days before, and how many were lost, which
 * is that the account left after that day and by the renewal. Only accounts that were customers on that day, as was known then
 * and is now.
 */
export function renewalBands(input: RenewalBandsInput): RenewalBacktest {
  const { book, until, known, daysBefore } = input;
  const tally = new Map([...input.bands.map(({ id }) => id), noScore].map((id) => [id, { renewals: 0, lost: 0 }]));
  // Later ones are known of some accounts only, and of those that renewed sooner than of those that did not.
  const settled = settledUntil(book.lives, until);
  const byDay = Map.groupBy(
    pastRenewals(book.sources, settled).filter(({ day }) => day - daysBefore >= input.from),
    ({ day }) => day,
  );
  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    stopIfAsked(input.shouldStop);
    const seenOn = day - daysBefore;
    const due = byDay.get(day)!.flatMap(({ account }) => {
      const life = book.lives[account]!;
      if (!isCustomerOn(life, seenOn) || !isCustomerOn(known.of(account, seenOn), seenOn)) return [];
      return [{ account, lost: churnWithin(life, seenOn, daysBefore) !== null }];
    });
    if (due.length === 0) continue;
    const scores = input.scoring.scoresAt(
      seenOn,
      Int32Array.from(due, ({ account }) => account),
    );
    due.forEach(({ lost }, index) => {
      const own = tally.get(bandOf(scores?.[index] ?? NaN, input.bands))!;
      own.renewals++;
      if (lost) own.lost++;
    });
  }
  const all = [...tally.values()];
  const lost = all.reduce((sum, own) => sum + own.lost, 0);
  return {
    daysBefore,
    renewals: all.reduce((sum, own) => sum + own.renewals, 0),
    lost,
    bands: [...tally].map(([id, own]) => ({ id, ...own, rate: shareOf(own.lost, own.renewals) })),
    state: enoughFor(lost),
  };
}

function bandOf(score: number, bands: readonly ScoreBand[]): string {
  return bands.find(({ from, to }) => score >= from && score < to)?.id ?? noScore;
}
