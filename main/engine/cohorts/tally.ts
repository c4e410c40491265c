import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { PeriodTable } from '../events/index.ts';
import { readTogether } from '../threads/index.ts';
import type { Together } from '../threads/index.ts';
import type { CountedCohort } from './counted-cohort.ts';
import { createFramer } from './frames.ts';
import { visitMembers } from './members.ts';
import type { Member } from './members.ts';
import { askCohorts, cohortsPass, isPlainQuestion, plainCohorts } from './plain-pass.ts';
import type { RetentionSetup } from './setup.ts';

export interface Tally {
  /** By period of entry, or largest first. Cohorts without a member are not in it. */
  readonly cohorts: readonly CountedCohort[];
  readonly omitted: number;
  /** Different accounts, those of omitted cohorts included. */
  readonly accounts: number;
}

/** More rows of an attribute than this are left out, the smallest ones. */
export const mostAttributeCohorts = 200;
/** A larger table would keep the page waiting for its numbers, and nobody reads one. */
const mostCells = 40_000;

/** @param together how to have the help of other threads; absent = this one does all */
export function tallyRetention(setup: RetentionSetup, table: PeriodTable, together?: Together): Tally {
  if (isPlainQuestion(setup, table)) {
    refuseTooMany(cellsByPeriod(setup, table, table.count));
    const { columns, shouldStop = () => false } = setup;
    const context = { events: () => columns, shouldStop, together };
    const counts = readTogether(context, cohortsPass, askCohorts(setup, table));
    const cohorts = plainCohorts(setup, table, counts);
    return { cohorts, omitted: 0, accounts: counts.reduce((sum, { accounts }) => sum + accounts, 0) };
  }
  const framer = createFramer(setup, table);
  const { attribute } = setup;
  const kept = attribute === null ? null : largestCohorts(setup, table);
  refuseTooMany(kept === null ? cellsByPeriod(setup, table, framer.longest) : kept.size * framer.longest);
  const rows = new Map<number, Row>();
  let accounts = 0;
  let lastAccount = -1;
  visitMembers(setup, table, framer, (member) => {
    if (member.account !== lastAccount) accounts += 1;
    lastAccount = member.account;
    if (kept !== null && !kept.has(member.cohort)) return;
    let row = rows.get(member.cohort);
    if (row === undefined) rows.set(member.cohort, (row = emptyRow(framer.longest)));
    addMember(row, member, setup);
  });
  const cohorts = [...rows].map(([key, row]) => countedCohort(key, row, setup));
  cohorts.sort((a, b) => (attribute === null ? a.key - b.key : b.size - a.size || a.key - b.key));
  return { cohorts, omitted: kept === null ? 0 : kept.omitted, accounts };
}

/** What is summed up of one cohort. "Ended" is over members whose period has ended, "begun" over all that have begun it. */
interface Row {
  size: number;
  readonly endedValue: Float64Array;
  readonly begunValue: Float64Array;
  /** Steps up and down of how many members each period counts; summed up at the end. */
  readonly endedOf: Float64Array;
  readonly begunOf: Float64Array;
  readonly endedBase: Float64Array;
  readonly begunBase: Float64Array;
  /** endedUntil[n] = members with n periods ended, whether they can be counted or not. */
  readonly endedUntil: Float64Array;
  /** Most periods that any member has begun. */
  longest: number;
}

function emptyRow(longest: number): Row {
  const array = (): Float64Array => new Float64Array(longest + 1);
  return {
    size: 0,
    endedValue: array(),
    begunValue: array(),
    endedOf: array(),
    begunOf: array(),
    endedBase: array(),
    begunBase: array(),
    endedUntil: array(),
    longest: 0,
  };
}

function addMember(row: Row, member: Member, { question, revenue, calendar, asOf }: RetentionSetup): void {
  const { retained, amount, frame, account, entry } = member;
  const { begun, ended, known, bounds } = frame;
  row.size += 1;
  row.endedUntil[ended]! += 1;
  row.longest = Math.max(row.longest, begun);
  addSteps(row.endedOf, known, ended, 1);
  addSteps(row.begunOf, known, begun, 1);
  if (question.measure === 'revenue' && revenue !== null) {
    const atEntry = revenue.on(account, calendar.dayIndex(entry));
    addSteps(row.endedBase, known, ended, atEntry);
    addSteps(row.begunBase, known, begun, atEntry);
  }
  for (let k = known; k < begun; k++) {
    let value = retained[k]!;
    if (question.measure === 'revenue') {
      if (value === 0 || revenue === null) continue;
      value = revenue.on(account, calendar.dayIndex(Math.min(bounds[k + 1]! - 1, asOf)));
    } else if (question.measure !== 'accounts') value = amount[k]!;
    row.begunValue[k]! += value;
    if (k < ended) row.endedValue[k]! += value;
  }
}

/** Adds to the periods [from, to). */
function addSteps(steps: Float64Array, from: number, to: number, value: number): void {
  if (from >= to) return;
  steps[from]! += value;
  steps[to]! -= value;
}

function countedCohort(key: number, row: Row, { question, attribute }: RetentionSetup): CountedCohort {
  const values: number[] = [];
  const of: number[] = [];
  const base: number[] = [];
  const complete: boolean[] = [];
  const now = { endedOf: 0, begunOf: 0, endedBase: 0, begunBase: 0, finished: row.size };
  for (let k = 0; k < row.longest; k++) {
    now.endedOf += row.endedOf[k]!;
    now.begunOf += row.begunOf[k]!;
    now.endedBase += row.endedBase[k]!;
    now.begunBase += row.begunBase[k]!;
    now.finished -= row.endedUntil[k]!;
    const hasEnded = now.endedOf > 0;
    values.push(hasEnded ? row.endedValue[k]! : row.begunValue[k]!);
    of.push(hasEnded ? now.endedOf : now.begunOf);
    base.push(hasEnded ? now.endedBase : now.begunBase);
    complete.push(attribute === null ? now.finished === row.size : hasEnded);
  }
  return { key, size: row.size, values, of, base: question.measure === 'revenue' ? base : null, complete };
}

/** The codes that get a row of their own, and how many do not. */
function largestCohorts(
  setup: RetentionSetup,
  table: PeriodTable,
): { has(code: number): boolean; size: number; omitted: number } {
  const sizes = new Map<number, number>();
  const framer = createFramer(setup, table);
  visitMembers(setup, table, framer, ({ cohort }) => sizes.set(cohort, (sizes.get(cohort) ?? 0) + 1), {
    entriesOnly: true,
  });
  const codes = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([code]) => code);
  const kept = new Set(codes.slice(0, mostAttributeCohorts));
  return { has: (code) => kept.has(code), size: kept.size, omitted: codes.length - kept.size };
}

/** Cells of the cohorts that the range of entries can have, where each has a row of its own. */
function cellsByPeriod({ from, to, asOf }: RetentionSetup, { starts, count }: PeriodTable, longest: number): number {
  let cells = 0;
  for (let place = 0; place < count; place++) {
    const isInRange = starts[place]! < Math.min(to, asOf + 1) && starts[place + 1]! > from;
    if (isInRange) cells += Math.min(longest, count - place);
  }
  return cells;
}

function refuseTooMany(cells: number): void {
  if (cells <= mostCells) return;
  throw new HoldfastError(
    'invalid_input',
    `This retention table would have ${cells.toLocaleString('en')} cells; at most ${mostCells.toLocaleString('en')} can be shown. Choose longer periods, or a shorter range of days in which the cohorts begin.`,
    { cells },
  );
}
