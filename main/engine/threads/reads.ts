import type { AccountSet, AccountSetKind } from '../../../shared/contract/index.ts';
import { inOneSnapshot } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { CalendarOptions, EventColumns } from '../events/index.ts';
import type { AnySharedPass, Together } from './shared-pass.ts';

/** What a heavy read is given in its reader thread. */
export type ReadContext = {
  readonly database: ReadableDatabase;
  /** The event store as it was when the read was asked for. */
  events(): EventColumns;
  shouldStop(): boolean;
  /** Throws OtherVersion where the database is at another data version than the events; asked at the beginning of a snapshot. */
  checkState?(): void;
  /** Ids of the accounts behind a number, in a fixed order. Only for reads over events. */
  accountsIn(set: AccountSet, calendar: CalendarOptions): readonly string[];
  /** How to have the help of other threads; see readTogether. Absent where there are none. */
  readonly together?: Together;
};

/** Something was committed after the events were looked up: they and the database are not one state of the workspace. */
export class OtherVersion extends Error {
  readonly version: number;
  constructor(version: number) {
    super(`The workspace is at data version ${version}.`);
    this.version = version;
  }
}

/** How one kind of account set is found. A registry as with reads: analyses need segments, and segments analyses. */
export type AccountSetReader = {
  readonly of: AccountSetKind;
  find(context: ReadContext, set: AccountSet, calendar: CalendarOptions): readonly string[];
};

export function defineAccountSet<Kind extends AccountSetKind>(
  of: Kind,
  find: (context: ReadContext, set: Extract<AccountSet, { of: Kind }>, calendar: CalendarOptions) => readonly string[],
): AccountSetReader {
  return { of, find: (context, set, calendar) => find(context, set as Extract<AccountSet, { of: Kind }>, calendar) };
}

/** A heavy read: runs in a reader thread, found there by its name. Input and output must be structured-cloneable. */
export type Read<Input, Output> = {
  readonly name: string;
  readonly needsEvents: boolean;
  /** Passes in which other threads can help. */
  readonly passes?: readonly AnySharedPass[];
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
  passes: readonly AnySharedPass[] = [],
): Read<Input, Output> {
  return {
    name,
    needsEvents: true,
    passes,
    run: (context, input) =>
      inOneSnapshot(context.database, () => {
        context.checkState?.();
        return run(context, input);
      }),
  };
}
