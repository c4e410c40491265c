import type Database from 'better-sqlite3';
import { allowedFunctions } from './functions.ts';

/** One instruction of SQLite's virtual machine, as EXPLAIN tells it. */
type Instruction = { opcode: string; p1: number; p2: number; p3: number; p4: string | null };

/** What a statement may open: root pages of the workspace, and virtual tables by the address under which this connection has them. */
export type Allowed = {
  /** Position of the workspace among the connection's databases. */
  readonly database: number;
  readonly rootPages: ReadonlySet<number>;
  /** Virtual tables and table functions by name. */
  readonly modules: readonly string[];
};

export type Breach =
  { readonly what: 'table' | 'module' | 'write' | 'recursion' } | { readonly what: 'function'; readonly name: string };

const functionCalls = new Set(['Function', 'PureFunc', 'AggStep', 'AggStep1', 'AggInverse', 'AggValue', 'AggFinal']);
const opens = new Set(['OpenRead', 'ReopenIdx']);
/** Nothing of this is in a program that only reads; where one of them is, the statement is not what it seems. */
const writes = new Set([
  'OpenWrite', 'Clear', 'CreateBtree', 'Destroy', 'DropIndex', 'DropTable', 'DropTrigger', 'IncrVacuum', 'JournalMode',
  'LoadAnalysis', 'MaxPgcnt', 'ParseSchema', 'Program', 'ReadCookie', 'SetCookie', 'SqlExec', 'VBegin', 'VCreate', 'VDestroy',
  'VRename', 'VUpdate', 'Vacuum', 'Checkpoint', 'AutoCommit', 'Savepoint', 'Pagecount', 'Expire',
]); // prettier-ignore

/**
 * What a statement would do, by the program that SQLite made of it. Names can be written in many ways, and tables be reached
 * by many roads; the program says which tables, virtual tables and functions are really used.
 * @returns the first thing that it may not; null where it only does what it may
 */
export function findBreach(connection: Database.Database, sql: string, allowed: Allowed): Breach | null {
  const program = programOf(connection, sql);
  let modules: ReadonlySet<string | null> | null = null;
  for (const { opcode, p2, p3, p4 } of program) {
    if (writes.has(opcode) || (opcode === 'Transaction' && p2 !== 0)) return { what: 'write' };
    if (opens.has(opcode) && (p3 !== allowed.database || !allowed.rootPages.has(p2))) return { what: 'table' };
    if (opcode === 'VOpen') {
      modules ??= addressesOf(connection, allowed.modules);
      if (p4 === null || !modules.has(p4)) return { what: 'module' };
    }
    if (functionCalls.has(opcode)) {
      const name = p4?.replace(/\(-?\d+\)$/, '').toLowerCase() ?? '';
      if (!allowedFunctions.has(name)) return { what: 'function', name };
    }
  }
  const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
  // The word RECURSIVE may be left out, so the plan is asked.
  return plan.some(({ detail }) => detail === 'RECURSIVE STEP') ? { what: 'recursion' } : null;
}

function programOf(connection: Database.Database, sql: string): Instruction[] {
  return connection.prepare(`EXPLAIN ${sql}`).all() as Instruction[];
}

function addressesOf(connection: Database.Database, modules: readonly string[]): ReadonlySet<string | null> {
  return new Set(
    modules.flatMap((name) =>
      programOf(connection, `SELECT 1 FROM "${name}"`)
        .filter(({ opcode }) => opcode === 'VOpen')
        .map(({ p4 }) => p4),
    ),
  );
}
