import { calibrate, logit, sigmoid } from '../../../stats/index.ts';
import type { ReadableDatabase } from '../../db/index.ts';
import { createExplain } from '../candidates.ts';
import type { Fitted } from '../candidates.ts';
import type { ModelDefinition } from '../definition.ts';
import type { Run, ScoreRow } from './queries.ts';

/** A model ready to say what moved its log-odds. */
export type OpenModel = {
  readonly definition: ModelDefinition;
  /** The model itself, where its inside is known. */
  readonly inside: Fitted | null;
  /** Log-odds where every account's parts start from. */
  readonly baseLogOdds: number;
  /** Parts of the log-odds; they and the base sum to `row.logOdds`. */
  logOddsParts(row: ScoreRow): Float64Array;
  /** The probability of some log-odds. */
  calibrate(logOdds: number): number;
};

const mostKept = 3;
/** Compiling a model takes as long as explaining fifty accounts. */
const kept = new WeakMap<ReadableDatabase, Map<string, OpenModel>>();

export function openModel(database: ReadableDatabase, { modelId, base }: Pick<Run, 'modelId' | 'base'>): OpenModel {
  const { created_at: createdAt, size } = database
    .prepare('SELECT created_at, length(definition) AS size FROM models WHERE id = ?')
    .get(modelId) as { created_at: number; size: number };
  const key = `${modelId} ${createdAt} ${size} ${base}`;
  const known = kept.get(database) ?? new Map<string, OpenModel>();
  kept.set(database, known);
  const found = known.get(key);
  if (found) return found;
  const definition = database.prepare('SELECT definition FROM models WHERE id = ?').pluck().get(modelId) as string;
  const opened = openDefinition(JSON.parse(definition) as ModelDefinition, base);
  known.set(key, opened);
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break;
    known.delete(oldest);
  }
  return opened;
}

/** @param base probability where the run's parts start from */
export function openDefinition(definition: ModelDefinition, base: number): OpenModel {
  const inside = definition.model.kind === 'opaque' ? null : definition.model;
  // Parts of a forest add up to the probability itself, not to log-odds.
  if (inside === null || definition.foreign?.scale === 'probability') {
    const baseLogOdds = logit(base);
    return {
      definition,
      inside,
      baseLogOdds,
      logOddsParts: (row) => scaledParts(row, row.logOdds - baseLogOdds),
      calibrate: sigmoid,
    };
  }
  const explain = createExplain(inside);
  const width = definition.features.length;
  return {
    definition,
    inside,
    baseLogOdds: explain(new Float64Array(width).fill(NaN)).base,
    // As ONNX reads them: 32 bits.
    logOddsParts: (row) => explain(Float32Array.from(row.values.subarray(0, width))).contributions,
    calibrate: (logOdds) => calibrate(definition.calibration, logOdds),
  };
}

/** Where only parts of the probability are known, log-odds go to the features by the same shares. */
function scaledParts({ contributions }: ScoreRow, move: number): Float64Array {
  const total = contributions.reduce((sum, part) => sum + part, 0);
  if (Math.abs(total) > 1e-9) return contributions.map((part) => (part / total) * move);
  const parts = new Float64Array(contributions.length);
  if (parts.length > 0) parts[0] = move;
  return parts;
}
