import type { Freshness } from '../../../shared/contract/index.ts';

/** With fewer days than this, a source has no rhythm to be measured by. */
const leastDays = 4;
/** Only the last year tells how often a source speaks now. */
const daysOfRhythm = 365;
/** One gap in twenty is a holiday or a slow week; the longest of the others is what is usual. */
const usualShare = 0.95;

/**
 * How many days pass between a source's days with rows, as a rule: the 95th percentile of the gaps during its last year.
 * Null where it has too few days to tell.
 * @param days since 1970-01-01, ascending, without repeats
 */
export function usualGap(days: readonly number[]): number | null {
  const last = days.at(-1);
  if (last === undefined) return null;
  const recent = days.filter((day) => day > last - daysOfRhythm);
  if (recent.length < leastDays) return null;
  const gaps = recent
    .slice(1)
    .map((day, place) => day - recent[place]!)
    .sort((a, b) => a - b);
  return gaps[Math.ceil(gaps.length * usualShare) - 1] ?? null;
}

/**
 * Fresh: no further behind the newest of the book than twice its usual gap and a day (at least a week). Ageing: up to six
 * times the gap (at least a month). Stale: beyond. A source without a rhythm of its own is given a month and a quarter.
 */
export function freshnessOf(daysBehind: number, gap: number | null): Freshness {
  const [fresh, ageing] = gap === null ? [31, 92] : [Math.max(7, 2 * gap + 1), Math.max(31, 6 * gap)];
  if (daysBehind <= fresh) return 'fresh';
  return daysBehind <= ageing ? 'ageing' : 'stale';
}

/**
 * The name under which files of one kind count as one source: `usage-2026-01.csv` and `usage-2026-02.csv.gz` are both
 * `usage.csv`. A name of digits only stays as it is.
 */
export function familyOf(file: string): string {
  const base = file.replace(/\.(gz|zip)$/i, '');
  const dot = base.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [base.slice(0, dot), base.slice(dot)] : [base, ''];
  const family = stem.replace(/[\s_.(-]*\d+[\d\s_.)T:-]*/g, ' ').trim();
  return family === '' ? base : `${family}${extension.toLowerCase()}`;
}
