import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { accountIndexOf, countAccount, createCalendar } from '../events/index.ts';
import type { WeekStart } from '../events/index.ts';
import { keptAccount } from '../identity/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { eventsUntil } from '../usage/index.ts';
import { dataUntil } from '../workspace/index.ts';

export type UsageInput = { id: string; period: 'day' | 'week' | 'month'; zone: string; weekStart: WeekStart };
type Usage = ContractOutputs['accounts']['usage'];

/** The most frequent events each get a series; the rest are one. */
const mostSeries = 7;

/** An account's events by period, from its first event to the end of the data. */
export const usageRead = defineEventsRead(
  'accounts.usage',
  (context, { id, period, zone, weekStart }: UsageInput): Usage => {
    const columns = context.events();
    const until = eventsUntil(context);
    const account = accountIndexOf(columns, keptAccount(context.database, id));
    if (account < 0 || until === null) return { period, periods: [], series: [], total: 0 };
    const first = columns.seconds[columns.offsets[account] ?? 0] ?? until;
    const calendar = createCalendar({ zone, weekStart });
    const { periods, series } = countAccount(columns, account, calendar, period, {
      from: first,
      to: until + 1,
    });
    const shown = series.slice(0, series.length > mostSeries + 1 ? mostSeries : series.length);
    const rest = series.slice(shown.length);
    const all: Usage['series'] = shown.map(({ name, counts }) => ({ event: name, counts }));
    if (rest.length > 0) {
      all.push({
        event: null,
        counts: periods.map((_, place) => rest.reduce((sum, { counts }) => sum + (counts[place] ?? 0), 0)),
      });
    }
    return {
      period,
      periods: periods.map((label) => (label.length === 7 ? `${label}-01` : label)),
      series: all,
      total: all.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0),
    };
  },
);

const daysShown = 365;

/** An account's events a day over the year up to the end of the data; a year of nothing where it has none. */
export function daysOf(
  context: ReadContext,
  { id, zone, weekStart }: Omit<UsageInput, 'period'>,
): ContractOutputs['accounts']['days'] {
  const columns = context.events();
  const last = eventsUntil(context) ?? dataUntil(context.database) ?? Math.floor(Date.now() / 1000);
  const calendar = createCalendar({ zone, weekStart });
  const first = last - (daysShown - 1) * 86_400;
  const account = accountIndexOf(columns, keptAccount(context.database, id));
  const table = calendar.periodTable('day', first, last);
  const day = (place: number): string => calendar.periodLabel('day', table.first + place);
  const [from, to] = [day(0), day(table.count - 1)];
  if (account < 0) return { from, to, counts: Array.from({ length: table.count }, () => 0), total: 0 };
  const range = { from: table.starts[0]!, to: last + 1 };
  const { series } = countAccount(columns, account, calendar, 'day', range);
  const counts = Array.from({ length: table.count }, (_, place) =>
    series.reduce((sum, { counts: ofEvent }) => sum + (ofEvent[place] ?? 0), 0),
  );
  return { from, to, counts, total: counts.reduce((sum, count) => sum + count, 0) };
}

export const daysRead = defineEventsRead('accounts.days', daysOf);
