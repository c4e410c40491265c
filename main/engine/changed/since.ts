import type { HomeAnswer, HomeSince } from '../../../shared/contract/index.ts';
import { addDays, dayOfSeconds, instantOfSeconds, secondsOfDay } from '../../../shared/domain/time.ts';

/** A stretch of time in which somebody came to home again and again. Instants in epoch seconds. */
export type Sitting = {
  readonly id: number;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly isClosed: boolean;
  /** The last day of the data that was on the screen, and the day of its scores. */
  readonly dataDay: string;
  readonly scoreDay: string | null;
};

/** Who looks again within this time still sits there: coming back from an account must not empty the list. */
export const sittingEnds = 4 * 3600;
/** What a first visit is told of. */
const firstDays = 30;

export const isSitting = (sitting: Sitting | undefined, now: number): sitting is Sitting =>
  sitting !== undefined && !sitting.isClosed && now - sitting.lastAt <= sittingEnds;

/** The last visit: the latest sitting that is over. @param sittings the newest first */
export function lastVisit(sittings: readonly Sitting[], now: number): Sitting | null {
  let until = now;
  for (const sitting of sittings) {
    if (!isSitting(sitting, until)) return sitting;
    // One that was closed and taken back goes on in the next.
    until = sitting.startedAt;
  }
  return null;
}

/** From when on something is new. */
export type Since = {
  readonly told: HomeAnswer['since'];
  /** What happened after this day of the data. */
  readonly from: string;
  /** What came into the workspace after this instant, epoch seconds, however late, … */
  readonly cameAfter: number;
  /** … where it happened after this day: a file of years ago is no news. */
  readonly lateFrom: string;
  /** The scores that were known then; null: those of `from`. */
  readonly scoreDay: string | null;
};

const lateDays = 30;

/** @param asOf the last day of the data; @param now epoch seconds */
export function sinceWhen(asked: HomeSince, visit: Sitting | null, asOf: string, now: number): Since {
  if (asked.of === 'visit' && visit !== null) {
    const from = visit.dataDay < asOf ? visit.dataDay : asOf;
    return {
      told: { of: 'visit', at: instantOfSeconds(visit.lastAt), from },
      from,
      cameAfter: visit.lastAt,
      lateFrom: addDays(from, -lateDays),
      scoreDay: visit.scoreDay,
    };
  }
  const from =
    asked.of === 'day'
      ? asked.day < asOf
        ? asked.day
        : asOf
      : addDays(asOf, -(asked.of === 'days' ? asked.days : firstDays));
  const of = asked.of === 'visit' ? 'first-visit' : asked.of;
  // How long ago that is on the clock counts for imports, which have no day of the data.
  const today = dayOfSeconds(now);
  const cameAfter = secondsOfDay(
    asked.of === 'day' ? addDays(asked.day, 1) : addDays(today, -(asked.of === 'days' ? asked.days : firstDays)),
  );
  return { told: { of, at: null, from }, from, cameAfter, lateFrom: from, scoreDay: null };
}

/** The run that the present one is held against: the last that was there then, or else the first after. Null where it was there already. */
export function runBefore<Run extends { readonly asOf: string }>(
  runs: readonly Run[],
  current: string,
  { from, scoreDay, told }: Pick<Since, 'from' | 'scoreDay' | 'told'>,
): Run | null {
  const then = told.of === 'visit' ? (scoreDay ?? from) : from;
  if (told.of === 'visit' && scoreDay !== null && scoreDay >= current) return null;
  const earlier = runs.filter(({ asOf }) => asOf < current).sort((a, b) => (a.asOf < b.asOf ? -1 : 1));
  return earlier.findLast(({ asOf }) => asOf <= then) ?? earlier[0] ?? null;
}
