import type { AssignmentRule } from '../../../shared/contract/index.ts';

/** An account to whose task somebody is to be found. */
export type Assigned = { readonly owner: string | null; readonly segment: string | null };

/** What is known of people's work when tasks are given out. */
export type Workload = {
  /** Open tasks of each person; who is missing has none. */
  readonly open: ReadonlyMap<string, number>;
  /** Who got the last task by turns, so that the next turn is the next person's. */
  readonly last: string | null;
};

/**
 * Who gets the task of each account, in their order; null where the rule finds nobody.
 * - round-robin goes on after whoever was last, whatever the accounts are;
 * - load gives each task to whoever has the fewest open ones, those given here counted; of equals, the first of the list;
 * - segment does the same among the people of the account's segment.
 */
export function assign(
  { way, people, segments, otherwise }: AssignmentRule,
  accounts: readonly (Assigned | null)[],
  { open, last }: Workload,
): (string | null)[] {
  const load = new Map(open);
  const ofSegment = new Map(segments.map(({ segment, people: those }) => [segment, those]));
  let turn = last === null ? 0 : people.indexOf(last) + 1;

  const leastBusy = (among: readonly string[]): string | null =>
    among.reduce<string | null>(
      (best, person) => (best === null || (load.get(person) ?? 0) < (load.get(best) ?? 0) ? person : best),
      null,
    );
  const choose = (account: Assigned | null): string | null => {
    if (way === 'owner') return account?.owner ?? null;
    if (way === 'load') return leastBusy(people);
    if (way === 'segment') return leastBusy(ofSegment.get(account?.segment ?? '') ?? []);
    if (way === 'nobody' || people.length === 0) return null;
    return people[turn++ % people.length] ?? null;
  };
  return accounts.map((account) => {
    const person = choose(account) ?? (way === 'nobody' ? null : otherwise);
    if (person !== null) load.set(person, (load.get(person) ?? 0) + 1);
    return person;
  });
}
