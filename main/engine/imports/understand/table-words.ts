import type { TableName } from '../../../../shared/domain/tables.ts';
import { normaliseHeader } from './header-words.ts';

/** Words of a file name that speak for a table; the more telling ones weigh more. */
const fileWords: Readonly<Record<TableName, readonly (readonly [RegExp, number])[]>> = {
  accounts: [
    [/\b(accounts?|compan(y|ies)|organi[sz]ations?|cuentas?|empresas?)\b/, 1],
    [/\b(customers?|clients?|clientes?)\b/, 0.5],
  ],
  contacts: [
    [/\b(contacts?|people|persons?|contactos?|personas)\b/, 1.5],
    [/\b(users?|usuarios?)\b/, 0.5],
  ],
  subscriptions: [[/\b(subscriptions?|contracts?|suscripcion(es)?|contratos?)\b/, 1.5]],
  invoices: [
    [/\b(invoices?|payments?|facturas?|pagos?)\b/, 1.5],
    [/\b(billing|facturacion)\b/, 0.3],
  ],
  events: [
    [/\b(events?|usage|tracking|eventos?|uso)\b/, 1],
    [/\b(logs?|product)\b/, 0.3],
  ],
  tickets: [
    [/\b(tickets?|cases|conversations|incidencias|casos)\b/, 1.5],
    [/\b(support|supports|help ?desk|soporte)\b/, 0.7],
  ],
  interactions: [
    [/\b(interactions?|engagements?|interacciones)\b/, 1.5],
    [/\b(activit(y|ies)|calls|meetings|emails|tasks|actividades|llamadas|reuniones)\b/, 0.8],
  ],
  surveys: [
    [/\b(surveys?|nps|csat|encuestas?)\b/, 1.5],
    [/\b(responses|respuestas)\b/, 0.5],
  ],
  churn_events: [[/\b(churn|churned|churns|cancellations?|bajas?|cancelaciones)\b/, 2]],
  signals: [[/\b(signals?|senales?)\b/, 1.5]],
};

/** How much a file's name speaks for a table. */
export function fileScore(table: TableName, fileName: string): number {
  const words = normaliseHeader(fileName.replace(/\.(csv|tsv|txt|gz|zip|xlsx|xlsm|json|ndjson|jsonl|parquet)\b/gi, ''));
  return fileWords[table].reduce((sum, [pattern, weight]) => sum + (pattern.test(words) ? weight : 0), 0);
}
