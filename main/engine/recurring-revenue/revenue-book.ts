/**
 * What every account paid for, and when: its paid subscriptions (trials and amounts of nothing left out) in the base
 * currency, sorted by account, then start. Days count from 1970-01-01; a subscription runs on [start, end), the end moved
 * where `one-day-gap.ts` says that it was a last day.
 */
export interface RevenueBook {
  readonly base: string;
  /** When the person said that the rates hold; null where nothing was stated. */
  readonly statedOn: string | null;
  /** Ids, in the order of the database. */
  readonly accounts: readonly string[];
  readonly positionOf: ReadonlyMap<string, number>;
  /** Subscriptions of account i are [offsets[i], offsets[i + 1]). */
  readonly offsets: Uint32Array;
  readonly start: Int32Array;
  /** `runsOn` where no end is known. */
  readonly end: Int32Array;
  /** Minor units of the base currency a month, whole. */
  readonly minor: Float64Array;
  /** Months of a term; 0 where not known. */
  readonly term: Uint16Array;
  /** Subscriptions that are not in it, and why. */
  readonly leftOut: {
    /** No rate for their currency; `XXX`: they name none, and the book has several. */
    readonly currencies: readonly { currency: string; subscriptions: number }[];
    readonly withoutAmount: number;
  };
  /** Subscriptions in it that name no currency, and are taken to be in the only one of the book. */
  readonly assumed: number;
  /** Subscriptions in it that were converted at a stated rate. */
  readonly converted: number;
}

/** The end of what has none: later than any day. */
export const runsOn = 0x7fff_ffff;

/** Recurring revenue of an account on a day (all that runs then), in minor units of the base; 0 where nothing does. */
export function revenueOn(book: RevenueBook, account: number, day: number): number {
  let sum = 0;
  for (let row = book.offsets[account]!; row < book.offsets[account + 1]! && book.start[row]! <= day; row++) {
    if (book.end[row]! > day) sum += book.minor[row]!;
  }
  return sum;
}

/** First paid day of an account of the book. */
export function firstPaidDay(book: RevenueBook, account: number): number {
  return book.start[book.offsets[account]!]!;
}
