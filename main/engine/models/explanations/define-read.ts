import { inOneSnapshot } from '../../db/index.ts';
import { defineRead } from '../../threads/index.ts';
import type { Read, ReadContext } from '../../threads/index.ts';

/** A read without events whose statements see one state of the workspace: a scoring may replace a run meanwhile. */
export function defineSnapshotRead<Input, Output>(
  name: string,
  run: (context: ReadContext, input: Input) => Output,
): Read<Input, Output> {
  return defineRead(name, (context, input: Input) => inOneSnapshot(context.database, () => run(context, input)));
}
