/** Numbers in a task, see tasks.ts. */
export const taskSize = 14;
/** Numbers in a result: feature (-1 = no split), bin, missing left, gain, left gradient, left packed. */
export const resultSize = 6;
/** Lists of features are filled up to a multiple of four; what that adds goes to the end of the histogram. */
export const spareCells = 256;

/** Places in the control block that threads share. */
export const control = {
  /** How many features the tree may ask for. */
  chosen: 0,
  /** Raised by one for each batch; helpers wait for it. */
  batch: 1,
  tasks: 2,
  parts: 3,
  /** 1 = the training is over. */
  over: 4,
  size: 256,
  /** For each thread: 1 = is there to help. */
  ready: (thread: number): number => 16 + thread,
  /** For each thread: its part of the batch, -1 = none. */
  part: (thread: number): number => 64 + thread,
  /** For each thread: the last batch that it did. */
  done: (thread: number): number => 128 + thread,
};
