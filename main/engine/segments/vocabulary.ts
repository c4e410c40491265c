import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { accountAttribute } from '../accounts/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import type { ReadContext } from '../threads/index.ts';

type Vocabulary = ContractOutputs['segments']['vocabulary'];

const fixedKeys = ['segment', 'plan', 'owner', 'country', 'industry', 'source'];
const mostValues = 200;
const mostAttributes = 200;

/** What conditions offer. Attributes without a single value are left out. */
export function vocabularyOf(context: ReadContext): Vocabulary {
  const { database } = context;
  const further = database
    .prepare(
      `SELECT e.key FROM current_accounts, json_each(attributes) AS e
       WHERE e.type NOT IN ('object', 'array', 'null') AND tick() GROUP BY e.key ORDER BY count(*) DESC, e.key LIMIT ${mostAttributes}`,
    )
    .pluck()
    .all() as string[];
  const names = (column: string, table: string): string[] =>
    database
      .prepare(
        `SELECT ${column} FROM ${table} WHERE superseded_by IS NULL AND ${column} IS NOT NULL AND ${column} <> '' AND tick()
         GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT ${mostValues}`,
      )
      .pluck()
      .all() as string[];
  const { base } = currenciesOf(database);
  return {
    attributes: [...fixedKeys, ...further.sort().map((key) => `attribute:${key}`)]
      .map((key) => attributeOf(context, key))
      .filter(({ values }) => values.length > 0),
    surveys: names('survey', 'surveys'),
    priorities: names('priority', 'tickets'),
    currency: base === 'XXX' ? null : base,
  };
}

function attributeOf(context: ReadContext, key: string): Vocabulary['attributes'][number] {
  const { of, values } = accountAttribute(context, key);
  const counts = new Map<string, number>();
  for (const value of of.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    key,
    kind: kindOf(values),
    values: [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, mostValues),
  };
}

function kindOf(values: readonly string[]): 'text' | 'number' | 'day' {
  if (values.length === 0) return 'text';
  if (values.every((value) => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value))) return 'number';
  return values.every((value) => /^\d{4}-\d{2}-\d{2}$/.test(value)) ? 'day' : 'text';
}
