import type { SourceHealth } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { dataUntil } from '../workspace/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { familyOf, freshnessOf, usualGap } from './freshness.ts';
import { fileDays, importedEvents, importedFiles } from './queries.ts';
import type { FileDay, ImportedEvents, ImportedFile, RowTable } from './queries.ts';

const daySeconds = 86_400;

/** What sources are told from. Instants in epoch seconds. */
export type SourceFacts = {
  /** Of committed imports, oldest first. */
  readonly files: readonly ImportedFile[];
  readonly days: readonly FileDay[];
  readonly events: readonly ImportedEvents[];
  /** Days with any event of the book, ascending. */
  readonly eventDays: readonly number[];
  /** The end of the book's data. */
  readonly until: number | null;
};

/** Where the book's data came from and how fresh it is, the stalest first. Input: now, in epoch seconds. */
export const sourcesRead = defineEventsRead('dataHealth.sources', (context, now: number): SourceHealth[] => {
  const { database } = context;
  const files = importedFiles(database);
  const rowTables = new Set(files.map(({ table }) => table).filter((table): table is RowTable => table !== 'events'));
  return sourceHealth({
    files,
    days: [...rowTables].flatMap((table) => fileDays(database, table, now)),
    events: importedEvents(database, now),
    eventDays: daysWithEvents(context.events().seconds, now),
    until: dataUntil(database),
  });
});

function daysWithEvents(seconds: Uint32Array, now: number): number[] {
  const seen = new Uint8Array(Math.floor(now / daySeconds) + 1);
  for (let row = 0; row < seconds.length; row++) {
    const day = (seconds[row]! / daySeconds) | 0;
    if (day < seen.length) seen[day] = 1;
  }
  return Array.from(seen.keys()).filter((day) => seen[day] === 1);
}

/** Systems by the name that a recipe gives them, other files by their own name. */
export function sourceHealth(facts: SourceFacts): SourceHealth[] {
  const groups = Map.groupBy(facts.files, ({ source, name }) =>
    source === null ? `file ${familyOf(name)}` : `system ${source}`,
  );
  const newestImport = Math.max(...facts.files.map(({ committedAt }) => committedAt));
  const order = { stale: 0, ageing: 1, fresh: 2 } as const;
  return [...groups.values()]
    .map((files) => healthOf(files, facts, newestImport))
    .sort((a, b) => order[a.state] - order[b.state] || b.daysBehind - a.daysBehind || b.rows - a.rows);
}

function healthOf(files: readonly ImportedFile[], facts: SourceFacts, newestImport: number): SourceHealth {
  const { name, source } = files[0]!;
  const latest = files.at(-1)!;
  const ids = new Set(files.map(({ fileId }) => fileId));
  const ownDays = facts.days.filter(({ fileId }) => ids.has(fileId));
  const events = eventsOf(files, facts);
  const instants = [...ownDays.map(({ last }) => last), ...events.lasts].filter((last) => last !== null);
  const lastKnown = instants.length === 0 ? null : Math.max(...instants);
  const days = new Set(ownDays.flatMap(({ day }) => day ?? []));
  if (events.lasts.length > 0) for (const day of facts.eventDays) days.add(day);
  const gap = lastKnown === null ? null : usualGap([...days].sort((a, b) => a - b));
  // What carries no instant of its own (accounts, contacts) is as old as the import that last brought it.
  const behind = lastKnown === null ? newestImport - latest.committedAt : (facts.until ?? lastKnown) - lastKnown;
  const daysBehind = Math.max(0, Math.floor(behind / daySeconds));
  const sameName = new Set(files.map((file) => file.name)).size === 1;
  return {
    source: source ?? (sameName ? name : familyOf(name)),
    isNamed: source !== null,
    tables: tablesOf(files),
    imports: new Set(files.map(({ importId }) => importId)).size,
    rows: ownDays.reduce((sum, { rows }) => sum + rows, 0) + events.rows,
    lastImportId: latest.importId,
    lastImportAt: instantOfSeconds(latest.committedAt),
    lastKnownAt: lastKnown === null ? null : instantOfSeconds(lastKnown),
    daysBehind,
    usualGapDays: gap,
    state: freshnessOf(daysBehind, gap),
  };
}

/**
 * Stored events know their import, not their file. Where an import's event files belong to several sources, each is told by
 * its share of the rows read.
 */
function eventsOf(files: readonly ImportedFile[], facts: SourceFacts): { rows: number; lasts: (number | null)[] } {
  const lasts: (number | null)[] = [];
  let rows = 0;
  const own = files.filter(({ table }) => table === 'events');
  for (const [importId, ofImport] of Map.groupBy(own, (file) => file.importId)) {
    const stored = facts.events.find((entry) => entry.importId === importId);
    if (!stored) continue;
    const read = (list: readonly ImportedFile[]) => list.reduce((sum, file) => sum + file.rows, 0);
    const all = read(facts.files.filter((file) => file.importId === importId && file.table === 'events'));
    rows += all === 0 ? 0 : Math.round((stored.rows * read(ofImport)) / all);
    lasts.push(stored.last);
  }
  return { rows, lasts };
}

function tablesOf(files: readonly ImportedFile[]): TableName[] {
  const found = new Set(files.map(({ table }) => table));
  return (Object.keys(tables) as TableName[]).filter((table) => found.has(table));
}
