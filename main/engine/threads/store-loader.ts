import { finishStore, isFilled, isSorted } from '../events/index.ts';
import type { SharedEventColumns, StoreLoad, StoreState } from '../events/index.ts';
import { fillRead, planRead, sortRead } from './store-reads.ts';
import type { StorePlan, StorePlanInput } from './store-reads.ts';

/** The event store at one data version. */
export type LoadedEvents = { readonly version: number; readonly columns: SharedEventColumns };

/** How the loader puts its questions: to one thread, or to every thread at once. */
export type StoreThreads = {
  askOne(name: string, input: unknown): Promise<unknown>;
  askEach(name: string, input: unknown): Promise<unknown>[];
  /** Every thread has these columns from now on, and none of them those before. */
  give(events: LoadedEvents): void;
};

/**
 * Keeps the event store of the present data version in memory. All threads read it together; what an import added is put to
 * what is there.
 * @param dataVersion the present data version, looked up each time
 */
export function createStoreLoader(threads: StoreThreads, dataVersion: () => number) {
  let loaded: (LoadedEvents & { readonly state: StoreState }) | null = null;
  let loading: Promise<LoadedEvents> | null = null;

  async function load(): Promise<LoadedEvents> {
    const plan = (await threads.askOne(planRead, {
      kept: loaded?.state ?? null,
    } satisfies StorePlanInput)) as StorePlan;
    const columns = plan.load === null ? loaded?.columns : await carryOut(plan.load);
    const state = plan.load ?? loaded?.state;
    if (columns === undefined || state === undefined) throw new Error('There were no columns to keep.');
    loaded = { version: plan.version, columns, state: { segments: state.segments, aliases: state.aliases } };
    threads.give(loaded);
    return loaded;
  }

  async function carryOut(work: StoreLoad): Promise<SharedEventColumns> {
    await doneBySome(threads.askEach(fillRead, work), () => isFilled(work));
    await doneBySome(threads.askEach(sortRead, work), () => isSorted(work));
    return finishStore(work);
  }

  async function loadAgainWhereItChanged(): Promise<LoadedEvents> {
    for (;;) {
      const before = dataVersion();
      try {
        return await load();
      } catch (error) {
        // An import that was undone meanwhile took its segments with it.
        if (dataVersion() === before) throw error;
      }
    }
  }

  return {
    /** @param atLeast a version that must have come, as a reader saw it */
    async events(atLeast = 0): Promise<LoadedEvents> {
      for (;;) {
        const wanted = Math.max(atLeast, dataVersion());
        if (loaded !== null && loaded.version >= atLeast && loaded.version === dataVersion()) return loaded;
        if (loading === null) {
          const own = loadAgainWhereItChanged().finally(() => (loading = null));
          loading = own;
          const events = await own;
          // A commit that is under way can be seen by its writer before any reader sees it.
          if (events.version >= atLeast) return events;
        } else {
          // What is being loaded may have been planned before the change that this one asks for.
          const events = await loading;
          if (events.version >= wanted) return events;
        }
      }
    },
  };
}

/** Resolves once all is done, even where a thread is busy with something else and took no part; rejects where a thread failed. */
function doneBySome(parts: readonly Promise<unknown>[], isDone: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = parts.length;
    for (const part of parts)
      part.then(() => {
        left -= 1;
        if (isDone() || left === 0) resolve();
      }, reject);
  });
}
