import { secondsOfDay, addDays } from '../../../shared/domain/time.ts';
import { firstRowAt } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { findCliffs, lastDays, mostWeeks } from './cliffs.ts';
import type { Cliff, WeeklyUse } from './cliffs.ts';

const daySeconds = 86_400;

/**
 * Events of the 28 days that end with a day, and of the whole weeks before in which the account was there already.
 * @param row range of the account's events in the columns
 */
export function weeklyUse(seconds: Uint32Array, from: number, to: number, lastDay: string): WeeklyUse {
  const end = secondsOfDay(addDays(lastDay, 1));
  const start = end - lastDays * daySeconds;
  const first = from < to ? seconds[from]! : start;
  const count = Math.max(0, Math.min(mostWeeks, Math.floor((start - first) / (7 * daySeconds))));
  let upper = firstRowAt(seconds, from, to, end);
  let lower = firstRowAt(seconds, from, upper, start);
  const last = upper - lower;
  const weeks: number[] = [];
  for (let week = 1; week <= count; week++) {
    upper = lower;
    lower = firstRowAt(seconds, from, upper, Math.max(0, start - week * 7 * daySeconds));
    weeks.push(upper - lower);
  }
  return { last, weeks };
}

/** Cliffs as of a day among the customers. @param isCustomer by account of the columns */
export function cliffsOn(
  columns: EventColumns,
  isCustomer: Uint8Array,
  lastDay: string,
  look: (account: number) => void,
): Map<string, Cliff> {
  const places: number[] = [];
  const uses: WeeklyUse[] = [];
  for (let account = 0; account < isCustomer.length; account++) {
    look(account);
    if (isCustomer[account] === 0) continue;
    places.push(account);
    uses.push(weeklyUse(columns.seconds, columns.offsets[account]!, columns.offsets[account + 1]!, lastDay));
  }
  const found = findCliffs(uses);
  return new Map([...found].map(([place, cliff]) => [columns.accounts[places[place]!]!, cliff]));
}
