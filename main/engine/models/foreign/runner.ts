import { env, InferenceSession } from 'onnxruntime-node';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { feedsOf } from './feeds.ts';
import type { RunPlan } from './foreign-part.ts';
import { limits } from './limits.ts';
import { refused } from './refusal.ts';
import { reasons } from './texts.ts';

/** A loaded file. Only ever in the process of foreign models. */
export type Runner = {
  readonly plan: RunPlan;
  /** Answers as the file gives them, of the wanted outcome. @throws model_mismatch where there is not one a row */
  raw(values: Float32Array, rows: number): Promise<Float64Array>;
  /** Probabilities. @throws model_mismatch where an answer is none */
  run(values: Float32Array, rows: number): Promise<Float64Array>;
};

/** @throws model_mismatch where the runtime cannot load it */
export async function createRunner(onnx: Uint8Array, plan: RunPlan): Promise<Runner> {
  env.logLevel = 'fatal';
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw refused('model_mismatch', whyNotLoaded(error), {}, error);
  }
  const { output } = plan;

  async function once(values: Float32Array, from: number, rows: number): Promise<Float64Array> {
    let answered: InferenceSession.OnnxValueMapType;
    try {
      answered = await session.run(feedsOf(plan, values, from, rows), [output.name]);
    } catch (error) {
      throw refused('model_mismatch', reasons.runFailed(wordsOf(error)), {}, error);
    }
    const { data, dims } = answered[output.name]!;
    const columns = dims.length === 1 ? 1 : (dims[1] ?? 1);
    const isNumbers = data instanceof Float32Array || data instanceof Float64Array;
    if (!isNumbers || dims.length > 2 || dims[0] !== rows || output.column >= columns)
      throw refused('model_mismatch', reasons.outputShape(output.name, dims.join(', '), rows));
    return Float64Array.from({ length: rows }, (_, row) => data[row * columns + output.column]!);
  }

  async function raw(values: Float32Array, rows: number): Promise<Float64Array> {
    const width = plan.features.length;
    const step = plan.batch ?? limits.rowsAtOnce;
    const result = new Float64Array(rows);
    for (let from = 0; from < rows; from += step) {
      const count = Math.min(step, rows - from);
      if (plan.batch === null || count === plan.batch) {
        result.set(await once(values, from, count), from);
        continue;
      }
      // The file takes a fixed number of rows: the last batch is filled up with its own first row.
      const padded = new Float32Array(plan.batch * width);
      for (let row = 0; row < plan.batch; row++) {
        const own = from + (row < count ? row : 0);
        padded.set(values.subarray(own * width, (own + 1) * width), row * width);
      }
      result.set((await once(padded, 0, plan.batch)).subarray(0, count), from);
    }
    return result;
  }

  return {
    plan,
    raw,
    async run(values, rows) {
      return probabilitiesOf(await raw(values, rows), plan);
    },
  };
}

/** How far rounding may carry a probability beyond 0 or 1. */
const slack = 1e-5;

export function probabilitiesOf(raw: Float64Array, { output }: Pick<RunPlan, 'output'>): Float64Array {
  if (output.reading === 'log-odds') return raw.map((value) => 1 / (1 + Math.exp(-value)));
  const wrong = raw.findIndex((value) => !(value >= -slack && value <= 1 + slack));
  if (wrong < 0) return raw.map((value) => Math.min(1, Math.max(0, value)));
  throw new HoldfastError(
    'model_mismatch',
    `The model answers row ${wrong + 1} with ${raw[wrong]}, which is no probability. Nothing was written.`,
  );
}

function whyNotLoaded(error: unknown): ReturnType<typeof reasons.notLoadable> {
  const said = wordsOf(error);
  const operator =
    /(?:Fatal error: |No Op registered for |Could not find an implementation for |operator )["'`]?([\w.:]+)/i.exec(
      said,
    )?.[1];
  const isOperator =
    /not a registered function\/op|No Op registered|Could not find an implementation|Unrecognized (?:attribute|schema)/i;
  if (isOperator.test(said) && operator) return reasons.operator(operator);
  const newer = /(opset \d+) is under development|(IR version: \d+)/i.exec(said)?.[0];
  if (newer) return reasons.newerFormat(newer);
  if (/protobuf parsing failed|invalid protobuf/i.test(said)) return reasons.unreadable();
  return reasons.notLoadable(said);
}

/** The runtime's own words, without where in its sources they stand. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const plain = text
    .replace(/^.*?\b(?:ErrorCode|error code)\b.*?:\s*/i, '')
    .replace(/(?:\/[\w.+-]+)+\.(?:cc|h|cpp):\d+\s*/g, '')
    .replace(/(?:[\w:<>*&~]+ )*(?:\w+::)+\w+\([^()]*(?:\([^()]*\)[^()]*)*\)\s*(?:const\s*)?/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\.\s*$/, '')
    .trim();
  return plain.length > 200 ? `${plain.slice(0, 200)}…` : plain;
}
