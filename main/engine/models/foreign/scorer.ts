import { cancelled } from '../../../../shared/domain/errors.ts';
import type { OnnxScorer } from '../score-thread.ts';
import { openForeignProcess } from './ask-process.ts';
import type { ForeignAsker } from './ask-process.ts';
import type { ForeignPart } from './foreign-part.ts';
import { limits } from './limits.ts';
import type { SampledReasons } from './sampled-reasons.ts';

type ScoreOptions = { readonly signal?: AbortSignal; readonly onProgress?: (share: number) => void };

export type ForeignScorer = OnnxScorer & {
  /** Probabilities with sampled reasons; base + a row's parts = its probability. */
  explain(values: Float32Array, rows: number, options?: ScoreOptions): Promise<SampledReasons>;
};

type Loaded = { readonly asker: ForeignAsker; idle: NodeJS.Timeout };

const mostOpen = 2;
const millisecondsIdle = 120_000;
const loaded = new Map<string, Loaded>();

/**
 * A file of other makers, loaded into its own process. The process stays a while for the next question, keeps nobody
 * waiting, and is started again where it has ended meanwhile.
 * @param key names the model and its bytes
 */
export async function openForeignScorer(key: string, onnx: Uint8Array, part: ForeignPart): Promise<ForeignScorer> {
  const asker = (): Promise<ForeignAsker> => loadedAsker(key, onnx, part);
  await asker();
  return scorerOf(asker, part);
}

async function loadedAsker(key: string, onnx: Uint8Array, { plan }: ForeignPart): Promise<ForeignAsker> {
  const known = loaded.get(key);
  const asker = known?.asker.isOpen ? known.asker : openForeignProcess();
  if (asker !== known?.asker) await asker.ask({ type: 'load', onnx, plan });
  clearTimeout(known?.idle);
  // Put last, so that the one that goes is the one that was asked longest ago.
  loaded.delete(key);
  loaded.set(key, { asker, idle: setTimeout(() => drop(key), millisecondsIdle).unref() });
  for (const other of loaded.keys()) {
    if (loaded.size <= mostOpen) break;
    drop(other);
  }
  return asker;
}

function drop(key: string): void {
  clearTimeout(loaded.get(key)?.idle);
  loaded.get(key)?.asker.close();
  loaded.delete(key);
}

/** For large books fewer starting rows are compared with, so that reasons take minutes and not hours. */
const mostSteps = 20_000_000;
const leastBackground = 4;
/** How many rows of a model are asked about in one request of reasons: few first, then as many as take so long. */
const firstSteps = 5_000;
const mostStepsTogether = 500_000;
const millisecondsWanted = 3_000;
/** The orders of the features are drawn from it: the same account gets the same reasons each time. */
const seed = 42;

/** @param present the process with the file loaded */
export function scorerOf(
  present: () => Promise<ForeignAsker>,
  { plan, background }: Pick<ForeignPart, 'plan' | 'background'>,
): ForeignScorer {
  const width = plan.features.length;
  const rowsOf = (values: Float32Array, from: number, to: number): Float32Array =>
    Float32Array.from(values.subarray(from * width, to * width));
  return {
    async score(values, rows, { signal, onProgress } = {}) {
      const result = new Float32Array(rows);
      for (let from = 0; from < rows; from += limits.rowsAtOnce) {
        if (signal?.aborted) throw cancelled('Scoring');
        const to = Math.min(rows, from + limits.rowsAtOnce);
        const asker = await present();
        const request = { type: 'run', values: rowsOf(values, from, to), rows: to - from } as const;
        result.set(await asker.ask(request, signal), from);
        onProgress?.(to / rows);
      }
      return result;
    },
    async explain(values, rows, { signal, onProgress } = {}) {
      const affordable = Math.floor(mostSteps / Math.max(1, rows * 2 * width));
      const starts = Math.min(background.length, Math.max(leastBackground, affordable));
      const compared = Float32Array.from(
        background.slice(0, starts).flatMap((row) => row.map((value) => value ?? NaN)),
      );
      const stepsOfOne = Math.max(1, 2 * width * starts);
      const contributions = new Float64Array(rows * width);
      const probabilities = new Float32Array(rows);
      let base = 0;
      let steps = firstSteps;
      for (let from = 0; from < rows;) {
        if (signal?.aborted) throw cancelled('Scoring');
        const to = Math.min(rows, from + Math.max(1, Math.floor(steps / stepsOfOne)));
        const asker = await present();
        const started = performance.now();
        const part = rowsOf(values, from, to);
        const said = await asker.ask(
          { type: 'explain', values: part, rows: to - from, background: compared, seed },
          signal,
        );
        const factor = millisecondsWanted / Math.max(1, performance.now() - started);
        steps = Math.min(mostStepsTogether, Math.max(1, (to - from) * stepsOfOne * Math.min(8, factor)));
        base = said.base;
        contributions.set(said.contributions, from * width);
        probabilities.set(said.probabilities, from);
        from = to;
        onProgress?.(from / rows);
      }
      return { base, contributions, probabilities };
    },
  };
}
