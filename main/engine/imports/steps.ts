import type Database from 'better-sqlite3';

const numbersAStep = 20_000;

/**
 * Goes over the numbers that rows have, so many at a time, so that a large statement can be left between its parts.
 * @param span a query that gives the least and the greatest number, nulls where there is no row
 * @returns pairs: after this number, up to that one
 */
export function* stepsOf(
  database: Database.Database,
  span: string,
  ...parameters: unknown[]
): Generator<[number, number]> {
  const [least, greatest] = database
    .prepare(span)
    .raw()
    .get(...parameters) as [number | null, number | null];
  if (least === null || greatest === null) return;
  for (let after = least - 1; after < greatest; after += numbersAStep) yield [after, after + numbersAStep];
}
