import type { ContractOutputs, LifetimeEstimate, LifetimeFamily } from '../../../shared/contract/index.ts';

/** One account with its value; what is not known is null. */
export interface ValuedAccount {
  readonly account: string;
  readonly value: LifetimeEstimate | null;
  readonly expected: number | null;
  readonly alive: number | null;
  readonly made: number | null;
}

type Run = ContractOutputs['lifetimeValue']['run'];

/** A book with its models fitted: every account's value, and sums over any of them. */
export interface ValuedBook extends Pick<Run, 'answer' | 'meaning' | 'notes'> {
  readonly family: LifetimeFamily;
  /** By falling value; those without a value last. */
  readonly accounts: readonly ValuedAccount[];
  /** @param places in `accounts` */
  sum(places: Iterable<number>): LifetimeEstimate | null;
}

export const scaled = ({ value, lower, upper }: LifetimeEstimate, by: number): LifetimeEstimate => ({
  value: value * by,
  lower: lower === null ? null : lower * by,
  upper: upper === null ? null : upper * by,
});
