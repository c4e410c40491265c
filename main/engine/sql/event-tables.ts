import type { EventColumns } from '../events/index.ts';
import { accountIndexOf } from '../events/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';
import { column } from './views.ts';
import type { ViewColumn } from './views.ts';

/** Whole numbers as such: a `number` is a real number to SQLite. */
export type Row = readonly (string | number | bigint | null)[];

/** A table whose rows a program makes: asked like a view, or like a function where it has parameters. */
export type MadeTable = {
  readonly name: string;
  readonly kind: 'view' | 'table-function';
  readonly title: { readonly en: string; readonly es: string };
  readonly columns: readonly ViewColumn[];
  readonly parameters: readonly string[];
  readonly example: string;
  /** @param given the parameters; null where one was left out */
  rows(...given: unknown[]): Iterable<Row>;
};

const secondsADay = 86_400;
/** More properties than this make no column each. */
const mostProperties = 500;

/** The columns of events: four of every event, and one a property. */
export function eventColumns(columns: Pick<EventColumns, 'properties'> | null): ViewColumn[] {
  const fixed = [
    column('account_id', 'text', 'Account', 'Cuenta'),
    column('occurred_at', 'instant', 'Time', 'Momento'),
    column('event', 'text', 'Event', 'Evento'),
    column('quantity', 'number', 'Quantity', 'Cantidad'),
  ];
  const used = new Set(fixed.map(({ name }) => name));
  const properties = (columns?.properties ?? []).slice(0, mostProperties).map(({ key }) => {
    let name = key;
    // SQL knows no case in names.
    for (let nth = 2; used.has(name.toLowerCase()); nth++) name = `${key}_${nth}`;
    used.add(name.toLowerCase());
    return column(name, 'text', `Property "${key}"`, `Propiedad «${key}»`);
  });
  return [...fixed, ...properties];
}

/** The tables that events make. Without columns they know their names and have no rows. */
export function eventTables(columns: EventColumns | null, stopWhenAsked: (rows: number) => void): MadeTable[] {
  const own = eventColumns(columns);
  const ofAccounts = (from: number, to: number): Iterable<Row> =>
    columns ? eventRows(columns, from, to, stopWhenAsked) : [];
  return [
    {
      name: 'events',
      kind: 'view',
      title: { en: 'Usage events', es: 'Eventos de uso' },
      columns: own,
      parameters: [],
      example: `SELECT event, count(*) AS events, count(DISTINCT account_id) AS accounts\nFROM events\nGROUP BY event\nORDER BY events DESC`,
      rows: () => ofAccounts(0, columns?.accounts.length ?? 0),
    },
    {
      name: 'events_of',
      kind: 'table-function',
      title: { en: 'Usage events of one account, quickly found', es: 'Eventos de uso de una cuenta, al instante' },
      columns: own,
      parameters: ['account'],
      example: `SELECT a.name, e.event, count(*) AS events\nFROM scores AS s\nJOIN accounts AS a USING (account_id)\nJOIN events_of(s.account_id) AS e\nWHERE s.probability > 0.5\nGROUP BY a.account_id, e.event`,
      rows(account) {
        const index = columns && typeof account === 'string' ? accountIndexOf(columns, account) : -1;
        return index < 0 ? [] : ofAccounts(index, index + 1);
      },
    },
  ];
}

function* eventRows(
  columns: EventColumns,
  first: number,
  last: number,
  stopWhenAsked: (rows: number) => void,
): Generator<Row> {
  const { accounts, offsets, seconds, name, names, quantity } = columns;
  const properties = columns.properties.slice(0, mostProperties);
  const row: (string | number | null)[] = Array.from({ length: 4 + properties.length }, () => null);
  let day = -1;
  let dayText = '';
  for (let account = first; account < last; account++) {
    row[0] = accounts[account]!;
    for (let at = offsets[account]!; at < offsets[account + 1]!; at++) {
      if ((at & 1023) === 0) stopWhenAsked(1024);
      const second = seconds[at]!;
      const ownDay = Math.floor(second / secondsADay);
      if (ownDay !== day) {
        day = ownDay;
        dayText = `${dayOfNumber(day)}T`;
      }
      row[1] = dayText + timeText(second - day * secondsADay);
      row[2] = names[name[at]!]!;
      const amount = quantity === null ? Number.NaN : quantity[at]!;
      row[3] = amount === amount ? amount : null;
      for (let index = 0; index < properties.length; index++) {
        const { codes, values } = properties[index]!;
        const code = codes[at]!;
        row[4 + index] = code === 0 ? null : values[code - 1]!;
      }
      yield row;
    }
  }
}

const times: string[] = [];
const two = (value: number): string => String(value).padStart(2, '0');

/** `10:20:30Z`. Each is made once: most of the time of a scan would go into them. */
function timeText(second: number): string {
  return (times[second] ??=
    `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}Z`);
}

/** Tables of days and numbers, in place of statements that call themselves: these can be stopped. */
export function seriesTables(stopWhenAsked: (rows: number) => void): MadeTable[] {
  return [
    {
      name: 'days',
      kind: 'table-function',
      title: { en: 'All days from one to another', es: 'Todos los días de uno a otro' },
      columns: [column('day', 'day', 'Day', 'Día')],
      parameters: ['from_day', 'to_day'],
      example: `SELECT d.day, count(t.ticket_id) AS opened\nFROM days('2026-01-01', '2026-01-31') AS d\nLEFT JOIN tickets AS t ON date(t.opened_at) = d.day\nGROUP BY d.day`,
      *rows(from, to) {
        const [first, last] = [dayOf('days', from), dayOf('days', to)];
        for (let day = first; day <= last; day++) {
          if ((day & 1023) === 0) stopWhenAsked(1024);
          yield [dayOfNumber(day)];
        }
      },
    },
    {
      name: 'numbers',
      kind: 'table-function',
      title: { en: 'Whole numbers from one to another', es: 'Números enteros de uno a otro' },
      columns: [column('number', 'integer', 'Number', 'Número')],
      parameters: ['from_number', 'to_number'],
      example: `SELECT number FROM numbers(1, 12)`,
      *rows(from, to) {
        const [first, last] = [numberOf('numbers', from), numberOf('numbers', to)];
        for (let number = first; number <= last; number++) {
          if (number % 1024 === 0) stopWhenAsked(1024);
          yield [BigInt(number)];
        }
      },
    },
  ];
}

function dayOf(name: string, value: unknown): number {
  const number = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? dayNumber(value.slice(0, 10)) : NaN;
  if (!Number.isNaN(number)) return number;
  throw new HoldfastError('invalid_input', `${name}(from, to) takes two days, written '2026-01-31'.`);
}

function numberOf(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new HoldfastError('invalid_input', `${name}(from, to) takes two whole numbers.`);
}
