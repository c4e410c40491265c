import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createFramer } from './frames.ts';
import { visitMembers } from './members.ts';
import type { Prepared } from './prepare.ts';

export interface Cell {
  /** As the row is labelled; the empty text for the accounts without a value. */
  readonly cohort: string;
  readonly index: number;
  /** retained: those that the cell counts; lost: the others of those it speaks of; all: the whole cohort. */
  readonly which: 'retained' | 'lost' | 'all';
}

/**
 * Ids of the accounts behind one cell, ascending, each once. With recurring entry an account can be in one attribute's
 * cohort more than once; it is retained where any of its entries is.
 *
 * @throws not_found where the table has no such cell
 */
export function membersBehind(prepared: Prepared | null, { cohort, index, which }: Cell): string[] {
  const code = prepared === null ? null : codeOfLabel(prepared, cohort);
  if (prepared === null || code === null) throw noSuchCell(cohort, index);
  const { setup, table, accounts } = prepared;
  // 1 = in the cohort, 2 = its period has begun, 4 = and ended, 8 = retained of those begun, 16 = of those ended.
  const marks = new Map<number, number>();
  let together = 0;
  visitMembers(
    setup,
    table,
    createFramer(setup, table),
    ({ account, frame, retained }) => {
      const isBegun = frame.begun > index && frame.known <= index;
      const isEnded = frame.ended > index && frame.known <= index;
      const isRetained = isBegun && retained[index] === 1;
      const mark = 1 | (isBegun ? 2 : 0) | (isEnded ? 4 : 0) | (isRetained ? 8 : 0) | (isRetained && isEnded ? 16 : 0);
      marks.set(account, (marks.get(account) ?? 0) | mark);
      together |= mark;
    },
    { cohort: code },
  );
  if ((together & 2) === 0) throw noSuchCell(cohort, index);
  // While the period has ended for nobody, the cell speaks of those for whom it has begun.
  const [spokenOf, retainedOf] = (together & 4) === 0 ? [2, 8] : [4, 16];
  const isWanted = (mark: number): boolean => {
    if (which === 'all') return true;
    return (mark & spokenOf) !== 0 && ((mark & retainedOf) !== 0) === (which === 'retained');
  };
  return [...marks].filter(([, mark]) => isWanted(mark)).map(([account]) => accounts[account] ?? '');
}

function codeOfLabel({ setup, table }: Prepared, label: string): number | null {
  if (setup.attribute !== null) {
    const code = setup.attribute.values.indexOf(label) + 1;
    return code > 0 || label === '' ? code : null;
  }
  const index = setup.calendar.periodOfLabel(setup.question.period, label);
  return index === null ? null : index - table.first;
}

function noSuchCell(cohort: string, index: number): HoldfastError {
  return new HoldfastError(
    'not_found',
    `The retention table has no cell for cohort "${cohort}", period ${index}. Open the table again: its data or its rule has changed.`,
    { cohort, index },
  );
}
