import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import Papa from 'papaparse';
import type { AccountFinder, TableTotals } from '../../../../shared/contract/index.ts';
import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import { secondsOfDay } from '../../../../shared/domain/time.ts';
import { trimmed } from '../sources/index.ts';
import { rowNumber } from '../recipes/index.ts';
import type { Refusal, RowBatch, RowPlan } from '../recipes/index.ts';
import type { StoredValue } from '../understand/values.ts';
import type { IdSet } from './id-set.ts';
import { createRowInserter } from './insert-rows.ts';
import { rowRules } from './row-rules.ts';
import type { RowRule } from './row-rules.ts';
import type { Said } from './said.ts';
import type { RowTable } from './staging.ts';

export type RowsSink = {
  readonly totals: TableTotals;
  take(batch: RowBatch): void;
  /** First repeated ids, for the finding. */
  readonly repeated: string[];
};

export type RejectRow = (row: number, column: string | null, reason: string, cells: readonly string[]) => void;

const longestRaw = 100_000;

export function emptyTotals(): TableTotals {
  return { read: 0, new: 0, changed: 0, unchanged: 0, duplicate: 0, rejected: 0, filtered: 0, orphaned: 0 };
}

export function rejectInto(database: Database.Database, file: number): RejectRow {
  const insert = database.prepare(
    'INSERT INTO main.rejects (file, row_number, column_name, reason, raw) VALUES (?, ?, ?, ?, ?)',
  );
  return (row, column, reason, cells) => {
    // The \r of a Windows line end stands at the end of the last value.
    const raw = Papa.unparse([
      cells.map((cell, index) => (index === cells.length - 1 ? cell.replace(/\r$/, '') : cell)),
    ]);
    insert.run(file, row, column, reason, raw.slice(0, longestRaw));
  };
}

/** Finds the account behind a text; `raw` is the id that the text led to, where that account was merged into another. */
export type FindAccount = (by: AccountFinder, text: string) => { account: string; raw: string | null } | null;

/** What the rows of all files of one table share while they are read. */
export type TableShare = {
  readonly table: RowTable;
  readonly ids: IdSet;
  /** Staged rows whose id may have come before. */
  readonly suspects: number[];
  readonly leftOut: Map<string, number>;
  readonly unknownAccounts: { count: number; examples: string[] };
  hasExplicit: boolean;
};

export type SinkOptions = {
  readonly plan: RowPlan;
  readonly file: number;
  readonly said: Said;
  readonly saidNumber: number;
  readonly share: TableShare;
  readonly reject: RejectRow;
  readonly find: FindAccount;
  /** Whether accounts were merged, so that plain ids are looked up too. */
  readonly hasMerges: boolean;
  /** Epoch seconds. */ readonly now: number;
};

/** Takes rows of any table but events into staging. Repeated ids are settled when all files of the table are read. */
export function createRowsSink(database: Database.Database, options: SinkOptions): RowsSink {
  const { plan, file, said, saidNumber, share, reject, find, now } = options;
  const { table } = share;
  const { mapping } = plan;
  const { fields, key, time } = plan.table;
  const positionOf = (name: string): number => fields.findIndex((field) => field.name === name);
  const keyPosition = positionOf(key);
  const accountPosition = positionOf('account_id');
  const timePosition = time === null ? -1 : positionOf(time);
  const timeIsDay = fields[timePosition]?.type === 'day';
  const hasAttributes = plan.attributes.length > 0;
  const looksUp = table !== 'accounts' && (plan.accountBy.length > 0 || options.hasMerges);
  const leaveOut = rowRules.filter((rule) => rule.table === table && mapping.choices[rule.key] === 'leave-out');
  const values: StoredValue[] = fields.map(() => null);
  const valueOf = (field: string): StoredValue => values[positionOf(field)] ?? null;
  const totals = emptyTotals();

  const stored = said.columns.filter((name) => positionOf(name) >= 0);
  const positions = stored.map(positionOf);
  const constants = said.columns.includes('source') ? [['source', mapping.source ?? null] as const] : [];
  const columns = [
    ...['file', 'row_number', 'known_at', 'explicit', 'said'],
    ...stored,
    ...(hasAttributes ? ['attributes'] : []),
    ...(looksUp ? ['raw_account_id'] : []),
    ...constants.map(([name]) => name),
  ];
  const inserter = createRowInserter(database, table, columns);
  const bound: StoredValue[] = columns.map(() => null);
  bound[0] = file;
  bound[4] = saidNumber;
  constants.forEach(([, value], index) => (bound[columns.length - constants.length + index] = value));

  function takeRow(cells: string[], row: number, raw: readonly string[]): void {
    if (!plan.keeps(cells)) {
      totals.filtered++;
      return;
    }
    const refusal = plan.read(cells, values) ?? brokenRule();
    if (refusal) return refuse(row, refusal, raw);
    const rawAccount = looksUp ? settleAccount(cells) : null;
    if (rawAccount !== null && typeof rawAccount === 'object') return refuse(row, rawAccount, raw);
    const attributes = hasAttributes ? plan.attributesOf(cells) : '{}';
    if (values[keyPosition] === null) values[keyPosition] = keyOfValues(attributes, rawAccount);
    const explicit = plan.knownAtOf(cells);
    if (explicit !== null) share.hasExplicit = true;
    bound[1] = row;
    bound[2] = explicit ?? (mapping.knownAt === 'import' ? null : ownInstant());
    bound[3] = explicit === null ? 0 : 1;
    let place = 5;
    for (let index = 0; index < positions.length; index++) bound[place++] = values[positions[index]!]!;
    if (hasAttributes) bound[place++] = attributes;
    if (looksUp) bound[place] = rawAccount;
    const id = inserter.add(bound);
    if (!share.ids.add(String(values[keyPosition]))) share.suspects.push(id);
  }

  function ownInstant(): number | null {
    const value = timePosition < 0 ? null : values[timePosition]!;
    return value === null ? null : timeIsDay ? secondsOfDay(String(value)) : Number(value);
  }

  /** A row without an id of its own is what it says: the same values are the same row, whatever its account became since. */
  function keyOfValues(attributes: string, rawAccount: string | null): string {
    const kept = values[accountPosition]!;
    if (rawAccount !== null) values[accountPosition] = rawAccount;
    const text = `${JSON.stringify(values)}${attributes}`;
    values[accountPosition] = kept;
    return `row-${hash('sha256', text, 'base64url').slice(0, 22)}`;
  }

  /** Puts the account that counts into the values. @returns the id as it came, where that is another one; or why there is none */
  function settleAccount(cells: readonly string[]): string | null | Refusal {
    let seen: { column: string; text: string } | null = null;
    for (const { column, index, find: by } of plan.accountBy) {
      const text = trimmed(cells[index] ?? '');
      if (text === '') continue;
      const found = find(by, text);
      if (found) {
        values[accountPosition] = found.account;
        return found.raw;
      }
      seen ??= { column, text };
    }
    if (plan.accountBy.length === 0) {
      const found = find('id', String(values[accountPosition]));
      if (found) values[accountPosition] = found.account;
      return found?.raw ?? null;
    }
    if (!seen) return { column: plan.accountBy[0]?.column ?? null, reason: reasonText('names-no-account') };
    const shown = seen.text.length > 60 ? `${seen.text.slice(0, 57)}…` : seen.text;
    const { unknownAccounts } = share;
    unknownAccounts.count++;
    if (unknownAccounts.examples.length < 5) unknownAccounts.examples.push(shown);
    return {
      column: seen.column,
      reason: reasonText('unknown-account', { value: shown }),
    };
  }

  function brokenRule(): Refusal | null {
    for (const rule of leaveOut) {
      if (!rule.breaks(valueOf, now)) continue;
      share.leftOut.set(rule.key, (share.leftOut.get(rule.key) ?? 0) + 1);
      return { column: columnOf(rule), reason: rule.reason };
    }
    return null;
  }

  function columnOf({ field }: RowRule): string | null {
    return plan.sources.find((source) => source.field.name === field)?.column || null;
  }

  function refuse(row: number, { column, reason }: Refusal, raw: readonly string[]): void {
    totals.rejected++;
    reject(row, column, reason, raw);
  }

  return {
    totals,
    repeated: [],
    take(batch) {
      const { rows, raw, refusals } = batch;
      totals.read += rows.length;
      for (let index = 0; index < rows.length; index++) {
        const row = rowNumber(batch, index);
        const refusal = refusals.size > 0 ? refusals.get(index) : undefined;
        if (refusal) refuse(row, refusal, raw[index]!);
        else takeRow(rows[index]!, row, raw[index]!);
      }
      inserter.flush();
    },
  };
}
