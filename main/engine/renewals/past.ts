import { contractsOf, createStepper, renewalsOf } from '../revenue/index.ts';
import { revenueOn } from '../recurring-revenue/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { nearest } from './due.ts';

/** What became of a renewal that was spoken of; amounts a year in minor units of the base. */
export interface Outcome {
  /** The day that it came on. */
  readonly day: number;
  readonly due: number;
  /** What was paid on the day, capped at the amount due. */
  readonly kept: number;
  readonly renewed: 0 | 1;
}

/**
 * Looks up what became of the renewals of a book, up to its last day. A renewal that was spoken of is the end of a term within
 * 14 days of the day that was meant. Without one, what the account paid when it was spoken of is held against what it pays on
 * the day, where it has left before or has no terms, only a day of its own. Null where the day has not come, nothing was paid
 * at all, or the account pays on and no term ended: its day has been moved.
 */
export function outcomes(book: RevenueBook, asOf: number) {
  const stepper = createStepper(book, asOf);
  return (account: string) => {
    const position = book.positionOf.get(account);
    if (position === undefined) return () => null;
    const members = Uint32Array.of(position);
    stepper.fill(members, 0, 1);
    const hasTerms = contractsOf(book, position, asOf).length > 0;
    const past = renewalsOf(book, members, 0, 1, stepper.steps, asOf);
    return (day: number, spokenOn: number): Outcome | null => {
      if (day > asOf) return null;
      const found = nearest(
        past.filter((renewal) => renewal.day > spokenOn),
        day,
      );
      const due = 12 * (found?.target ?? revenueOn(book, position, spokenOn));
      const came = 12 * (found?.came ?? revenueOn(book, position, day));
      if (due <= 0 || (found === undefined && hasTerms && came > 0)) return null;
      return { day: found?.day ?? day, due, kept: Math.min(came, due), renewed: came > 0 ? 1 : 0 };
    };
  };
}
