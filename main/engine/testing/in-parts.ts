import type { EventColumns } from '../events/index.ts';
import type { SharedPass } from '../threads/index.ts';

/**
 * Does a pass as several threads would, whatever the number of events.
 *
 * @param whose whose[i] = the thread that reads account i; accounts without one are read by the first
 * @returns a part for each thread that read anything
 */
export function readInParts<Input, Part>(
  pass: SharedPass<Input, Part>,
  columns: EventColumns,
  input: Input,
  whose: readonly number[],
): Part[] {
  const works = new Map<number, ReturnType<typeof pass.begin>>();
  for (let account = 0; account + 1 < columns.offsets.length; account++) {
    const thread = whose[account] ?? 0;
    let work = works.get(thread);
    // What is told to another thread is copied on its way, and so is what it answers.
    if (work === undefined) works.set(thread, (work = pass.begin(columns, structuredClone(input), () => false)));
    work.read(account, account + 1);
  }
  return [...works.values()].map((work) => structuredClone(work.part()));
}
