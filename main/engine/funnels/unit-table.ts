import { stopWhenAsked } from '../events/index.ts';
import type { PassWork } from '../threads/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { createMatcher } from './matcher.ts';
import type { Match } from './match.ts';

/** One row for each unit (account or contact) that entered the funnel, in the order of accounts. */
export interface UnitTable {
  readonly size: number;
  /** Position in columns.accounts. */
  readonly account: Int32Array;
  /** Bit k: step k was matched; in a funnel in any order: more than k steps were. */
  readonly steps: Int32Array;
  /**
   * at[unit * steps + k]: epoch seconds of the event of step k (in any order: of the event that came as number k); -1
   * where there is none. The first is the entry.
   */
  readonly at: Float64Array;
  /** What `groupOf` said of the unit; 0 without one. */
  readonly group: Int32Array;
}

export type GroupOf = (match: Match, account: number) => number;

/** How far each unit came, in one pass over the events. */
export function fillUnitTable(plan: FunnelPlan, groupOf: GroupOf | null): UnitTable {
  const units = collectUnits(plan, groupOf);
  units.read(0, plan.columns.offsets.length - 1);
  return units.part();
}

/** The same a stretch of accounts at a time. */
export function collectUnits(plan: FunnelPlan, groupOf: GroupOf | null): PassWork<UnitTable> {
  const { stepCount, rule, shouldStop } = plan;
  const { seconds } = plan.columns;
  const matchAccount = createMatcher(plan);
  const isAny = rule.order === 'any';
  let rows = emptyTable(1024, stepCount);
  let size = 0;
  let current = 0;
  const addUnit = (match: Match): void => {
    if (match.removedBy >= 0) return;
    if (size === rows.size) rows = withRoom(rows, 2 * size, stepCount);
    const { account, steps, at, group } = rows;
    const base = size * stepCount;
    let bits = 0;
    for (let place = 0; place < match.matched; place++) {
      const step = isAny ? place : match.steps[place]!;
      bits |= 1 << step;
      at[base + step] = seconds[match.rows[place]!]!;
    }
    account[size] = current;
    steps[size] = bits;
    if (groupOf !== null) group[size] = groupOf(match, current);
    size += 1;
  };
  return {
    read(from, to) {
      for (current = from; current < to; current++) {
        stopWhenAsked(current, shouldStop, 'The funnel');
        matchAccount(current, addUnit);
      }
    },
    // A copy, because a view would take the room behind it along to another thread.
    part: () => sliceOf(rows, 0, size, stepCount),
  };
}

/** Tables of different accounts as one. */
export function joinTables(tables: readonly UnitTable[], stepCount: number): UnitTable {
  const [first] = tables;
  if (first !== undefined && tables.length === 1) return first;
  const joined = emptyTable(
    tables.reduce((sum, { size }) => sum + size, 0),
    stepCount,
  );
  const next = tables.map(() => 0);
  const accountAt = (index: number): number => tables[index]!.account[next[index]!] ?? Infinity;
  for (let end = 0; end < joined.size;) {
    let least = 0;
    for (let index = 1; index < tables.length; index++) if (accountAt(index) < accountAt(least)) least = index;
    const limit = Math.min(...tables.map((_, index) => (index === least ? Infinity : accountAt(index))));
    const { account, size } = tables[least]!;
    const from = next[least]!;
    let to = from;
    while (to < size && account[to]! < limit) to += 1;
    copyRows(sliceOf(tables[least]!, from, to, stepCount), joined, end, stepCount);
    next[least] = to;
    end += to - from;
  }
  return joined;
}

function emptyTable(size: number, stepCount: number): UnitTable {
  return {
    size,
    account: new Int32Array(size),
    steps: new Int32Array(size),
    at: new Float64Array(size * stepCount).fill(-1),
    group: new Int32Array(size),
  };
}

function withRoom(table: UnitTable, size: number, stepCount: number): UnitTable {
  const larger = emptyTable(size, stepCount);
  copyRows(table, larger, 0, stepCount);
  return larger;
}

function copyRows(table: UnitTable, into: UnitTable, from: number, stepCount: number): void {
  into.account.set(table.account, from);
  into.steps.set(table.steps, from);
  into.at.set(table.at, from * stepCount);
  into.group.set(table.group, from);
}

function sliceOf({ account, steps, at, group }: UnitTable, from: number, to: number, stepCount: number): UnitTable {
  return {
    size: to - from,
    account: account.slice(from, to),
    steps: steps.slice(from, to),
    at: at.slice(from * stepCount, to * stepCount),
    group: group.slice(from, to),
  };
}
