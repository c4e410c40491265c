import type { Bilingual, Comparison, HistoryEntry, ModelTarget } from '../../../../shared/contract/index.ts';
import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

export type NewHistory = {
  readonly modelId: string;
  readonly what: HistoryEntry['what'];
  readonly reason?: string | null;
  readonly why?: Bilingual | null;
  readonly comparison?: Comparison | null;
};

type Evidence = { readonly why?: Bilingual | null; readonly comparison?: Comparison | null };

/** Inside the transaction that does what it tells. */
export function writeHistory(database: WritableDatabase, { modelId, what, reason, why, comparison }: NewHistory): void {
  const evidence: Evidence = { why: why ?? null, comparison: comparison ?? null };
  database
    .prepare('INSERT INTO model_history (model_id, happened_at, what, reason, evidence) VALUES (?, ?, ?, ?, ?)')
    .run(modelId, Math.floor(Date.now() / 1000), what, reason ?? null, JSON.stringify(evidence));
}

type Row = {
  id: number;
  model_id: string;
  name: string;
  target: ModelTarget;
  happened_at: number;
  what: HistoryEntry['what'];
  reason: string | null;
  evidence: string | null;
};

/** Latest first. */
export function readHistory(
  database: AnyDatabase,
  { modelId, target, limit }: { modelId?: string | undefined; target?: ModelTarget | undefined; limit: number },
): HistoryEntry[] {
  const rows = database
    .prepare(
      `SELECT h.id, h.model_id, m.name, m.target, h.happened_at, h.what, h.reason, h.evidence
       FROM model_history h JOIN models m ON m.id = h.model_id
       WHERE (? IS NULL OR h.model_id = ?) AND (? IS NULL OR m.target = ?) ORDER BY h.id DESC LIMIT ?`,
    )
    .all(modelId ?? null, modelId ?? null, target ?? null, target ?? null, limit) as Row[];
  return rows.map((row) => {
    const evidence = (row.evidence === null ? {} : JSON.parse(row.evidence)) as Evidence;
    return {
      id: row.id,
      modelId: row.model_id,
      modelName: row.name,
      target: row.target,
      happenedAt: instantOfSeconds(row.happened_at),
      what: row.what,
      reason: row.reason,
      why: evidence.why ?? null,
      comparison: evidence.comparison ?? null,
    };
  });
}

/** The latest comparison in which a model was the challenger; null where it was never compared. */
export function latestComparison(database: AnyDatabase, modelId: string): Comparison | null {
  const text = database
    .prepare(
      `SELECT json_extract(evidence, '$.comparison') FROM model_history
       WHERE model_id = ? AND json_extract(evidence, '$.comparison') IS NOT NULL ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(modelId) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as Comparison);
}

/** The models that were in use before the present one, latest first; retired ones that still exist. */
export function earlierChampions(database: AnyDatabase, target: ModelTarget): string[] {
  return database
    .prepare(
      `SELECT m.id FROM models m JOIN model_history h ON h.model_id = m.id AND h.what IN ('promoted', 'rolled-back')
       WHERE m.target = ? AND m.status = 'retired'
         AND NOT EXISTS (SELECT 1 FROM model_history gone WHERE gone.model_id = m.id AND gone.what = 'removed')
       GROUP BY m.id ORDER BY max(h.id) DESC`,
    )
    .pluck()
    .all(target) as string[];
}
