import type { ReadableDatabase } from '../../db/index.ts';

/** A version of a row that another one took the place of. */
export type PastVersion = {
  readonly import: number;
  readonly followedBy: number;
  /** Epoch seconds. */ readonly known: number;
};

/**
 * Until when each version of one row counts, in epoch seconds: until the first of those that came after it became known. A
 * version that was corrected by one which counts from as early is never seen (its end is not after its beginning).
 * @param current the import and the known-at of the version that counts now
 */
export function endsOfVersions(
  versions: readonly PastVersion[],
  current: { readonly import: number; readonly known: number },
): number[] {
  const byImport = new Map(versions.map((version) => [version.import, version]));
  return versions.map((version) => {
    let end = current.known;
    let next = byImport.get(version.followedBy);
    for (let step = 0; next && step < versions.length; step++) {
      end = Math.min(end, next.known);
      next = byImport.get(next.followedBy);
    }
    return end;
  });
}

const keys = {
  accounts: 'account_id',
  subscriptions: 'subscription_id',
  invoices: 'invoice_id',
  tickets: 'ticket_id',
  interactions: 'interaction_id',
  surveys: 'response_id',
  signals: 'signal_id',
  churn_events: 'churn_event_id',
} as const;

export type VersionedTable = keyof typeof keys;

/** Earlier versions that counted for some time: account, known-at, the selected columns, and until when, in epoch seconds. */
export function pastRows(
  database: ReadableDatabase,
  table: VersionedTable,
  selected: string,
  places: ReadonlyMap<string, number>,
): (readonly unknown[])[] {
  const key = keys[table];
  const columns = ['account_id', 'known_at', ...selected.split(', ')].map((name) => `past.${name}`).join(', ');
  const rows = database
    .prepare(
      `SELECT past.${key}, past.import_id, past.superseded_by, now.import_id, now.known_at, ${columns}
       FROM ${table} AS past CROSS JOIN ${table} AS now ON now.${key} = past.${key} AND now.superseded_by IS NULL
       WHERE past.superseded_by IS NOT NULL ORDER BY past.${key}, past.version_id`,
    )
    .raw()
    .iterate() as Iterable<readonly unknown[]>;
  const found: (readonly unknown[])[] = [];
  let group: (readonly unknown[])[] = [];
  const settle = (): void => {
    const first = group[0];
    if (!first) return;
    const versions = group.map((row) => ({
      import: row[1] as number,
      followedBy: row[2] as number,
      known: row[6] as number,
    }));
    const ends = endsOfVersions(versions, { import: first[3] as number, known: first[4] as number });
    group.forEach((row, index) => {
      if ((row[6] as number) < ends[index]!) found.push([...row.slice(5), ends[index]]);
    });
    group = [];
  };
  for (const row of rows) {
    if (group.length > 0 && group[0]![0] !== row[0]) settle();
    group.push(row);
  }
  settle();
  const placeOf = (row: readonly unknown[]): number => places.get(row[0] as string) ?? -1;
  return found.sort((a, b) => placeOf(a) - placeOf(b) || (a[1] as number) - (b[1] as number));
}
