import type { DriversQuestion } from '../../../shared/contract/index.ts';
import type { Calendar, EventColumns, StopCheck } from '../events/index.ts';
import { firstRowAt, stopWhenAsked } from '../events/index.ts';
import type { RevenueBook } from '../recurring-revenue/index.ts';
import { firstPaidDay, revenueOn } from '../recurring-revenue/index.ts';

const daySeconds = 86_400;

/** Everything that the study needs, looked up once. */
export interface StudyPlan {
  readonly columns: EventColumns;
  readonly calendar: Calendar;
  readonly revenue: RevenueBook;
  readonly question: DriversQuestion;
  /** Entries lie in [from, to), epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** The data is known up to this second, itself included. */
  readonly asOf: number;
  readonly accountFilter: Uint8Array | null;
  readonly shouldStop?: StopCheck;
}

/** The accounts whose behaviour and outcome are both known, and what they did. */
export interface Study {
  /** Position in columns.accounts, ascending. */
  readonly accounts: readonly number[];
  /** 1 = retained. */
  readonly retained: readonly (0 | 1)[];
  /** activity[member] = events of any kind in the behaviour days. */
  readonly activity: readonly number[];
  /** By name code: the members that did the event in the behaviour days, and how often. */
  readonly did: ReadonlyMap<number, { readonly members: number[]; readonly counts: number[] }>;
  readonly leftOut: { tooYoung: number; noEntry: number; goneBefore: number };
}

/**
 * Three stretches of time, one strictly after the other: the behaviour days from the entry on, the gap, the outcome days.
 * Who was not there any more when the outcome days began is left out, so that nobody's absence explains itself.
 */
export function studyAccounts(plan: StudyPlan): Study {
  const { columns, question, asOf, accountFilter } = plan;
  const { offsets, seconds, name } = columns;
  const behaviour = question.behaviourDays * daySeconds;
  const untilOutcome = (question.behaviourDays + question.gapDays) * daySeconds;
  const wholeTime = untilOutcome + question.outcomeDays * daySeconds;
  const accounts: number[] = [];
  const retained: (0 | 1)[] = [];
  const activity: number[] = [];
  const did = new Map<number, { members: number[]; counts: number[] }>();
  const leftOut = { tooYoung: 0, noEntry: 0, goneBefore: 0 };
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, plan.shouldStop, 'The drivers');
    if (accountFilter !== null && accountFilter[account] !== 1) continue;
    const entry = entryOf(plan, account);
    if (entry === null || entry > asOf) {
      leftOut.noEntry += 1;
      continue;
    }
    if (entry < plan.from || entry >= plan.to) continue;
    if (entry + wholeTime > asOf + 1) {
      leftOut.tooYoung += 1;
      continue;
    }
    const outcomeBegins = entry + untilOutcome;
    if (isGone(plan, account, outcomeBegins)) {
      leftOut.goneBefore += 1;
      continue;
    }
    const end = offsets[account + 1]!;
    const member = accounts.length;
    accounts.push(account);
    retained.push(isRetained(plan, account, outcomeBegins, entry + wholeTime) ? 1 : 0);
    const first = firstRowAt(seconds, offsets[account]!, end, entry);
    const after = firstRowAt(seconds, first, end, entry + behaviour);
    activity.push(after - first);
    for (let row = first; row < after; row++) {
      const code = name[row]!;
      let found = did.get(code);
      if (found === undefined) did.set(code, (found = { members: [], counts: [] }));
      if (found.members.at(-1) === member) found.counts[found.counts.length - 1]! += 1;
      else {
        found.members.push(member);
        found.counts.push(1);
      }
    }
  }
  return { accounts, retained, activity, did, leftOut };
}

/** Epoch seconds; null where the account never entered. */
function entryOf({ columns, question, revenue, calendar }: StudyPlan, account: number): number | null {
  if (question.entry === 'first-event') {
    const first = columns.offsets[account]!;
    return first < columns.offsets[account + 1]! ? columns.seconds[first]! : null;
  }
  const place = revenue.positionOf.get(columns.accounts[account]!);
  return place === undefined ? null : calendar.periodStart('day', firstPaidDay(revenue, place));
}

/** Not paying any more at an instant, where it is known that the account paid before; for the outcome "paying": not paying then. */
function isGone(plan: StudyPlan, account: number, second: number): boolean {
  const { revenue, columns, calendar, question } = plan;
  const place = revenue.positionOf.get(columns.accounts[account]!);
  if (place === undefined) return question.outcome === 'paying';
  const day = calendar.dayIndex(second);
  if (revenueOn(revenue, place, day) > 0) return false;
  return question.outcome === 'paying' || firstPaidDay(revenue, place) <= day;
}

function isRetained(plan: StudyPlan, account: number, begins: number, ends: number): boolean {
  const { revenue, columns, calendar, question } = plan;
  if (question.outcome === 'active') {
    const to = columns.offsets[account + 1]!;
    const row = firstRowAt(columns.seconds, columns.offsets[account]!, to, begins);
    return row < to && columns.seconds[row]! < ends;
  }
  const place = revenue.positionOf.get(columns.accounts[account]!);
  // The last day that lies wholly inside the outcome days.
  return place !== undefined && revenueOn(revenue, place, calendar.dayIndex(ends - 1)) > 0;
}
