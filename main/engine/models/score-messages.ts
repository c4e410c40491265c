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
    };

export type ScoreReply = { readonly id: number; readonly probabilities?: Float32Array; readonly error?: ThreadError };
