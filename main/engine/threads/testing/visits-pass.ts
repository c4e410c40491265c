import type { SharedPass } from '../shared-pass.ts';

/** Tells which accounts were visited, and by whom. */
export type Visits = { readonly by: string; readonly accounts: readonly number[] };
export type AskedVisits = {
  /** The one that fails at its second stretch. */
  readonly failing: string;
};

/** @param pause milliseconds for each stretch, so that others come to their turn */
export function visitsPass(by: string, pause: number): SharedPass<AskedVisits, Visits> {
  return {
    name: 'visits',
    begin(_columns, { failing }, shouldStop) {
      const accounts: number[] = [];
      let stretches = 0;
      return {
        read(from, to) {
          if (by === failing && ++stretches > 1) throw new Error(`${by} failed.`);
          if (shouldStop()) throw new Error('This was stopped.');
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
          for (let account = from; account < to; account++) accounts.push(account);
        },
        part: () => ({ by, accounts }),
      };
    },
  };
}
