import type { Finding } from '../../../../shared/contract/index.ts';
import { tables } from '../../../../shared/domain/tables.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { howMany, howManyRows } from './count-words.ts';
import { becomesCurrent } from './staging.ts';
import type { RowTable } from './staging.ts';

/** What tables of the book, as it will be, say against each other. */
export type Contradiction = {
  readonly key: string;
  readonly severity: Finding['severity'];
  readonly table: RowTable;
  /** Looked for when the import touches one of these. */
  readonly touches: readonly TableName[];
  /** Looked for where these have rows. */
  readonly needs: readonly RowTable[];
  /** Rows of `example`. */
  readonly sql: string;
  readonly text: (count: number) => string;
};

const dated = ['tickets', 'interactions', 'surveys', 'invoices', 'subscriptions'] as const;

/** The day of a row's own time, as text. */
function dayOf(table: RowTable, alias: string): string {
  const { time, fields } = tables[table];
  const isDay = fields.find(({ name }) => name === time)?.type === 'day';
  return isDay ? `${alias}.${time}` : `strftime('%Y-%m-%d', ${alias}.${time}, 'unixepoch')`;
}

/** The last churn event of each account that has one. */
const lastChurn = `(SELECT account_id, max(churn_day) AS churn_day FROM after_churn_events GROUP BY account_id)`;

export const contradictions: readonly Contradiction[] = [
  {
    key: 'flag-without-churn-event',
    severity: 'warning',
    table: 'accounts',
    touches: ['accounts', 'churn_events'],
    needs: ['churn_events'],
    sql: `SELECT account_id AS example FROM after_accounts AS account WHERE churn_flag = 1
          AND account_id NOT IN (SELECT account_id FROM after_churn_events)`,
    text: (count) =>
      howMany(
        count,
        'account is flagged as churned and has no churn event.',
        'accounts are flagged as churned and have no churn event.',
      ),
  },
  {
    key: 'churn-event-without-flag',
    severity: 'warning',
    table: 'accounts',
    touches: ['accounts', 'churn_events'],
    needs: ['churn_events'],
    sql: `SELECT account_id AS example FROM after_accounts WHERE churn_flag = 0 AND account_id IN (SELECT account_id FROM after_churn_events)`,
    text: (count) =>
      howMany(
        count,
        'account has a churn event and is not flagged as churned.',
        'accounts have a churn event and are not flagged as churned.',
      ),
  },
  {
    key: 'running-after-churn',
    severity: 'warning',
    table: 'subscriptions',
    touches: ['subscriptions', 'churn_events'],
    needs: ['subscriptions', 'churn_events'],
    sql: `SELECT subscription.subscription_id || ': churned on ' || churn.churn_day AS example FROM ${lastChurn} AS churn
          JOIN after_subscriptions AS subscription ON subscription.account_id = churn.account_id
          WHERE subscription.start_day < churn.churn_day AND (subscription.end_day IS NULL OR subscription.end_day > date(churn.churn_day, '+31 days'))`,
    text: (count) =>
      howMany(
        count,
        "subscription goes on for more than a month after its account's churn event.",
        "subscriptions go on for more than a month after their account's churn event.",
      ),
  },
  ...(['tickets', 'interactions'] as const).map((table): Contradiction => ({
    key: 'activity-after-churn',
    severity: 'info',
    table,
    touches: [table, 'churn_events'],
    needs: [table, 'churn_events'],
    sql: `SELECT row.account_id || ': churned on ' || churn.churn_day || ', ${table} on ' || ${dayOf(table, 'row')} AS example
          FROM after_${table} AS row JOIN ${lastChurn} AS churn ON churn.account_id = row.account_id WHERE ${dayOf(table, 'row')} > date(churn.churn_day, '+31 days')`,
    text: (count) =>
      howManyRows(
        count,
        table,
        "is more than a month later than its account's churn event.",
        "are more than a month later than their account's churn event.",
      ),
  })),
  {
    key: 'overlapping-subscriptions',
    severity: 'info',
    table: 'subscriptions',
    touches: ['subscriptions'],
    needs: ['subscriptions'],
    sql: `SELECT subscription_id || ' of ' || account_id || ' from ' || start_day || ', the one before until ' || CASE until WHEN '9999-12-31' THEN 'further notice' ELSE until END AS example FROM (
            SELECT subscription_id, account_id, start_day,
              max(coalesce(end_day, '9999-12-31')) OVER (PARTITION BY account_id, plan ORDER BY start_day, subscription_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until
            FROM after_subscriptions) WHERE until > start_day`,
    text: (count) =>
      howMany(
        count,
        'subscription overlaps another one of the same account and plan.',
        'subscriptions overlap another one of the same account and plan.',
      ),
  },
  ...dated.map((table): Contradiction => ({
    key: 'before-account',
    severity: 'info',
    table,
    touches: [table, 'accounts'],
    needs: ['accounts', table],
    sql: `SELECT row.${tables[table].key} || ': ' || ${dayOf(table, 'row')} || ', customer since ' || account.created_day AS example
          FROM main.${table} AS row JOIN after_accounts AS account ON account.account_id = row.account_id
          WHERE row.${becomesCurrent} AND account.created_day IS NOT NULL AND ${dayOf(table, 'row')} < account.created_day`,
    text: (count) =>
      howManyRows(
        count,
        table,
        'is earlier than the day on which its account became a customer.',
        'are earlier than the day on which their account became a customer.',
      ),
  })),
  ...(['subscriptions', 'invoices'] as const).map((table): Contradiction => ({
    key: 'mixed-currencies',
    severity: 'info',
    table,
    touches: [table],
    needs: [table],
    sql: `SELECT ${tables[table].key} || ': ' || currency AS example FROM after_${table} WHERE currency IS NOT NULL
          AND currency <> (SELECT currency FROM after_${table} WHERE currency IS NOT NULL GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1)`,
    text: (count) =>
      howManyRows(
        count,
        table,
        'is in another currency than most. Amounts of different currencies are never added up.',
        'are in another currency than most. Amounts of different currencies are never added up.',
      ),
  })),
];
