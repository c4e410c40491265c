import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { accountIndexOf, countAccount, createCalendar } from '../events/index.ts';
import type { WeekStart } from '../events/index.ts';
import { keptAccount } from '../identity/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { eventsUntil } from '../usage/index.ts';

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
