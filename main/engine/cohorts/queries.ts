import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { contractsOf } from './contract-terms.ts';
import type { Contract, ContractBook, PaidSubscription } from './contract-terms.ts';

type AllContracts = { readonly accounts: readonly string[]; readonly contracts: readonly (readonly Contract[])[] };

const kept = new WeakMap<ReadableDatabase, { key: string; all: AllContracts }>();

/**
 * Who has paid since when: all subscriptions that are no trials and not free, whatever their currency, begun until a day.
 *
 * @param members only these accounts; null = all
 * @param needsTerm leaves out (and counts) accounts whose first term is not known
 */
export function readContracts(
  database: ReadableDatabase,
  asOfDay: string,
  members: ReadonlySet<string> | null,
  needsTerm: boolean,
): ContractBook {
  const all = allContracts(database, asOfDay);
  const accounts: string[] = [];
  const contracts: (readonly Contract[])[] = [];
  let withoutTerm = 0;
  all.accounts.forEach((id, index) => {
    const own = all.contracts[index]!;
    if (members !== null && !members.has(id)) return;
    if (needsTerm && own[0]?.term === 0) {
      withoutTerm += 1;
      return;
    }
    accounts.push(id);
    contracts.push(own);
  });
  return { accounts, contracts, withoutTerm };
}

/** Read once a data version: questions are asked one after another. */
function allContracts(database: ReadableDatabase, asOfDay: string): AllContracts {
  const key = `${dataVersion(database)} ${asOfDay}`;
  const known = kept.get(database);
  if (known?.key === key) return known.all;
  const rows = database
    .prepare(
      `SELECT account_id AS account, start_day AS start, end_day AS end, term_months AS term FROM subscriptions
       WHERE superseded_by IS NULL AND coalesce(is_trial, 0) = 0 AND coalesce(mrr, 1) > 0 AND start_day <= ?
         AND (end_day IS NULL OR end_day > start_day) AND tick()
       ORDER BY account_id, start_day, subscription_id`,
    )
    .iterate(asOfDay) as Iterable<PaidSubscription>;
  const byAccount = new Map<string, PaidSubscription[]>();
  for (const row of rows) {
    const own = byAccount.get(row.account);
    if (own === undefined) byAccount.set(row.account, [row]);
    else own.push(row);
  }
  // Code units, as everywhere in the event store; the database sorts by bytes.
  const accounts = [...byAccount.keys()].sort();
  const all = { accounts, contracts: accounts.map((id) => contractsOf(byAccount.get(id) ?? [])) };
  kept.set(database, { key, all });
  return all;
}
