import type { LabelRule } from '../../../../shared/contract/index.ts';
import { attributeAsOf } from '../features/compute-attributes.ts';
import { knownRows, stopIfAsked } from '../features/row-table.ts';
import type { RowTable } from '../features/row-table.ts';
import type { FeatureSources } from '../features/sources.ts';
import { accountLife } from '../labels.ts';
import type { AccountLife, LifeFacts } from '../labels.ts';
import { lifeFacts } from '../life-facts.ts';
import { endOfDay } from '../snapshots.ts';

const accountsBetweenStopChecks = 512;
const toDay = (seconds: number): number => Math.floor(seconds / 86_400);

/** Lives as they were known at the end of a day: without any row that became known after it. */
export type LivesThen = {
  /** Of all accounts. The last answer is kept: whoever looks at a day asks more than once. */
  on(day: number): readonly AccountLife[];
  of(account: number, day: number): AccountLife;
};

export function livesThen(
  sources: FeatureSources,
  rule: LabelRule,
  shouldStop: () => boolean = () => false,
): LivesThen {
  const activeDays = lifeFacts(sources).map((facts) => facts.activeDays as Int32Array);
  const of = (account: number, day: number): AccountLife =>
    accountLife(factsThen(sources, account, day, activeDays[account]!), rule, day);
  let last: { readonly day: number; readonly lives: readonly AccountLife[] } | null = null;
  return {
    of,
    on(day) {
      if (last?.day === day) return last.lives;
      const lives = sources.accounts.map((_, account) => {
        if (account % accountsBetweenStopChecks === 0) stopIfAsked(shouldStop);
        return of(account, day);
      });
      last = { day, lives };
      return lives;
    },
  };
}

function factsThen(sources: FeatureSources, account: number, day: number, activeDays: Int32Array): LifeFacts {
  const instant = endOfDay(day);
  const subscriptions: { start: number; end: number | null }[] = [];
  eachRowThen(sources.subscriptions, account, instant, ({ trial, started, ended }, row) => {
    if (trial[row] === 1 || Number.isNaN(started[row]!)) return;
    subscriptions.push({ start: toDay(started[row]!), end: Number.isNaN(ended[row]!) ? null : toDay(ended[row]!) });
  });
  const churnEvents: number[] = [];
  eachRowThen(sources.churnEvents, account, instant, (table, row) => {
    if (!Number.isNaN(table.day[row]!)) churnEvents.push(toDay(table.day[row]!));
  });
  const created = attributeAsOf(sources, 'created', account, instant);
  let active = activeDays.length;
  while (active > 0 && activeDays[active - 1]! > day) active--;
  return {
    subscriptions,
    churnEvents,
    activeDays: activeDays.subarray(0, active),
    created: created <= instant ? toDay(created) : null,
  };
}

/** The rows of an account in the versions that were known at an instant (epoch seconds). */
function eachRowThen<Column extends string>(
  table: RowTable<Column>,
  account: number,
  instant: number,
  visit: (table: Readonly<Record<Column, Float64Array>>, row: number) => void,
): void {
  const [from, to] = knownRows(table, account, instant);
  for (let row = from; row < to; row++) visit(table, row);
  const { past } = table;
  if (past === null || past === undefined) return;
  const [pastFrom, pastTo] = knownRows(past, account, instant);
  for (let row = pastFrom; row < pastTo; row++) if (past.until[row]! > instant) visit(past, row);
}
