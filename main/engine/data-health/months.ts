/** The most months that coverage over time goes back. */
const mostMonths = 36;

/** Months since 1970-01 (UTC) of an instant in epoch seconds. */
export function monthOfSeconds(seconds: number): number {
  const date = new Date(seconds * 1000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** Months since 1970-01 of `2026-03` or `2026-03-31`. */
export function monthOfText(text: string): number {
  return (Number(text.slice(0, 4)) - 1970) * 12 + Number(text.slice(5, 7)) - 1;
}

/** `2026-03` */
export function monthLabel(month: number): string {
  return `${String(1970 + Math.floor(month / 12)).padStart(4, '0')}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}`;
}

/** First second of a month. */
export function monthStart(month: number): number {
  return Date.UTC(1970, month, 1) / 1000;
}

/**
 * The months that are shown: from the first with data to the later of the data's end and the table's own, without gaps,
 * at most the last 36; null where there is nothing to show.
 */
export function monthRange(
  firstSeconds: number | null,
  lastSeconds: number | null,
  dataUntil: number | null,
): { readonly first: number; readonly count: number } | null {
  if (firstSeconds === null || lastSeconds === null) return null;
  const last = monthOfSeconds(Math.max(lastSeconds, dataUntil ?? lastSeconds));
  const first = Math.max(monthOfSeconds(firstSeconds), last - mostMonths + 1);
  return { first, count: last - first + 1 };
}
