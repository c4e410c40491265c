import type { Finding } from '../../../../shared/contract/index.ts';
import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import { dayOfSeconds } from '../../../../shared/domain/time.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import type { StoredValue } from '../understand/values.ts';
import { howMany, howManyRows } from './count-words.ts';
import { rowTables } from './staging.ts';
import type { RowTable } from './staging.ts';

/** A contradiction that a row shows by itself, so that it can be left out. */
export type RowRule = {
  readonly key: string;
  readonly table: RowTable;
  readonly severity: Finding['severity'];
  /** The field that is to be mended. */
  readonly field: string;
  /** Condition and example over columns of the table; `@now` are epoch seconds, `@today` its day. */
  readonly sql: string;
  readonly example: string;
  breaks(valueOf: (field: string) => StoredValue, now: number): boolean;
  /** Why a row that is left out was rejected. */
  readonly reason: string;
  readonly text: (count: number) => string;
};

function endBeforeStart(
  table: RowTable,
  [start, end]: readonly [string, string],
  example: string,
  reason: string,
  text: RowRule['text'],
): RowRule {
  return {
    key: 'end-before-start',
    table,
    severity: 'warning',
    field: end,
    sql: `${end} < ${start}`,
    example,
    breaks(valueOf) {
      const [from, to] = [valueOf(start), valueOf(end)];
      return from !== null && to !== null && to < from;
    },
    reason,
    text,
  };
}

export const rowRules: readonly RowRule[] = [
  endBeforeStart(
    'subscriptions',
    ['start_day', 'end_day'],
    `subscription_id || ': ' || start_day || ' to ' || end_day`,
    reasonText('left-out-end'),
    (count) => howMany(count, 'subscription ends before it starts.', 'subscriptions end before they start.'),
  ),
  endBeforeStart('tickets', ['opened_at', 'closed_at'], 'ticket_id', reasonText('left-out-closed'), (count) =>
    howMany(count, 'ticket was closed before it was opened.', 'tickets were closed before they were opened.'),
  ),
  endBeforeStart(
    'invoices',
    ['issued_day', 'due_day'],
    `invoice_id || ': due ' || due_day || ', issued ' || issued_day`,
    reasonText('left-out-due'),
    (count) => howMany(count, 'invoice was due before it was issued.', 'invoices were due before they were issued.'),
  ),
  {
    key: 'negative-revenue',
    table: 'subscriptions',
    severity: 'warning',
    field: 'mrr',
    sql: 'mrr < 0',
    example: 'subscription_id',
    breaks: (valueOf) => Number(valueOf('mrr') ?? 0) < 0,
    reason: reasonText('left-out-negative'),
    text: (count) => howMany(count, 'subscription has a negative revenue.', 'subscriptions have a negative revenue.'),
  },
  ...rowTables.flatMap((table): RowRule[] => {
    const { time, fields, key } = tables[table];
    if (time === null) return [];
    const isDay = fields.find(({ name }) => name === time)?.type === 'day';
    const shown = isDay ? time : `strftime('%Y-%m-%d', ${time}, 'unixepoch')`;
    return [
      {
        key: 'future-dates',
        table,
        severity: 'warning',
        field: time,
        sql: `${time} > ${isDay ? '@today' : '@now'}`,
        example: `${key} || ': ' || ${shown}`,
        breaks(valueOf, now) {
          const value = valueOf(time);
          return value !== null && value > (isDay ? dayOfSeconds(now) : now);
        },
        reason: reasonText('left-out-future'),
        text: (count) => howManyRows(count, table, 'is dated in the future.', 'are dated in the future.'),
      },
    ];
  }),
];
