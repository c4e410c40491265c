import type { TableName } from '../../../../shared/domain/tables.ts';
import { analyticsExports } from './exports-analytics.ts';
import { crmExports } from './exports-crm.ts';
import { supportExports } from './exports-support.ts';
import type { SystemExport } from './system-export.ts';

const systemExports: readonly SystemExport[] = [...crmExports, ...supportExports, ...analyticsExports];

/** The export that a header belongs to, surest first; none where the header could be anybody's. */
export function recogniseExport(words: readonly string[], table?: TableName): SystemExport | null {
  const given = new Set(words);
  const hasOne = (names: readonly string[]): boolean => names.some((name) => given.has(name));
  let best: { entry: SystemExport; score: number } | null = null;
  for (const entry of systemExports) {
    if (table !== undefined && entry.table !== table) continue;
    if (!entry.must.every(hasOne)) continue;
    const found = entry.marks.filter((name) => given.has(name)).length;
    if (found < entry.needs) continue;
    const fields = Object.values(entry.fields).filter(hasOne).length;
    const score = found + fields * 0.5;
    if (!best || score > best.score) best = { entry, score };
  }
  return best?.entry ?? null;
}
