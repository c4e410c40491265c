import { minorDigits } from '../../../shared/domain/money.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { useBook } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentMembers } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { MadeTable, Row } from './event-tables.ts';
import { column } from './views.ts';

/** What the workspace is asked with: its own connection, because the statement's is busy meanwhile. */
export type Behind = { readonly context: ReadContext; calendar(): CalendarOptions };

/** Tables that rules make: who belongs to a segment now, and the book as the queue shows it. */
export function memberTables(behind: Behind | null): MadeTable[] {
  return [
    {
      name: 'segment_accounts',
      kind: 'view',
      title: { en: 'Accounts of saved segments, now', es: 'Cuentas de los segmentos guardados, ahora' },
      columns: [
        column('segment_id', 'integer', 'Segment', 'Segmento'),
        column('segment', 'text', 'Name', 'Nombre'),
        column('account_id', 'text', 'Account', 'Cuenta'),
      ],
      // Filtering by it asks only for that segment; the others' rules are not worked out.
      parameters: ['of_segment'],
      example: `SELECT a.name, a.owner\nFROM segment_accounts AS m\nJOIN accounts AS a USING (account_id)\nWHERE m.segment = 'Name of a segment'`,
      rows: (name) => (behind === null ? [] : memberRows(behind, typeof name === 'string' ? name : null)),
    },
    {
      name: 'book',
      kind: 'view',
      title: {
        en: 'The book as the queue shows it, one row an account',
        es: 'La cartera como la muestra la cola, una fila por cuenta',
      },
      columns: [
        column('account_id', 'text', 'Account', 'Cuenta'),
        column('name', 'text', 'Name', 'Nombre'),
        column('owner', 'text', 'Owner', 'Responsable'),
        column('segment', 'text', 'Segment', 'Segmento'),
        column('plan', 'text', 'Plan that runs', 'Plan en curso'),
        column('country', 'text', 'Country', 'País'),
        column('mrr', 'money', 'Monthly recurring revenue', 'Ingreso recurrente mensual'),
        column('currency', 'text', 'Currency', 'Moneda'),
        column('renewal_day', 'day', 'Next renewal', 'Próxima renovación'),
        column('churned_day', 'day', 'Churned on', 'Baja el'),
        column('probability', 'number', 'Probability of churn', 'Probabilidad de baja'),
        column('revenue_at_risk', 'money', 'Revenue at risk a year', 'Ingreso en riesgo al año'),
        column('last_seen_at', 'instant', 'Last event', 'Último evento'),
      ],
      parameters: [],
      example: `SELECT owner, count(*) AS accounts, round(sum(revenue_at_risk), 2) AS at_risk, currency\nFROM book\nWHERE churned_day IS NULL\nGROUP BY owner, currency\nORDER BY at_risk DESC`,
      rows: () => (behind === null ? [] : bookRows(behind)),
    },
  ];
}

function* memberRows({ context, calendar }: Behind, name: string | null): Generator<Row> {
  const segments = context.database
    .prepare('SELECT id, name FROM segments WHERE removed_at IS NULL AND (:name IS NULL OR name = :name) ORDER BY id')
    .all({ name }) as { id: number; name: string }[];
  for (const { id, name: segment } of segments)
    for (const account of segmentMembers(context, id, calendar()) ?? []) yield [BigInt(id), segment, account];
}

function* bookRows({ context }: Behind): Generator<Row> {
  useBook(context);
  const rows = context.database
    .prepare(
      `SELECT account_id, name, owner, segment, plan, country, mrr, currency, renewal_day, churned_day, probability, revenue_at_risk, last_seen
       FROM temp.book ORDER BY account_id`,
    )
    .raw()
    .all() as (string | number | null)[][];
  for (const row of rows) {
    const currency = row[7] === 'XXX' ? null : (row[7] as string | null);
    const inUnits = (minor: unknown): number | null =>
      typeof minor === 'number' ? minor / 10 ** minorDigits(currency) : null;
    const [, , , , , , mrr, , , , , atRisk, lastSeen] = row;
    yield [
      ...row.slice(0, 6),
      inUnits(mrr),
      currency,
      ...row.slice(8, 11),
      inUnits(atRisk),
      typeof lastSeen === 'number' ? instantOfSeconds(lastSeen) : null,
    ];
  }
}
