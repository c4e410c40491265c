import type { Bilingual } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { coxRatios, fitCox, kaplanMeier, logRank } from '../../stats/index.ts';
import type { LogRank, SurvivalCurve } from '../../stats/index.ts';
import { parseNumber, rowCount } from '../tables/index.ts';
import type { Table } from '../tables/index.ts';
import { eventColumn, numberColumn, textColumn, wrongValue } from './table-columns.ts';
import { tableNotes } from './table-notes.ts';

export interface TableSurvivalOptions {
  readonly duration: string;
  readonly event: string;
  /** The value of `event` that means that the customer left. */
  readonly positive?: string;
  readonly group?: string;
  readonly covariates?: readonly string[];
  /** Time from which on each row was watched (late entry). */
  readonly entry?: string;
  /** Penalty of the Cox model; 0 when not given. */
  readonly ridge?: number;
  readonly shouldStop?: () => boolean;
}

export interface TableSurvival {
  file: string;
  rows: number;
  subjects: number;
  events: number;
  overall: SurvivalCurve;
  groups: { group: string; curve: SurvivalCurve }[];
  logRank: LogRank | null;
  cox: TableCox | null;
  notes: Bilingual[];
}

export interface TableCox {
  subjects: number;
  events: number;
  logLikelihood: number;
  nullLogLikelihood: number;
  concordance: number | null;
  covariates: ReturnType<typeof coxRatios>;
  proportionality: { name: string | null; chiSquared: number; degrees: number; p: number }[];
}

const mostGroups = 50;
const mostLevels = 20;

/** Kaplan-Meier, log-rank and Cox on the rows of a plain table. @throws invalid_input that names file, row and column */
export function tableSurvival(table: Table, options: TableSurvivalOptions): TableSurvival {
  const durations = numberColumn(table, options.duration, 'duration');
  const events = eventColumn(table, options.event, options.positive);
  const entries = options.entry === undefined ? null : numberColumn(table, options.entry, 'entry');
  const groups = options.group === undefined ? null : textColumn(table, options.group, 'group');
  const notes: Bilingual[] = [];
  const rows = keep(table, notes, (row) => {
    checkTimes(table, options, row, durations[row]!, entries?.[row] ?? null);
    return !Number.isNaN(durations[row]! + events[row]! + (entries?.[row] ?? 0));
  });
  const pick = (column: Float64Array, of: readonly number[]): Float64Array =>
    Float64Array.from(of, (row) => column[row]!);
  const curveOf = (of: readonly number[]): SurvivalCurve =>
    kaplanMeier(pick(durations, of), pick(events, of), 0.95, entries === null ? null : pick(entries, of));
  const overall = curveOf(rows);
  const result: TableSurvival = {
    file: table.file,
    rows: rowCount(table),
    subjects: overall.subjects,
    events: overall.events,
    overall,
    groups: [],
    logRank: null,
    cox: null,
    notes,
  };
  if (groups !== null) {
    const grouped = rows.filter((row) => groups[row] !== null);
    const missing = rows.length - grouped.length;
    if (missing > 0) notes.push(tableNotes.noGroup(missing, options.group!));
    const names = [...new Set(grouped.map((row) => groups[row]!))].sort();
    if (names.length > mostGroups) {
      throw new HoldfastError(
        'invalid_input',
        `${table.file}: "${options.group}" has ${names.length} different values, and at most ${mostGroups} can be compared. Choose a column with fewer.`,
        { file: table.file, column: options.group! },
      );
    }
    result.groups = names.map((group) => ({ group, curve: curveOf(grouped.filter((row) => groups[row] === group)) }));
    result.logRank = logRank(
      pick(durations, grouped),
      pick(events, grouped),
      grouped.map((row) => groups[row]!),
      entries === null ? null : pick(entries, grouped),
    );
  }
  if (options.covariates !== undefined && options.covariates.length > 0) {
    const design = designOf(table, rows, options.covariates, notes);
    const of = design.rows;
    const model = fitCox({
      durations: pick(durations, of),
      eventObserved: pick(events, of),
      entries: entries === null ? null : pick(entries, of),
      columns: design.columns,
      names: design.names,
      ridge: options.ridge ?? 0,
      shouldStop: options.shouldStop,
    });
    const { subjects, events: left, logLikelihood, nullLogLikelihood, concordance, proportionality } = model;
    const covariates = coxRatios(model);
    result.cox = { subjects, events: left, logLikelihood, nullLogLikelihood, concordance, covariates, proportionality };
    for (const { name, p } of proportionality)
      if (name !== null && p < 0.01) notes.push(tableNotes.changesOverTime(name, p));
  }
  return result;
}

function checkTimes(
  table: Table,
  options: TableSurvivalOptions,
  row: number,
  duration: number,
  entry: number | null,
): void {
  if (duration < 0)
    throw wrongValue(
      table,
      options.duration,
      row,
      `the duration ${duration} is negative`,
      'Correct the two days that it is made of.',
    );
  if (entry === null || !(duration <= entry)) return;
  throw wrongValue(
    table,
    options.entry!,
    row,
    `the row ends (${duration}) no later than it is watched from (${entry})`,
    'Correct one of them.',
  );
}

function keep(table: Table, notes: Bilingual[], isWhole: (row: number) => boolean): number[] {
  const rows: number[] = [];
  const count = rowCount(table);
  for (let row = 0; row < count; row++) if (isWhole(row)) rows.push(row);
  if (rows.length < count) notes.push(tableNotes.incomplete(count - rows.length));
  if (rows.length === 0)
    throw new HoldfastError(
      'not_enough_data',
      `${table.file}: no row has a duration, an event mark or an entry, so there is nobody to follow.`,
      { file: table.file },
    );
  return rows;
}

interface Design {
  readonly rows: readonly number[];
  readonly columns: Float64Array[];
  readonly names: string[];
}

/** Numbers as they are; texts as one column for each value against the most frequent one. Rows with blanks are left out. */
function designOf(table: Table, among: readonly number[], covariates: readonly string[], notes: Bilingual[]): Design {
  const texts = covariates.map((name) => textColumn(table, name, 'covariate'));
  const rows = among.filter((row) => texts.every((column) => column[row] !== null));
  if (rows.length < among.length) notes.push(tableNotes.noCovariate(among.length - rows.length));
  const columns: Float64Array[] = [];
  const names: string[] = [];
  covariates.forEach((name, index) => {
    const values = rows.map((row) => texts[index]![row]!);
    const numbers = Float64Array.from(values, parseNumber);
    if (numbers.every((value) => !Number.isNaN(value))) {
      columns.push(numbers);
      names.push(name);
      return;
    }
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const numeric = numbers.filter((value) => !Number.isNaN(value)).length;
    if (numeric > values.length / 2) {
      const row = rows[numbers.findIndex(Number.isNaN)]!;
      throw wrongValue(
        table,
        name,
        row,
        `"${texts[index]![row]}" is no number, as most of the column are`,
        'Correct it or leave it blank.',
      );
    }
    const levels = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
    if (levels.length > mostLevels) {
      throw new HoldfastError(
        'invalid_input',
        `${table.file}: "${name}" has ${levels.length} different values, too many to learn an effect of each. Choose a column with at most ${mostLevels}.`,
        { file: table.file, column: name },
      );
    }
    if (levels.length > 1) notes.push(tableNotes.comparedWith(name, levels[0]!));
    // A column with one value stays, so that the model says by name that it explains nothing.
    for (const level of levels.length > 1 ? levels.slice(1) : levels) {
      columns.push(Float64Array.from(values, (value) => (value === level ? 1 : 0)));
      names.push(`${name}=${level}`);
    }
  });
  return { rows, columns, names };
}
