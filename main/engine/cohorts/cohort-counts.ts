import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import type { PeriodTable } from '../events/index.ts';
import type { RetentionSetup } from './setup.ts';

/** All that the pass needs, as it is told to another thread. */
export type AskedCohorts = Pick<RetentionSetup, 'from' | 'to' | 'asOf' | 'accountFilter'> & {
  readonly question: Pick<RetentionQuestion, 'start' | 'return' | 'mode' | 'entry'>;
  readonly table: PeriodTable;
};

/** Counts that add up: each is of some of the accounts. */
export interface CohortCounts {
  /** By the place of the period of entry. */
  readonly sizes: Uint32Array;
  /** cells[cohort * periods + place]: members retained in the period at that place; "on or after": whose last it is. */
  readonly cells: Uint32Array;
  readonly accounts: number;
}

/** Counts an account. @returns whether it entered */
export type AccountCounter = (account: number) => boolean;
