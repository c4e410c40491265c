import type Database from 'better-sqlite3';
import type { Finding } from '../../../../shared/contract/index.ts';
import { dayOfSeconds } from '../../../../shared/domain/time.ts';
import type { TableName } from '../../../../shared/domain/tables.ts';
import { contradictions } from './contradictions.ts';
import { rowRules } from './row-rules.ts';
import type { Sightings } from './stage-events.ts';
import { becomesCurrent } from './staging.ts';

const shownExamples = 5;

/** A finding that leaves nothing to choose. */
export const toldOnly: Pick<Finding, 'choices' | 'choice' | 'accepted'> = {
  choices: [],
  choice: null,
  accepted: false,
};

/** @param now epoch seconds */
export function findContradictions(
  database: Database.Database,
  touched: ReadonlySet<TableName>,
  leftOut: (table: TableName, key: string) => number,
  now: number,
  checkStop: () => void,
): Finding[] {
  const findings: Finding[] = [];
  for (const { key, severity, table, field, sql, example, text } of rowRules) {
    if (!touched.has(table)) continue;
    checkStop();
    const instant = Math.floor(now);
    const condition = sql.replace('@now', String(instant)).replace('@today', `'${dayOfSeconds(instant)}'`);
    const rows = `SELECT ${example} AS example FROM main.${table} WHERE ${field} IS NOT NULL AND ${becomesCurrent} AND ${condition}`;
    const wording = { key, severity, table, text };
    findings.push(
      ...counted(database, rows, wording).map((found) => ({
        ...found,
        choices: ['keep' as const, 'leave-out' as const],
        choice: 'keep' as const,
      })),
      ...leftOutFinding(leftOut(table, key), wording),
    );
  }
  for (const { key, severity, table, touches, needs, sql, text } of contradictions) {
    if (!touches.some((name) => touched.has(name))) continue;
    checkStop();
    const isMissing = needs.some((name) => !database.prepare(`SELECT 1 FROM after_${name} LIMIT 1`).get());
    if (!isMissing) findings.push(...counted(database, sql, { key, severity, table, text }));
  }
  return findings;
}

type Wording = Pick<Finding, 'key' | 'severity'> & { table: TableName; text: (count: number) => string };

/** Rows that the recipe leaves out for a contradiction, so that they are no longer in the staged ones. */
function leftOutFinding(count: number, { key, severity, table, text }: Wording): Finding[] {
  if (count === 0) return [];
  const sentence = `${text(count)} ${count === 1 ? 'It was' : 'They were'} left out, as the recipe says.`;
  return [
    {
      ...toldOnly,
      key,
      severity,
      table,
      count,
      text: sentence,
      examples: [],
      choices: ['keep', 'leave-out'],
      choice: 'leave-out',
    },
  ];
}

function counted(database: Database.Database, sql: string, { key, severity, table, text }: Wording): Finding[] {
  const count = database.prepare(`SELECT count(*) FROM (${sql})`).pluck().get() as number;
  if (count === 0) return [];
  const examples = database.prepare(`SELECT example FROM (${sql}) LIMIT ${shownExamples}`).pluck().all() as string[];
  return [{ ...toldOnly, key, severity, table, count, text: text(count), examples }];
}

/** A finding from what was seen while reading; none where nothing was seen. */
export function sightingFinding(
  key: string,
  severity: Finding['severity'],
  table: TableName | null,
  seen: Sightings,
  text: (count: number) => string,
): Finding[] {
  return seen.count === 0
    ? []
    : [
        {
          ...toldOnly,
          key,
          severity,
          table,
          count: seen.count,
          text: text(seen.count),
          examples: seen.examples,
        },
      ];
}
