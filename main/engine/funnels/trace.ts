import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { bitsAt } from '../events/index.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { rowsOf } from './funnel-plan.ts';
import { createMatcher } from './matcher.ts';
import { copyMatch, createMatch, isBetter } from './match.ts';
import type { Match } from './match.ts';
import { findStop } from './trace-stop.ts';
import type { Stop } from './trace-stop.ts';

type Trace = ContractOutputs['funnels']['trace'];

export const mostTracedEvents = 200;
/** Of those, how many from before the entry. */
const tracedBefore = 20;

/**
 * For one account (or the contact of it that came farthest): which events matched which step, and why not more.
 *
 * @param account position in the columns
 */
export function traceAccount(plan: FunnelPlan, account: number): Trace {
  const best = createMatch(plan.stepCount);
  let contact = 0;
  createMatcher(plan)(account, (match, code) => {
    if (!isBetter(match, best)) return;
    copyMatch(match, best);
    contact = code;
  });
  const rows = ownRows(plan, account, contact);
  const stop = findStop(plan, rows, best);
  return {
    contact: plan.contact?.textOf(contact) ?? null,
    matched: Array.from({ length: best.matched }, (_, place) => ({
      step: best.steps[place]!,
      ...eventAt(plan, best.rows[place]!),
    })),
    reached: best.removedBy >= 0 ? 0 : best.reached,
    stopped: {
      reason: stop.reason,
      step: stop.step,
      ...(stop.row === null ? { event: null, at: null } : eventAt(plan, stop.row)),
    },
    events: eventsAround(plan, rows, best, stop),
  };
}

/** Rows of the account, or of the contact, that may be read. */
function ownRows(plan: FunnelPlan, account: number, contact: number): number[] {
  const { from, to } = rowsOf(plan, account);
  const rows: number[] = [];
  for (let row = from; row < to; row++) {
    if (plan.contact === null || (contact !== 0 && plan.contact.codeAt(row) === contact)) rows.push(row);
  }
  return rows;
}

function eventsAround(plan: FunnelPlan, rows: readonly number[], match: Match, stop: Stop): Trace['events'] {
  const { columns, bits, stepBits, stepCount } = plan;
  const stepOf = new Map<number, number>();
  for (let place = 0; place < match.matched; place++) stepOf.set(match.rows[place]!, match.steps[place]!);
  const telling = rows.filter((row) => bitsAt(bits, columns.name, row) !== 0 || row === stop.row);
  const entry = match.matched === 0 ? 0 : telling.indexOf(match.rows[0]!);
  const first = Math.max(0, entry - tracedBefore);
  return telling.slice(first, first + mostTracedEvents).map((row) => ({
    ...eventAt(plan, row),
    step: stepOf.get(row) ?? null,
    excluded: stepCount > 0 && (bitsAt(bits, columns.name, row) & ~stepBits) !== 0 && !stepOf.has(row),
  }));
}

function eventAt({ columns }: FunnelPlan, row: number): { event: string; at: string } {
  return { event: columns.names[columns.name[row]!]!, at: instantOfSeconds(columns.seconds[row]!) };
}
