import type { SegmentCondition } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { firstRowAt, isPlain, mostSelectors, narrowBits, placeIn, stopWhenAsked } from '../events/index.ts';
import type { EventBits, EventColumns, StopCheck } from '../events/index.ts';
import { selectorBits } from '../usage/index.ts';
import { holds } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Universe } from './universe.ts';

export type UsageCondition = Extract<SegmentCondition, { on: 'usage' | 'last-seen' }>;

type Usage = { columns: EventColumns; universe: Universe; clock: Clock; shouldStop: StopCheck };

/** The accounts for which each condition holds, from one pass over the events for every 31 conditions. */
export function usageBits(usage: Usage, conditions: readonly UsageCondition[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let from = 0; from < conditions.length; from += mostSelectors) {
    found.push(...onePass(usage, conditions.slice(from, from + mostSelectors)));
  }
  return found;
}

function onePass(usage: Usage, conditions: readonly UsageCondition[]): Uint8Array[] {
  const { columns, universe, clock, shouldStop } = usage;
  const { offsets, seconds, maxSeconds } = columns;
  checkQuantity(columns, conditions);
  const bits = selectorBits(
    columns,
    conditions.map(({ selector }) => selector),
  );
  const counting = conditions.map((condition) => condition.on === 'usage');
  const counters = createCounters(columns, bits, clock, conditions);
  // An account without events did nothing, and was never seen.
  const found = conditions.map((condition) =>
    new Uint8Array(universe.ids.length).fill(holdsFor(condition, 0, null) ? 1 : 0),
  );
  const isAnyCounted = counting.includes(true);
  const isAnyLast = counting.includes(false);
  const isFutureKnown = maxSeconds !== null && maxSeconds > clock.until;
  for (let account = 0; account + 1 < offsets.length; account++) {
    stopWhenAsked(account, shouldStop, 'The segment');
    const first = offsets[account]!;
    const end = offsets[account + 1]!;
    const to = isFutureKnown ? firstRowAt(seconds, first, end, clock.until + 1) : end;
    const position = universe.ofEvents[account]!;
    if (to === first || position < 0) continue;
    counters.reset();
    if (isAnyCounted) counters.count(counters.since <= 0 ? first : firstRowAt(seconds, first, to, counters.since), to);
    if (isAnyLast) counters.findLast(first, to);
    for (let index = 0; index < conditions.length; index++) {
      const last = counters.last[index]!;
      const isHeld = holdsFor(
        conditions[index]!,
        counters.total[index]!,
        last < 0 ? null : clock.today - clock.calendar.dayIndex(last),
      );
      found[index]![position] = isHeld ? 1 : 0;
    }
  }
  return found;
}

/** @param daysSince null = never seen */
function holdsFor(condition: UsageCondition, total: number, daysSince: number | null): boolean {
  if (condition.on === 'usage') return holds(total, condition.compare, condition.value);
  if (daysSince === null) return condition.compare === 'at-least';
  return holds(daysSince, condition.compare, condition.days);
}

function checkQuantity({ quantity }: EventColumns, conditions: readonly UsageCondition[]): void {
  if (quantity !== null || !conditions.some((condition) => condition.on === 'usage' && condition.count === 'quantity'))
    return;
  throw new HoldfastError(
    'invalid_input',
    'No event of this workspace has a quantity. Count events or days instead of a quantity.',
  );
}

const what = { events: 0, days: 1, quantity: 2 } as const;

/** Counts of one account, one a condition; the arrays are used again for every account. */
function createCounters(columns: EventColumns, bits: EventBits, clock: Clock, conditions: readonly UsageCondition[]) {
  const { seconds, name, quantity, minSeconds } = columns;
  const { ofName } = bits;
  const plain = isPlain(bits);
  const from = Float64Array.from(conditions, (condition) =>
    condition.on === 'usage' ? clock.since(condition.withinDays) : Infinity,
  );
  const counts = Uint8Array.from(conditions, (condition) => (condition.on === 'usage' ? what[condition.count] : 0));
  // Any event whatever: nothing of a row needs to be looked at but its second.
  const whole = conditions.map(isWhole);
  const countedMask = maskOf(conditions, (condition, index) => condition.on === 'usage' && !whole[index]!);
  const lastMask = maskOf(conditions, (condition) => condition.on === 'last-seen');
  const hasDays = conditions.some((condition) => condition.on === 'usage' && condition.count === 'days');
  const table = hasDays ? clock.calendar.periodTable('day', Math.min(minSeconds ?? 0, clock.until), clock.until) : null;
  const total = new Float64Array(conditions.length);
  const nextDay = new Float64Array(conditions.length);
  const last = new Float64Array(conditions.length);

  function countWhole(index: number, first: number, to: number): void {
    const start = from[index] === 0 ? first : firstRowAt(seconds, first, to, from[index]!);
    if (counts[index] === 0) {
      total[index] = to - start;
      return;
    }
    let next = 0;
    let days = 0;
    for (let row = start; row < to; row++) {
      const second = seconds[row]!;
      if (second < next) continue;
      days += 1;
      next = table!.starts[placeIn(table!, second) + 1]!;
    }
    total[index] = days;
  }

  return {
    /** No event before this second counts for any condition. */
    since: Math.min(...from),
    total,
    /** Second of the last event; -1 where there is none. */
    last,
    reset(): void {
      total.fill(0);
      nextDay.fill(0);
      last.fill(-1);
    },
    count(first: number, to: number): void {
      for (let index = 0; index < whole.length; index++) if (whole[index]!) countWhole(index, first, to);
      if (countedMask === 0) return;
      for (let row = first; row < to; row++) {
        let left = ofName[name[row]!]! & countedMask;
        if (left === 0) continue;
        if (!plain) left = narrowBits(bits, left, row) & countedMask;
        const second = seconds[row]!;
        while (left !== 0) {
          const index = 31 - Math.clz32(left & -left);
          left &= left - 1;
          if (second < from[index]!) continue;
          if (counts[index] === 0) total[index]! += 1;
          else if (counts[index] === 2) {
            const amount = quantity![row]!;
            if (amount === amount) total[index]! += amount;
          } else if (second >= nextDay[index]!) {
            total[index]! += 1;
            nextDay[index] = table!.starts[placeIn(table!, second) + 1]!;
          }
        }
      }
    },
    findLast(first: number, to: number): void {
      let wanted = lastMask;
      for (let row = to - 1; row >= first && wanted !== 0; row--) {
        let left = ofName[name[row]!]! & wanted;
        if (left === 0) continue;
        if (!plain) left = narrowBits(bits, left, row) & wanted;
        wanted &= ~left;
        while (left !== 0) {
          last[31 - Math.clz32(left & -left)] = seconds[row]!;
          left &= left - 1;
        }
      }
    },
  };
}

function isWhole(condition: UsageCondition): boolean {
  if (condition.on !== 'usage' || condition.count === 'quantity') return false;
  return condition.selector.events.length === 0 && condition.selector.where.length === 0;
}

function maskOf(
  conditions: readonly UsageCondition[],
  isMeant: (condition: UsageCondition, index: number) => boolean,
): number {
  return conditions.reduce((mask, condition, index) => (isMeant(condition, index) ? mask | (1 << index) : mask), 0);
}
