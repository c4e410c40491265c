import { dayNumber, dayOfNumber } from '../../../shared/domain/time.ts';

export const historyDaysBeforeFirst = 90;
const mostSnapshots = 36;
const testSnapshotsWanted = 4;

/** The last instant (epoch seconds) of a day: what was known by then is what a snapshot of the day may use. */
export function endOfDay(day: number): number {
  return (day + 1) * 86_400 - 1;
}

/**
 * Monthly snapshot days (days since 1970-01-01), ascending: back in calendar months from the last day whose horizon is
 * wholly known, as long as 90 days of history lie before.
 * @param first first day of the data
 * @param settled last day until which every account's fate is known
 */
export function snapshotDays(first: number, settled: number, horizonDays: number): number[] {
  const last = settled - horizonDays;
  const anchor = dayOfNumber(last);
  const days: number[] = [];
  for (let back = 0; back < mostSnapshots; back++) {
    const day = monthsBefore(anchor, back);
    if (day < first + historyDaysBeforeFirst) break;
    days.unshift(day);
  }
  return days;
}

function monthsBefore(day: string, months: number): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return dayNumber(new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastDate))).toISOString().slice(0, 10));
}

/** Which snapshots do what. Places in the list of days. */
export type SnapshotPlan = {
  /** May be learned from before the test: their outcome was known when it began. */
  readonly train: readonly number[];
  readonly test: readonly number[];
};

const leastSnapshotsToLearnFrom = 3;

/**
 * Rolling origin: the test is the latest time, and whatever is learned from has its outcome before the test begins (a
 * gap as long as the horizon). Null where there is no time to test on or to learn from.
 */
export function planSnapshots(days: readonly number[], horizonDays: number): SnapshotPlan | null {
  for (let count = Math.min(testSnapshotsWanted, days.length - 1); count >= 1; count--) {
    const firstTest = days.length - count;
    const places = days.map((_, place) => place);
    const train = places.filter((place) => days[place]! + horizonDays <= days[firstTest]!);
    if (train.length >= leastSnapshotsToLearnFrom) return { train, test: places.slice(firstTest) };
  }
  return null;
}

/**
 * The last part of the training time decides when to stop, between candidates, and the calibration. Between it and the
 * fitted part lies the gap too, where enough time is left.
 */
export function calibrationSplit(
  days: readonly number[],
  train: readonly number[],
  horizonDays: number,
): { fit: readonly number[]; calibrate: readonly number[] } {
  const aside = Math.max(1, Math.round(train.length / 4));
  const calibrate = train.slice(-aside);
  const gapped = train.filter((place) => days[place]! + horizonDays <= days[calibrate[0]!]!);
  return { calibrate, fit: gapped.length >= leastSnapshotsToLearnFrom ? gapped : train.slice(0, -aside) };
}
