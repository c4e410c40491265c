import type {
  ContractOutputs,
  Finding,
  ModelCard,
  Money,
  QueueRow,
  TableTotals,
} from '../../../shared/contract/index.ts';
import { addDays, dayOfSeconds } from '../../../shared/domain/time.ts';
import type { Session } from '../session/index.ts';
import { dataUntil } from '../workspace/index.ts';

export type BookFigures = {
  accounts: number;
  /** Accounts without anything running, of all that were ever imported. */
  churned: number;
  /** Running monthly recurring revenue by currency. */
  monthlyRevenue: Money[];
  revenueAtRisk: Money[];
  /** Accounts whose last subscription ended, or that have a churn event, within the last 365 days of data. */
  churnedLastYear: number;
};

/** What `summary.json` holds and the report shows. */
export type AuditSummary = {
  headline: string;
  createdAt: string;
  dataUntil: string | null;
  imports: {
    totals: Record<string, TableTotals>;
    files: { name: string; table: string; rows: number }[];
    skipped: { name: string; reason: string }[];
  };
  findings: Finding[];
  /** Tables that no file filled: what the model could not look at. */
  tablesMissing: string[];
  book: BookFigures;
  model: {
    used: 'trained' | 'baseline' | 'none';
    name: string | null;
    why: string;
    churnsKnown: number;
    card: ModelCard | null;
  };
  accounts: QueueRow[];
  events: { total: number; names: { name: string; count: number; accounts: number }[] };
  files: string[];
};

export function bookFigures(session: Session, queue: ContractOutputs['accounts']['queue']): BookFigures {
  const { database } = session;
  const asOf = dayOfSeconds(dataUntil(database) ?? Date.now() / 1000);
  const known = Number(database.prepare('SELECT count(*) FROM current_accounts').pluck().get());
  const monthlyRevenue = database
    .prepare(
      `SELECT coalesce(currency, 'XXX') AS currency, sum(mrr) AS minor FROM subscriptions
       WHERE superseded_by IS NULL AND mrr IS NOT NULL AND coalesce(is_trial, 0) = 0 AND start_day <= :asOf AND (end_day IS NULL OR end_day > :asOf)
       GROUP BY 1 ORDER BY 2 DESC`,
    )
    .all({ asOf }) as Money[];
  const churnedLastYear = Number(
    database
      .prepare(
        `SELECT count(DISTINCT account_id) FROM (
           SELECT account_id FROM churn_events WHERE superseded_by IS NULL AND churn_day > :from AND churn_day <= :asOf
           UNION
           SELECT account_id FROM subscriptions s WHERE superseded_by IS NULL AND coalesce(is_trial, 0) = 0 AND end_day > :from AND end_day <= :asOf AND NOT EXISTS (
             SELECT 1 FROM subscriptions n WHERE n.superseded_by IS NULL AND n.account_id = s.account_id AND (n.end_day IS NULL OR n.end_day > :asOf) AND n.start_day <= :asOf))`,
      )
      .pluck()
      .get({ asOf, from: addDays(asOf, -365) }),
  );
  return {
    accounts: queue.total,
    churned: known - queue.total,
    monthlyRevenue,
    revenueAtRisk: queue.revenueAtRisk,
    churnedLastYear,
  };
}

/** The audit in two sentences. */
export function headlineOf(summary: AuditSummary): string {
  const { book, findings, model } = summary;
  const problems = findings.filter((finding) => finding.severity !== 'info').length;
  const auc = model.card?.test?.auc;
  const quality =
    model.used === 'trained' && typeof auc?.value === 'number' ? `, AUC on later time ${auc.value.toFixed(3)}` : '';
  const used =
    model.used === 'none'
      ? 'no model'
      : model.used === 'baseline'
        ? 'the shipped baseline model'
        : `a model trained on this book${quality}`;
  return `${book.accounts} accounts, ${problems} ${problems === 1 ? 'data problem' : 'data problems'}; scored with ${used}.`;
}
