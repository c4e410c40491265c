import type { RevenueBook } from '../recurring-revenue/index.ts';

/** Who is counted: accounts, or all accounts under one topmost parent as one. */
export interface Customers {
  /** Ids of the accounts, or of the topmost parents, ascending; those may have no revenue of their own. */
  readonly ids: readonly string[];
  /** Positions in the book of the accounts of customer i: members[offsets[i] … offsets[i + 1]). */
  readonly offsets: Uint32Array;
  readonly members: Uint32Array;
}

/**
 * @param parents account id → id of its parent, as stored; chains are followed to their end
 * @param among only these accounts; null = all
 */
export function customersOf(
  book: RevenueBook,
  asOf: number,
  parents: ReadonlyMap<string, string> | null,
  among: ReadonlySet<string> | null,
): Customers {
  const byCustomer = new Map<string, number[]>();
  for (let account = 0; account < book.accounts.length; account++) {
    const id = book.accounts[account]!;
    // What begins after the as-of day is not known yet.
    if (book.start[book.offsets[account]!]! > asOf || among?.has(id) === false) continue;
    const customer = parents === null ? id : topmost(id, parents);
    const members = byCustomer.get(customer);
    if (members === undefined) byCustomer.set(customer, [account]);
    else members.push(account);
  }
  const ids = [...byCustomer.keys()].sort();
  const offsets = new Uint32Array(ids.length + 1);
  const members: number[] = [];
  ids.forEach((id, customer) => {
    for (const account of byCustomer.get(id)!) members.push(account);
    offsets[customer + 1] = members.length;
  });
  return { ids, offsets, members: Uint32Array.from(members) };
}

/** Accounts that are each other's parents count together, under the first of their ids. */
function topmost(id: string, parents: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let current = id;
  for (;;) {
    const parent = parents.get(current);
    if (parent === undefined || parent === '' || parent === current) return current;
    if (seen.has(current)) return firstOfCircle(current, parents);
    seen.add(current);
    current = parent;
  }
}

function firstOfCircle(member: string, parents: ReadonlyMap<string, string>): string {
  let first = member;
  for (let next = parents.get(member)!; next !== member; next = parents.get(next)!) {
    if (next < first) first = next;
  }
  return first;
}
