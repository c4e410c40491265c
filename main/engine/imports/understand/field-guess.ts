import type { AccountFinder } from '../../../../shared/contract/index.ts';

/** What a column is taken for, and why. */
export type FieldGuess = {
  readonly field: string | null;
  readonly confidence: number;
  readonly reason: 'header' | 'content' | 'none';
  /** For `account_id`: by what the column's texts lead to their account. */
  readonly find?: AccountFinder;
};
