import { tables } from '../../../shared/domain/tables.ts';
import type { EventColumns } from '../events/index.ts';
import { monthOfSeconds, monthStart } from './months.ts';

/** Event counts by field and month, in one pass for each column. */
export type EventFigures = {
  readonly rows: number;
  readonly accounts: number;
  /** Epoch seconds; events dated in the future aside. Null without any. */
  readonly first: number | null;
  readonly last: number | null;
  readonly future: number;
  readonly fields: readonly string[];
  /** Months since 1970-01 of the first of these figures. */
  readonly firstMonth: number;
  readonly monthRows: readonly number[];
  readonly monthAccounts: readonly number[];
  /** By field, then month. */
  readonly monthFilled: readonly (readonly number[])[];
};

/** Import uses these up: they lead to an account, or tell repeated events apart. */
const usedUp = new Set(['event_id', 'subscription_id']);
/** An event without them is rejected. */
const certain = new Set(['account_id', 'occurred_at', 'event']);

/** The canonical fields that are stored, then the book's own properties. */
function eventFieldNames({ properties }: Pick<EventColumns, 'properties'>): string[] {
  const canonical = tables.events.fields.map(({ name }) => name);
  const own = properties.map(({ key }) => key);
  return [
    ...canonical.filter((name) => !usedUp.has(name) || own.includes(name)),
    ...own.filter((key) => !canonical.includes(key)),
  ];
}

/** @param now epoch seconds; later events are counted, and told apart */
export function eventFigures(columns: EventColumns, now: number): EventFigures {
  const { offsets, seconds, minSeconds, maxSeconds, count: rows } = columns;
  const firstMonth = minSeconds === null ? 0 : monthOfSeconds(minSeconds);
  const months = maxSeconds === null ? 0 : monthOfSeconds(maxSeconds) - firstMonth + 1;
  // Ends of the months, so that a row only ever compares with the end of the month before it.
  const ends = Float64Array.from({ length: months }, (_, month) => monthStart(firstMonth + month + 1));
  const monthOf = new Uint16Array(rows);
  const monthRows = new Array<number>(months).fill(0);
  const monthAccounts = new Array<number>(months).fill(0);
  let accounts = 0;
  let first = Infinity;
  let last = -Infinity;
  let future = 0;
  for (let account = 0; account + 1 < offsets.length; account++) {
    const from = offsets[account]!;
    const to = offsets[account + 1]!;
    if (from === to) continue;
    accounts++;
    let month = 0;
    let counted = -1;
    for (let row = from; row < to; row++) {
      const second = seconds[row]!;
      while (second >= ends[month]!) month++;
      monthOf[row] = month;
      monthRows[month]!++;
      if (counted !== month) monthAccounts[month]!++;
      counted = month;
      if (second > now) future++;
      else if (second > last) last = second;
    }
    if (seconds[from]! <= now && seconds[from]! < first) first = seconds[from]!;
  }
  const fields = eventFieldNames(columns);
  return {
    rows,
    accounts,
    first: first === Infinity ? null : first,
    last: last === -Infinity ? null : last,
    future,
    fields,
    firstMonth,
    monthRows,
    monthAccounts,
    monthFilled: fields.map((field) => filledByMonth(columns, field, monthOf, monthRows)),
  };
}

function filledByMonth(
  { properties, quantity }: EventColumns,
  field: string,
  monthOf: Uint16Array,
  monthRows: readonly number[],
): readonly number[] {
  if (certain.has(field)) return monthRows;
  const filled = new Array<number>(monthRows.length).fill(0);
  if (field === 'quantity') {
    if (quantity !== null)
      for (let row = 0; row < monthOf.length; row++) if (quantity[row] === quantity[row]) filled[monthOf[row]!]!++;
  } else {
    const codes = properties.find(({ key }) => key === field)?.codes;
    if (codes) for (let row = 0; row < monthOf.length; row++) if (codes[row] !== 0) filled[monthOf[row]!]!++;
  }
  return filled;
}
