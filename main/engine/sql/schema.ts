import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { rowCounts } from '../workspace/index.ts';
import { eventTables, seriesTables } from './event-tables.ts';
import { memberTables } from './member-tables.ts';
import { views } from './views.ts';

type Schema = ContractOutputs['sql']['schema'];

/** Everything that a statement can ask, in the order of the schema browser. */
export const schemaRead = defineEventsRead('sql.schema', ({ database, events }, _input: null): Schema => {
  const columns = events();
  const counts: Record<string, number> = { ...rowCounts(database), events: columns.count };
  const nobodyAsks = (): void => {};
  const made = [...eventTables(columns, nobodyAsks), ...memberTables(null), ...seriesTables(nobodyAsks)];
  return [
    ...views.map(({ name, title, columns: own, example }) => ({
      name,
      kind: 'view' as const,
      title,
      columns: [...own],
      parameters: [],
      rows: counts[name] ?? null,
      example,
    })),
    ...made.map(({ name, kind, title, columns: own, parameters, example }) => ({
      name,
      kind,
      title,
      columns: [...own],
      parameters: [...parameters],
      rows: kind === 'view' ? (counts[name] ?? null) : null,
      example,
    })),
  ];
});
