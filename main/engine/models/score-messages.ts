import type { ThreadError } from '../threads/index.ts';

/** What the score thread is asked. `model` names a loaded model: its id and the hash of its file. */
export type ScoreRequest =
  | {
      readonly id: number;
      readonly type: 'load';
      readonly model: string;
      readonly onnx: Uint8Array;
      readonly features: number;
    }
  | {
      readonly id: number;
      readonly type: 'run';
      readonly model: string;
      readonly rows: number;
      readonly values: Float32Array;
    }
  | {
      readonly id: number;
      readonly type: 'run-columns';
      readonly model: string;
      readonly rows: number;
      /** One an input, in their order: numbers with NaN or texts with '' where they are missing. */
      readonly columns: readonly (Float64Array | readonly string[])[];
    };

export type ScoreReply = { readonly id: number; readonly probabilities?: Float32Array; readonly error?: ThreadError };
