import type { EventColumns, StopCheck } from '../events/index.ts';

/**
 * A pass over the accounts of the event store that several reader threads can do together. Each does stretches of it; who
 * asked puts the parts together.
 */
export type SharedPass<Input, Part> = {
  readonly name: string;
  /**
   * One thread's share of the work. `input` must be structured-cloneable and say all: whatever else was looked up could be of
   * another state of the workspace in another thread.
   */
  begin(columns: EventColumns, input: Input, shouldStop: StopCheck): PassWork<Part>;
};

export type PassWork<Part> = {
  /** Reads the accounts [from, to); called for stretches in ascending order that do not overlap. */
  read(from: number, to: number): void;
  /** What was found, structured-cloneable; asked once, at the end. */
  part(): Part;
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds passes of every input and part
export type AnySharedPass = SharedPass<any, any>;

/** The other threads, for a read that wants help. */
export type Together = <Input, Part>(pass: SharedPass<Input, Part>, input: Input) => Part[];

/** Below this, one thread has its answer before another would have heard of the question. */
export const fewestSharedEvents = 1_000_000;

/**
 * Does a pass over all accounts, together with the reader threads that have nothing else to do where there is much to read.
 * @param context of the read that asks
 * @returns a part for each thread that took part, in any order; each is ascending in itself
 */
export function readTogether<Input, Part>(
  context: { events(): EventColumns; shouldStop(): boolean; readonly together?: Together | undefined },
  pass: SharedPass<Input, Part>,
  input: Input,
): Part[] {
  const columns = context.events();
  if (context.together !== undefined && columns.count >= fewestSharedEvents) return context.together(pass, input);
  return [readAlone(pass, columns, input, context.shouldStop)];
}

/** The whole pass in this thread. */
export function readAlone<Input, Part>(
  pass: SharedPass<Input, Part>,
  columns: EventColumns,
  input: Input,
  shouldStop: StopCheck,
): Part {
  const work = pass.begin(columns, input, shouldStop);
  work.read(0, columns.offsets.length - 1);
  return work.part();
}
