import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { bitsAt } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import type { Match } from './match.ts';

type Reason = ContractOutputs['funnels']['trace']['stopped']['reason'];

/** Why a unit came no further. */
export interface Stop {
  readonly reason: Reason;
  /** The step that is missing, counted from 0. */
  readonly step: number | null;
  readonly row: number | null;
}

/** @param rows all events of the unit that may be read, in order */
export function findStop(plan: FunnelPlan, rows: readonly number[], match: Match): Stop {
  const { order } = plan.rule;
  if (match.reached === 0) return { reason: 'never-entered', step: 0, row: null };
  if (match.reached === plan.stepCount) return { reason: 'completed', step: null, row: null };
  return order === 'any' ? stopOfAny(plan, rows, match) : stopOfChain(plan, rows, match);
}

function stopOfChain(plan: FunnelPlan, rows: readonly number[], match: Match): Stop {
  const { columns, rule, followers, grace, window } = plan;
  const { seconds } = columns;
  const step = followers[match.reached - 1]!.at(-1)!;
  const used = new Set(match.rows.subarray(0, match.matched));
  const lastRow = match.rows[match.matched - 1]!;
  const limit = seconds[match.rows[0]!]! + window;
  const latest = Math.max(...[...used].map((row) => seconds[row]!));
  const isAfter = (row: number): boolean =>
    !used.has(row) && (grace > 0 ? seconds[row]! >= latest - grace : row > lastRow);
  const later = rows.filter(isAfter);
  const inTime = later.filter((row) => seconds[row]! <= limit);

  const excluded = inTime.find((row) => endsAttempt(plan, row, match));
  if (excluded !== undefined) return { reason: 'excluded', step, row: excluded };
  const isMissing = (row: number): boolean => (bitsAt(plan.bits, columns.name, row) & (1 << step)) !== 0;
  const isSame = (row: number): boolean => hasSameValues(plan, row, match.rows[0]!);
  const wanted = inTime.filter(isMissing);
  const other = wanted.find((row) => !isSame(row));
  if (rule.order === 'strict' && wanted.length > 0 && inTime[0] !== undefined && inTime[0] !== wanted[0])
    return { reason: 'something-between', step, row: inTime[0] };
  if (other !== undefined) return { reason: 'other-value', step, row: other };
  const late = later.find((row) => seconds[row]! > limit && isMissing(row) && isSame(row));
  return late === undefined ? { reason: 'no-event', step, row: null } : { reason: 'too-late', step, row: late };
}

function stopOfAny(plan: FunnelPlan, rows: readonly number[], match: Match): Stop {
  const { columns, stepCount, window } = plan;
  const { seconds } = columns;
  const found = new Set(match.steps.subarray(0, match.matched));
  const step = Array(stepCount)
    .keys()
    .find((candidate) => !found.has(candidate))!;
  const used = new Set(match.rows.subarray(0, match.matched));
  const entry = match.rows[0]!;
  const limit = seconds[entry]! + window;
  const wanted = rows.filter(
    (row) => row > entry && !used.has(row) && (bitsAt(plan.bits, columns.name, row) & (1 << step)) !== 0,
  );
  const other = wanted.find((row) => seconds[row]! <= limit && !hasSameValues(plan, row, entry));
  if (other !== undefined) return { reason: 'other-value', step, row: other };
  const late = wanted.find((row) => seconds[row]! > limit && hasSameValues(plan, row, entry));
  return late === undefined ? { reason: 'no-event', step, row: null } : { reason: 'too-late', step, row: late };
}

/** True for an excluded event that ends an attempt after its last matched step. */
function endsAttempt({ columns, bits, killedBy, stepCount, holds }: FunnelPlan, row: number, match: Match): boolean {
  const found = bitsAt(bits, columns.name, row);
  const last = 1 << (match.reached - 1);
  const ends = killedBy.some(
    (killed, exclusion) => (killed & last) !== 0 && (found & (1 << (stepCount + exclusion))) !== 0,
  );
  if (!ends || holds.length === 0) return ends;
  return (
    holds.some((reader) => reader.codeAt(row) === 0) ||
    holds.every((reader) => reader.codeAt(row) === reader.codeAt(match.rows[0]!))
  );
}

function hasSameValues({ holds }: FunnelPlan, row: number, entry: number): boolean {
  return holds.every((reader) => reader.codeAt(row) === reader.codeAt(entry));
}
