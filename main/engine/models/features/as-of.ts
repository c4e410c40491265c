import { firstKnownAfter, promoterSince } from './row-table.ts';
import type { RowTable } from './row-table.ts';
import type { FeatureSources } from './sources.ts';

const versioned = ['subscriptions', 'invoices', 'tickets', 'interactions', 'surveys', 'signals', 'attributes'] as const;

/**
 * The sources with each row in the version that was known at an instant (epoch seconds). A row that changed later stands as
 * it was; rows that nobody changed cost nothing.
 */
export function sourcesAsOf(sources: FeatureSources, instant: number): FeatureSources {
  const changed = versioned.filter((name) => sources[name].past !== null && sources[name].past !== undefined);
  if (changed.length === 0) return sources;
  const tables = Object.fromEntries(
    changed.map((name) => [name, tableAsOf(sources[name] as RowTable<string>, instant)]),
  );
  const seen = { ...sources, ...tables } as FeatureSources;
  return changed.includes('surveys') ? { ...seen, promoterSince: promoterSince(seen.surveys) } : seen;
}

/** The current rows and, of rows whose current version was not known yet, the version that was. By account, then known-at. */
function tableAsOf<Column extends string>(table: RowTable<Column>, instant: number): RowTable<Column> {
  const past = table.past!;
  const accounts = table.offsets.length - 1;
  const names = Object.keys(table).filter((name) => table[name as Column] instanceof Float64Array) as Column[];
  const most = table.known.length + past.known.length;
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(most)])) as Record<
    Column,
    Float64Array
  >;
  const offsets = new Uint32Array(accounts + 1);
  let size = 0;
  const take = (from: RowTable<Column>, row: number): void => {
    for (const name of names) columns[name][size] = from[name][row]!;
    size++;
  };
  for (let account = 0; account < accounts; account++) {
    let row = table.offsets[account]!;
    const end = table.offsets[account + 1]!;
    const from = past.offsets[account]!;
    const to = firstKnownAfter(past.known, from, past.offsets[account + 1]!, instant);
    for (let old = from; old < to; old++) {
      if (past.until[old]! <= instant) continue;
      while (row < end && table.known[row]! <= past.known[old]!) take(table, row++);
      take(past as RowTable<Column>, old);
    }
    while (row < end) take(table, row++);
    offsets[account + 1] = size;
  }
  const arrays = Object.fromEntries(names.map((name) => [name, columns[name].subarray(0, size)]));
  return {
    ...arrays,
    offsets,
    firstKnown: Math.min(table.firstKnown, past.firstKnown),
    past: null,
  } as unknown as RowTable<Column>;
}
