import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { EventColumns } from '../events/index.ts';
import { placeIn, stopWhenAsked } from '../events/index.ts';
import type { RetentionOptions } from './retention-plan.ts';
import { findEntry, findLastReturn, findReturns, planRetention } from './retention-plan.ts';

export type CellPart = 'retained' | 'lost' | 'all';

/**
 * The accounts behind one cell of the retention table, as positions in columns.accounts, ascending. "Retained" has as
 * many as the cell says; "lost" are the other members of the cohort.
 *
 * @param cohort the label of the cohort, for example '2010-12'.
 * @param k periods after entry.
 */
export function retentionAccounts(
  columns: EventColumns,
  options: RetentionOptions,
  cohort: string,
  k: number,
  which: CellPart,
): Uint32Array {
  const plan = planRetention(columns, options);
  const index = plan?.calendar.periodOfLabel(options.period, cohort) ?? null;
  const place = plan === null || index === null ? -1 : index - plan.table.first;
  if (plan === null || place < 0 || !Number.isInteger(k) || k < 0 || place + k >= plan.table.count) {
    throw new HoldfastError(
      'not_found',
      `The retention table has no cell for cohort ${cohort}, ${options.period} ${k}. Open the table again: its data or its rule has changed.`,
      { cohort, k },
    );
  }
  const places = new Int32Array(plan.table.count);
  const accounts: number[] = [];
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    stopWhenAsked(account, options.shouldStop, 'The list of accounts');
    const entry = findEntry(plan, account);
    if (entry < 0 || placeIn(plan.table, columns.seconds[entry]!) !== place) continue;
    const isRetained =
      options.mode === 'on'
        ? places.subarray(0, findReturns(plan, account, entry, places)).includes(place + k)
        : findLastReturn(plan, account, entry) >= place + k;
    if (which === 'all' || isRetained === (which === 'retained')) accounts.push(account);
  }
  return Uint32Array.from(accounts);
}
