import type Database from 'better-sqlite3';
import type { RowPlan } from '../recipes/index.ts';
import { addDifferenceFunctions, compareRows } from './difference.ts';
import type { RowDifference } from './difference.ts';
import { createIdSet } from './id-set.ts';
import { settleRepeated } from './repeated-rows.ts';
import type { RepeatedRows } from './repeated-rows.ts';
import { saidBy, saysMore } from './said.ts';
import type { Said } from './said.ts';
import { createRowsSink } from './stage-rows.ts';
import type { FindAccount, RejectRow, RowsSink, TableShare } from './stage-rows.ts';
import { indexKeys, rowTables } from './staging.ts';
import type { RowTable } from './staging.ts';

/** What became of the rows of one table. */
export type TableOutcome = {
  readonly difference: RowDifference;
  readonly repeated: RepeatedRows;
  /** finding → rows that the recipe leaves out for it */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly unknownAccounts: { readonly count: number; readonly examples: readonly string[] };
};

/** The rows of all files of one import, of every table but events. */
export type RowStage = {
  /** @param label what the file is called in examples */
  sink(plan: RowPlan, file: number, label: string, reject: RejectRow): RowsSink;
  /**
   * Settles the tables of which all files are read: repeated ids, and the comparison with the workspace. From then on the
   * `after_` views tell how they will be.
   */
  settle(except?: RowTable | 'events'): void;
  readonly outcomes: ReadonlyMap<RowTable, TableOutcome>;
};

type TableStage = { readonly share: TableShare; readonly said: Said[]; readonly labels: Map<number, string> };

/**
 * @param file the staging file, beside which ids go that are too many for memory
 * @param now epoch seconds
 */
export function createRowStage(
  database: Database.Database,
  file: string,
  now: number,
  find: FindAccount,
  checkStop: () => void,
): RowStage {
  const stages = new Map<RowTable, TableStage>();
  const outcomes = new Map<RowTable, TableOutcome>();
  const hasMerges = database.prepare('SELECT 1 FROM workspace.account_aliases LIMIT 1').get() !== undefined;
  addDifferenceFunctions(database, (table) => stages.get(table)?.said ?? []);

  function stageOf(table: RowTable): TableStage {
    let stage = stages.get(table);
    if (!stage) {
      const unknownAccounts = { count: 0, examples: [] };
      const share = {
        table,
        ids: createIdSet(`${file}-${table}`),
        suspects: [],
        leftOut: new Map<string, number>(),
        unknownAccounts,
      };
      stages.set(table, (stage = { share: { ...share, hasExplicit: false }, said: [], labels: new Map() }));
    }
    return stage;
  }

  function settleTable(table: RowTable, { share, said, labels }: TableStage): void {
    checkStop();
    const isOwn = !database.inTransaction;
    if (isOwn) database.exec('BEGIN');
    if (share.suspects.length > 0) indexKeys(database, table);
    const repeated = settleRepeated(database, table, share.suspects, said, labels, checkStop);
    const difference = compareRows(database, table, said, share.hasExplicit, checkStop);
    // Of the rows that are left: those that stay unchanged may be gone.
    indexKeys(database, table);
    if (isOwn) database.exec('COMMIT');
    share.ids.close();
    outcomes.set(table, { difference, repeated, leftOut: share.leftOut, unknownAccounts: share.unknownAccounts });
  }

  return {
    outcomes,
    sink(plan, file, label, reject) {
      const table = plan.table.name as RowTable;
      const { share, said, labels } = stageOf(table);
      labels.set(file, label);
      const spoken = saidBy(plan, table);
      const isSame = (entry: Said): boolean =>
        !saysMore(entry, spoken) && !saysMore(spoken, entry) && entry.keepsCurrency === spoken.keepsCurrency;
      let saidNumber = said.findIndex(isSame);
      if (saidNumber < 0) saidNumber = said.push(spoken) - 1;
      const options = { plan, file, said: spoken, saidNumber, share, reject, find, hasMerges, now };
      return createRowsSink(database, options);
    },
    settle(except) {
      for (const table of rowTables) {
        const stage = stages.get(table);
        if (stage && table !== except && !outcomes.has(table)) settleTable(table, stage);
        // Accounts that nobody describes are added to a table without rows too.
        else if (except === undefined) indexKeys(database, table);
      }
    },
  };
}
