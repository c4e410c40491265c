import { dataVersion, readMeta } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';
import { latestScores } from '../models/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { segmentsVersion } from './queries.ts';

/** Answers of conditions that were asked before, for one state of the workspace. */
type Kept = { readonly key: string; readonly columns: EventColumns; readonly bits: Map<string, Uint8Array> };
const kept = new WeakMap<ReadableDatabase, Kept>();
/** An account is a byte of each: enough for 160 conditions on 100,000 accounts. */
const mostBytesKept = 16 * 1024 * 1024;

/** What is kept for the state that this read finds; empty where anything changed that a rule may look at. */
export function keptBits({ database, events }: ReadContext): Map<string, Uint8Array> {
  const scores = latestScores(database);
  const key = JSON.stringify([
    dataVersion(database),
    segmentsVersion(database),
    readMeta(database, 'data_until'),
    readMeta(database, 'revenue_rates'),
    scores?.runId ?? null,
    scores?.beforeRunId ?? null,
  ]);
  const columns = events();
  let state = kept.get(database);
  if (state?.key !== key || state.columns !== columns) {
    state = { key, columns, bits: new Map() };
    kept.set(database, state);
  }
  return state.bits;
}

/** Call it when nothing of a question is looked for any more. The first ones go first. */
export function forgetOldest(bits: Map<string, Uint8Array>, bytesEach: number): void {
  const most = Math.max(16, Math.floor(mostBytesKept / Math.max(1, bytesEach)));
  for (const key of bits.keys()) {
    if (bits.size <= most) return;
    bits.delete(key);
  }
}
