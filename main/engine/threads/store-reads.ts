import { dataVersion, withoutCache, inOneSnapshot } from '../db/index.ts';
import { fillStore, planStore, sortStore } from '../events/index.ts';
import type { EventColumns, StoreLoad, StoreState } from '../events/index.ts';
import { defineRead } from './reads.ts';

/** What the columns are of that the threads have, and the data version at which they are to be kept. */
export type StorePlanInput = { readonly kept: StoreState | null };
/** `load` is null where the columns that are kept are those of this version too. */
export type StorePlan = { readonly version: number; readonly load: StoreLoad | null };

/** The reads by which reader threads bring the event store into memory together. */
export function storeReads(kept: () => EventColumns | null) {
  return [
    defineRead(planRead, ({ database }, { kept: state }: StorePlanInput): StorePlan =>
      inOneSnapshot(database, () => {
        const columns = kept();
        const known = state === null || columns === null ? null : { ...state, columns };
        return { version: dataVersion(database), load: planStore(database, known) };
      }),
    ),
    defineRead(fillRead, ({ database, shouldStop }, load: StoreLoad) => {
      withoutCache(database, () => fillStore(database, load, kept(), shouldStop));
    }),
    defineRead(sortRead, ({ shouldStop }, load: StoreLoad) => sortStore(load, shouldStop)),
  ];
}

export const planRead = 'store.plan';
export const fillRead = 'store.fill';
export const sortRead = 'store.sort';
