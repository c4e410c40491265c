import { cancelled } from '../../../../shared/domain/errors.ts';

/** Rows of one table as columns, by account, then by the instant since which they are known. */
export type RowTable<Column extends string = never> = Readonly<Record<Column | 'known', Float64Array>> & {
  /** Rows of account i are [offsets[i], offsets[i + 1]). */
  readonly offsets: Uint32Array;
  /** Since when the book has such rows at all; Infinity where it has none. */
  readonly firstKnown: number;
  /** Earlier versions of these rows, each with until when it counted; null where no row ever changed. */
  readonly past?: PastTable<Column> | null;
};
export type PastTable<Column extends string = never> = Readonly<Record<Column | 'known' | 'until', Float64Array>> & {
  readonly offsets: Uint32Array;
  readonly firstKnown: number;
};

const rowsBetweenStopChecks = 4096;
const firstSize = 1024;

/** @param rows account id, known-at instant, further values; by account (in the order of `placeOf`), then known-at */
export function readTable<Column extends string>(
  rows: Iterable<readonly unknown[]>,
  placeOf: ReadonlyMap<string, number>,
  columns: Readonly<Record<Column, (row: readonly unknown[]) => number>>,
  shouldStop: () => boolean = () => false,
): RowTable<Column> {
  const readers = Object.entries(columns) as [Column, (row: readonly unknown[]) => number][];
  let columnsOfRows = readers.map(() => new Float64Array(firstSize));
  let known = new Float64Array(firstSize);
  let size = 0;
  const offsets = new Uint32Array(placeOf.size + 1);
  let firstKnown = Infinity;
  for (const row of rows) {
    const place = placeOf.get(row[0] as string);
    if (place === undefined) continue;
    if (size % rowsBetweenStopChecks === 0) stopIfAsked(shouldStop);
    if (size === known.length) {
      known = twiceAsLong(known);
      columnsOfRows = columnsOfRows.map(twiceAsLong);
    }
    const instant = row[1] as number;
    known[size] = instant;
    firstKnown = Math.min(firstKnown, instant);
    for (let column = 0; column < readers.length; column++) columnsOfRows[column]![size] = readers[column]![1](row);
    size++;
    offsets[place + 1]!++;
  }
  for (let place = 0; place < placeOf.size; place++) offsets[place + 1]! += offsets[place]!;
  const arrays = Object.fromEntries(readers.map(([name], column) => [name, columnsOfRows[column]!.slice(0, size)]));
  return { ...arrays, known: known.slice(0, size), offsets, firstKnown } as unknown as RowTable<Column>;
}

function twiceAsLong(values: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(values.length * 2);
  longer.set(values);
  return longer;
}

/** Since when there is a promoter score; Infinity where there is none. */
export function promoterSince(surveys: Pick<RowTable<'promoter'>, 'known' | 'promoter'>): number {
  return surveys.known.reduce(
    (first, known, row) => (surveys.promoter[row] === 1 ? Math.min(first, known) : first),
    Infinity,
  );
}

/** First row in [from, to) known after the instant. */
export function firstKnownAfter(known: Float64Array, from: number, to: number, instant: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (known[middle]! <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The account's rows that are known by then: [from, to). */
export function knownRows(
  table: { readonly offsets: Uint32Array; readonly known: Float64Array },
  account: number,
  instant: number,
): [number, number] {
  const from = table.offsets[account]!;
  return [from, firstKnownAfter(table.known, from, table.offsets[account + 1]!, instant)];
}

/** @throws cancelled when somebody asked to stop */
export function stopIfAsked(shouldStop: () => boolean): void {
  if (shouldStop()) throw cancelled('The work');
}
