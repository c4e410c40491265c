import type { ReadableDatabase } from '../db/index.ts';
import type { AccountLife } from './labels.ts';
import type { LeakageInput } from './leakage.ts';

type Changed = NonNullable<LeakageInput['changedAfterLeaving']>;

/** Features that read a field of the account's own row, which an import may overwrite. */
const fieldOf = { segment: 'segment', account_plan: 'plan' } as const;
type FieldFeature = keyof typeof fieldOf;

/** A version of an account's row: since when it counts (epoch seconds), and its fields. */
export type AccountVersion = {
  readonly account: number;
  readonly known: number;
  readonly values: Readonly<Record<FieldFeature, string | null>>;
};

/** Versions of all accounts, in the order in which they became known. */
export function readAccountVersions(database: ReadableDatabase, accounts: readonly string[]): AccountVersion[] {
  const places = new Map(accounts.map((id, place) => [id, place]));
  const rows = database
    .prepare('SELECT account_id, known_at, segment, plan FROM accounts ORDER BY account_id, known_at, version_id')
    .raw()
    .iterate() as Iterable<[string, number, string | null, string | null]>;
  const versions: AccountVersion[] = [];
  for (const [id, known, segment, plan] of rows) {
    const account = places.get(id);
    if (account !== undefined) versions.push({ account, known, values: { segment, account_plan: plan } });
  }
  return versions;
}

/** From so many leavers whose field changed, and so many times as often as for others, a field follows the outcome. */
const leastChanged = 10;
const leastShare = 0.2;
const timesOthers = 5;

/** Features whose field was changed on or after the day of leaving, for far more of the leavers than of the others at any time. */
export function changedAfterLeaving(versions: readonly AccountVersion[], lives: readonly AccountLife[]): Changed {
  const byAccount = Map.groupBy(versions, ({ account }) => account);
  const found = new Map<FieldFeature, { leavers: number; stayers: number }>();
  for (const feature of Object.keys(fieldOf) as FieldFeature[]) {
    const count = { leavers: 0, changed: 0, stayers: 0, stayersChanged: 0 };
    lives.forEach(({ churns }, account) => {
      const left = churns.at(-1);
      const own = byAccount.get(account) ?? [];
      const changes = own.filter(
        ({ values }, index) => index > 0 && values[feature] !== own[index - 1]!.values[feature],
      );
      if (left === undefined) {
        count.stayers++;
        if (changes.length > 0) count.stayersChanged++;
      } else {
        count.leavers++;
        if (changes.some(({ known }) => known >= left * 86_400)) count.changed++;
      }
    });
    const leavers = count.leavers === 0 ? 0 : count.changed / count.leavers;
    const stayers = count.stayers === 0 ? 0 : count.stayersChanged / count.stayers;
    if (count.changed >= leastChanged && leavers >= leastShare && leavers >= timesOthers * stayers)
      found.set(feature, { leavers, stayers });
  }
  return found;
}
