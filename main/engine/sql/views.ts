import type { Bilingual } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { Field, TableName } from '../../../shared/domain/tables.ts';

export type ViewColumn = { readonly name: string; readonly type: string; readonly title: Bilingual };

/** A view that people may ask, over the workspace under its schema name. */
export type View = {
  readonly name: string;
  readonly title: Bilingual;
  readonly columns: readonly ViewColumn[];
  readonly example: string;
  /** The tables that it stands on: nothing else can be read. */
  readonly tables: readonly string[];
  /** `workspace` stands for the schema. Every row of a table calls `tick`, so that statements can be stopped. */
  readonly select: (workspace: string) => string;
};

export const column = (name: string, type: string, en: string, es: string): ViewColumn => ({
  name,
  type,
  title: { en, es },
});

type RowTable = Exclude<TableName, 'events'>;

const examples: Record<RowTable, string> = {
  accounts: `SELECT segment, count(*) AS accounts\nFROM accounts\nGROUP BY segment\nORDER BY accounts DESC`,
  contacts: `SELECT account_id, count(*) AS contacts\nFROM contacts\nGROUP BY account_id\nORDER BY contacts DESC\nLIMIT 20`,
  subscriptions: `SELECT plan, currency, count(*) AS running, round(sum(mrr), 2) AS mrr\nFROM subscriptions\nWHERE end_day IS NULL OR end_day > date('now')\nGROUP BY plan, currency\nORDER BY mrr DESC`,
  invoices: `SELECT substr(issued_day, 1, 7) AS month, currency, sum(amount) AS invoiced\nFROM invoices\nGROUP BY month, currency\nORDER BY month`,
  tickets: `SELECT substr(opened_at, 1, 7) AS month, count(*) AS opened, avg(first_response_minutes) AS minutes\nFROM tickets\nGROUP BY month\nORDER BY month`,
  interactions: `SELECT type, count(*) AS interactions\nFROM interactions\nGROUP BY type\nORDER BY interactions DESC`,
  surveys: `SELECT survey, count(*) AS answers, avg(score) AS mean, median(score) AS median\nFROM surveys\nGROUP BY survey`,
  churn_events: `SELECT substr(churn_day, 1, 7) AS month, count(*) AS churned\nFROM churn_events\nGROUP BY month\nORDER BY month`,
  signals: `SELECT name, count(*) AS signals, avg(value) AS mean\nFROM signals\nGROUP BY name\nORDER BY signals DESC`,
};

const typeNames: Record<Field['type'], string> = {
  id: 'text',
  text: 'text',
  category: 'text',
  integer: 'integer',
  number: 'number',
  money: 'money',
  currency: 'text',
  boolean: '0 or 1',
  day: 'day',
  instant: 'instant',
};

const sinceEpoch = (value: string): string => `strftime('%Y-%m-%dT%H:%M:%SZ', ${value}, 'unixepoch')`;

/** Days and instants as texts, amounts in units of their currency and, exactly, in its minor units. */
function columnsOfField({ name, type, label }: Field): (ViewColumn & { sql: string })[] {
  const shown = { name, type: typeNames[type], title: label };
  if (type === 'instant') return [{ ...shown, sql: sinceEpoch(`t.${name}`) }];
  if (type !== 'money') return [{ ...shown, sql: `t.${name}` }];
  return [
    { ...shown, sql: `units(t.${name}, t.currency)` },
    {
      ...column(`${name}_minor`, 'integer', `${label.en}, in minor units`, `${label.es}, en unidades menores`),
      sql: `t.${name}`,
    },
  ];
}

function rowView(name: RowTable): View {
  const { fields, label } = tables[name];
  const columns = fields.flatMap(columnsOfField);
  const list = [...columns.map(({ sql, name: own }) => `${sql} AS ${own}`), 't.attributes AS attributes'];
  return {
    name,
    title: label,
    columns: [
      ...columns.map(({ name: own, type, title }) => ({ name: own, type, title })),
      column('attributes', 'json', 'Further columns', 'Otras columnas'),
    ],
    example: examples[name],
    tables: name === 'accounts' ? ['accounts', 'account_aliases'] : [name],
    select: (workspace) => `SELECT ${list.join(', ')} FROM ${workspace}.current_${name} AS t WHERE tick(t.account_id)`,
  };
}

const account = column('account_id', 'text', 'Account', 'Cuenta');

const furtherViews: readonly View[] = [
  {
    name: 'account_attributes',
    title: { en: 'Further columns of accounts, one a row', es: 'Otras columnas de las cuentas, una por fila' },
    columns: [account, column('key', 'text', 'Column', 'Columna'), column('value', 'any', 'Value', 'Valor')],
    example: `SELECT key, value, count(*) AS accounts\nFROM account_attributes\nGROUP BY key, value\nORDER BY accounts DESC\nLIMIT 50`,
    tables: ['accounts', 'account_aliases'],
    select: (workspace) =>
      `SELECT t.account_id, e.key, e.value FROM ${workspace}.current_accounts AS t, json_each(t.attributes) AS e WHERE tick(t.account_id)`,
  },
  {
    name: 'scores',
    title: { en: 'Churn probabilities, newest scoring', es: 'Probabilidades de baja, última puntuación' },
    columns: [
      account,
      column('probability', 'number', 'Probability of churn', 'Probabilidad de baja'),
      column('base', 'number', 'Average of the book', 'Media de la cartera'),
      column('as_of', 'day', 'As of', 'A fecha de'),
    ],
    example: `SELECT a.name, s.probability\nFROM scores AS s\nJOIN accounts AS a USING (account_id)\nORDER BY s.probability DESC\nLIMIT 20`,
    tables: ['scores', 'score_runs'],
    select: (workspace) =>
      `SELECT t.account_id, t.probability, r.base, r.as_of FROM ${workspace}.scores AS t JOIN ${workspace}.score_runs AS r ON r.id = t.run_id WHERE t.run_id = latest_run() AND tick(t.account_id)`,
  },
  {
    name: 'segments',
    title: { en: 'Saved segments', es: 'Segmentos guardados' },
    columns: [
      column('segment_id', 'integer', 'Segment', 'Segmento'),
      column('name', 'text', 'Name', 'Nombre'),
      column('kind', 'text', 'Live or static', 'Vivo o fijo'),
      column('updated_at', 'instant', 'Changed', 'Modificado'),
    ],
    example: `SELECT s.name, count(m.account_id) AS accounts\nFROM segments AS s\nLEFT JOIN segment_accounts AS m USING (segment_id)\nGROUP BY s.segment_id`,
    tables: ['segments'],
    select: (workspace) =>
      `SELECT t.id AS segment_id, t.name, t.kind, ${sinceEpoch('t.updated_at')} AS updated_at FROM ${workspace}.segments AS t WHERE t.removed_at IS NULL AND tick(t.id)`,
  },
  {
    name: 'imports',
    title: { en: 'Imports', es: 'Importaciones' },
    columns: [
      column('import_id', 'integer', 'Import', 'Importación'),
      column('state', 'text', 'committed or undone', 'committed o undone'),
      column('committed_at', 'instant', 'Committed', 'Confirmada'),
      column('undone_at', 'instant', 'Undone', 'Deshecha'),
    ],
    example: `SELECT i.import_id, i.committed_at, f.name, f.table_name, f.rows\nFROM imports AS i\nJOIN import_files AS f USING (import_id)\nORDER BY i.import_id DESC`,
    tables: ['imports'],
    select: (workspace) =>
      `SELECT t.id AS import_id, t.state, ${sinceEpoch('t.committed_at')} AS committed_at, ${sinceEpoch('t.undone_at')} AS undone_at FROM ${workspace}.imports AS t WHERE tick(t.id)`,
  },
  {
    name: 'import_files',
    title: { en: 'Files of imports', es: 'Archivos de las importaciones' },
    columns: [
      column('import_id', 'integer', 'Import', 'Importación'),
      column('name', 'text', 'File', 'Archivo'),
      column('part', 'text', 'Part', 'Parte'),
      column('source', 'text', 'Source', 'Origen'),
      column('table_name', 'text', 'Table', 'Tabla'),
      column('rows', 'integer', 'Rows', 'Filas'),
      column('bytes', 'integer', 'Bytes', 'Bytes'),
    ],
    example: `SELECT table_name, sum(rows) AS rows, count(*) AS files\nFROM import_files\nGROUP BY table_name`,
    tables: ['import_files'],
    select: (workspace) =>
      `SELECT t.import_id, t.name, t.part, t.source, t.table_name, t.rows, t.bytes FROM ${workspace}.import_files AS t WHERE tick(t.id)`,
  },
];

/** Everything of the workspace that can be asked, beside the tables that are made of events. Nothing else can be read. */
export const views: readonly View[] = [...(Object.keys(examples) as RowTable[]).map(rowView), ...furtherViews];
