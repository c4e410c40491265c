import { inOneSnapshot } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { EventColumns } from '../events/index.ts';

/** What a heavy read is given in its reader thread. */
export type ReadContext = {
  readonly database: ReadableDatabase;
  /** The event store as it was when the read was asked for. */
  events(): EventColumns;
  shouldStop(): boolean;
};

/** A heavy read: runs in a reader thread, found there by its name. Input and output must be structured-cloneable. */
export type Read<Input, Output> = {
  readonly name: string;
  readonly needsEvents: boolean;
  run(context: ReadContext, input: Input): Output;
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds reads of every input and output
export type AnyRead = Read<any, any>;

export function defineRead<Input, Output>(
  name: string,
  run: (context: ReadContext, input: Input) => Output,
): Read<Input, Output> {
  return { name, needsEvents: false, run };
}

/** A read over events; all that it asks of the database is one state of it, whatever is committed meanwhile. */
export function defineEventsRead<Input, Output>(
  name: string,
  run: (context: ReadContext, input: Input) => Output,
): Read<Input, Output> {
  return {
    name,
    needsEvents: true,
    run: (context, input) => inOneSnapshot(context.database, () => run(context, input)),
  };
}
