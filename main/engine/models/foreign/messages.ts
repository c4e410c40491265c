import type { ThreadError } from '../../threads/index.ts';
import type { RunPlan } from './foreign-part.ts';
import type { ForeignSummary } from './read-file.ts';
import type { TakenApart } from './take-apart/index.ts';

/** What the process of a foreign model is asked. It does one thing at a time. */
export type ForeignRequest =
  | { readonly type: 'read'; readonly onnx: Uint8Array; readonly outside: Readonly<Record<string, Uint8Array>> }
  | { readonly type: 'load'; readonly onnx: Uint8Array; readonly plan: RunPlan }
  | { readonly type: 'run'; readonly values: Float32Array; readonly rows: number }
  /** Whether the answers are probabilities, the same each time, and of each account alone. */
  | { readonly type: 'try'; readonly values: Float32Array; readonly rows: number }
  /** Rows to compare on; the first of them are the book's, and tell how many accounts pass each branch. */
  | { readonly type: 'take-apart'; readonly values: Float32Array; readonly rows: number; readonly rowsOfBook: number }
  | {
      readonly type: 'explain';
      readonly values: Float32Array;
      readonly rows: number;
      readonly background: Float32Array;
      readonly seed: number;
    };

export type ForeignAnswers = {
  /** `onnx` is the file with outside data taken in and maps of outcomes turned into columns. */
  read: { readonly onnx: Uint8Array; readonly summary: ForeignSummary };
  load: null;
  run: Float32Array;
  try: Float32Array;
  'take-apart': TakenApart | null;
  explain: { readonly base: number; readonly contributions: Float64Array; readonly probabilities: Float32Array };
};

export type ForeignCall = { readonly id: number; readonly request: ForeignRequest };
export type ForeignReply = { readonly id: number; readonly answer?: unknown; readonly error?: ThreadError };
