/**
 * Some sources name the last day of a subscription as its end, others the first day after it. Where the account's next
 * paid subscription begins on the day after an end, and none on the day itself, that end is taken for a last day, so that
 * no renewal looks like a day without revenue. The rule stands here twice, for columns and for rows of the database.
 */

/**
 * @param start days since 1970-01-01 on which the subscriptions begin; those of one account stand at [first, last)
 * @param end the first day without each; moved by a day where the rule says so
 */
export function closeOneDayGaps(start: Int32Array, end: Int32Array, first: number, last: number): void {
  if (last - first < 2) return;
  const starts = new Set(start.subarray(first, last));
  for (let row = first; row < last; row++) {
    const day = end[row]!;
    if (!starts.has(day) && starts.has(day + 1)) end[row] = day + 1;
  }
}

/**
 * A condition that holds where a paid subscription that has begun still runs on a day.
 *
 * @param row name of a table with `account_id`, `start_day` and `end_day`
 * @param day an SQL expression for the day, e.g. `:asOf`
 */
export function runsOnSql(row: string, day: string): string {
  const begins = (on: string): string =>
    `EXISTS (SELECT 1 FROM subscriptions AS next WHERE next.superseded_by IS NULL AND next.account_id = ${row}.account_id
      AND next.start_day = ${on} AND coalesce(next.is_trial, 0) = 0 AND next.mrr > 0
      AND (next.end_day IS NULL OR next.end_day > next.start_day))`;
  return `(${row}.end_day IS NULL OR ${row}.end_day > ${day} OR (${row}.end_day = ${day} AND ${row}.start_day < ${day}
    AND ${begins(`date(${day}, '+1 day')`)} AND NOT ${begins(day)}))`;
}
