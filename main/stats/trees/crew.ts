import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { Arena, ArenaPlan } from './arena.ts';
import { openArena } from './arena.ts';
import type { TreeMemory } from './kernels/kernels.ts';
import { control } from './sizes.ts';
import type { Split } from './split.ts';
import type { Task } from './tasks.ts';
import { readResult, runPart } from './tasks.ts';

/** Those who do tasks: this thread, and others where it pays. */
export interface Crew {
  /** Does the first `tasks.length` written tasks; two splits a task, its node's and its sibling's. */
  run(tasks: readonly Task[]): (Split | null)[];
  /** Lets the helpers go. */
  close(): void;
}

/** What a helping thread needs; can be sent by postMessage. */
export interface TreeJob {
  plan: ArenaPlan;
  memory: TreeMemory;
}

/**
 * Threads that can help with a training. The host makes them: `start` hands the job to each helper, numbered from 1, and each
 * calls `helpWithTrees`, which returns when the training is over. A helper that starts late is simply not counted on before
 * it is there. The answer does not depend on how many help.
 */
export interface TreeTeam {
  helpers: number;
  start(job: TreeJob): void;
}

export function soloCrew(arena: Arena): Crew {
  return {
    run: (tasks) => {
      runPart(arena, 0, 0, 1, tasks.length);
      return resultsOf(arena, [0], tasks.length);
    },
    close: () => {},
  };
}

/** Work below so many cells is done sooner alone than told to others. */
const worthSharing = 40_000;
/** Milliseconds after which a helper that does not answer is taken for lost. */
const helperGone = 10_000;
/** So many more batches had to be waited for than not: others have the processors, and this thread goes on alone. */
const tooLate = 20;

export function sharedCrew(arena: Arena, team: TreeTeam): Crew {
  const { control: block, plan } = arena;
  const helpers = Array.from({ length: team.helpers }, (_unused, index) => index + 1);
  const solo = soloCrew(arena);
  const cells = plan.valueBins.reduce((sum, bins) => sum + bins + 1, 0);
  let late = 0;
  team.start({ plan, memory: arena.memory });
  return {
    run: (tasks) => {
      const there = helpers.filter((thread) => Atomics.load(block, control.ready(thread)) === 1);
      const rows = tasks.reduce((sum, task) => sum + task.end - task.start, 0);
      const work = rows * block[control.chosen]! + 2 * tasks.length * cells;
      if (there.length === 0 || work < worthSharing || late > tooLate) return solo.run(tasks);
      const parts = there.length + 1;
      block[control.tasks] = tasks.length;
      block[control.parts] = parts;
      for (const thread of helpers) block[control.part(thread)] = there.indexOf(thread) + 1 || -1;
      const batch = Atomics.add(block, control.batch, 1) + 1;
      Atomics.notify(block, control.batch);
      runPart(arena, 0, 0, parts, tasks.length);
      let isLate = false;
      for (const thread of there) {
        waitFor(
          block,
          control.done(thread),
          (done) => done === batch,
          helperGone,
          () => (isLate = true),
        );
      }
      late = Math.max(0, late + (isLate ? 1 : -1));
      return resultsOf(arena, [0, ...there], tasks.length);
    },
    close: () => {
      Atomics.store(block, control.over, 1);
      Atomics.add(block, control.batch, 1);
      Atomics.notify(block, control.batch);
    },
  };
}

/** Runs in a helping thread until the training is over. */
export function helpWithTrees({ plan, memory }: TreeJob, thread: number): void {
  const arena = openArena(plan, memory);
  const block = arena.control;
  let seen = Atomics.load(block, control.batch);
  Atomics.store(block, control.ready(thread), 1);
  // Over may be said before the first look, and after every batch.
  while (Atomics.load(block, control.over) === 0) {
    const before = seen;
    seen = waitFor(block, control.batch, (batch) => batch !== before, Infinity);
    if (Atomics.load(block, control.over) === 1) return;
    const part = block[control.part(thread)]!;
    // Batches that were given out before this thread was counted on are not its own.
    if (part < 0) continue;
    runPart(arena, thread, part, block[control.parts]!, block[control.tasks]!);
    Atomics.store(block, control.done(thread), seen);
    Atomics.notify(block, control.done(thread));
  }
}

/** Looks often at first, for answers come within microseconds; then sleeps until told. */
const looks = 4000;

function waitFor(
  block: Int32Array,
  place: number,
  isThere: (value: number) => boolean,
  patience: number,
  onSleep?: () => void,
): number {
  for (let look = 0; look < looks; look++) {
    const value = Atomics.load(block, place);
    if (isThere(value)) return value;
  }
  onSleep?.();
  for (;;) {
    const value = Atomics.load(block, place);
    if (isThere(value)) return value;
    if (Atomics.wait(block, place, value, patience) === 'timed-out') {
      throw new HoldfastError('internal', 'A thread that helped with the training stopped answering. Train again.');
    }
  }
}

function resultsOf(arena: Arena, threads: readonly number[], tasks: number): (Split | null)[] {
  return Array.from({ length: 2 * tasks }, (_unused, index) => readResult(arena, threads, index));
}
