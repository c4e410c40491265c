// Days count from 1970-01-01 in no zone: subscriptions have days, not instants. By whole numbers alone, because a book
// has a term end for every month of every monthly contract, and a `Date` for each would take most of an answer's time.

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
/** Leap days before 1 January of a year, counted from the year 0. */
const leapDays = (year: number): number =>
  Math.floor((year + 3) / 4) - Math.floor((year + 99) / 100) + Math.floor((year + 399) / 400);
const leapDaysTo1970 = leapDays(1970);
const firstDayOfYear = (year: number): number => (year - 1970) * 365 + leapDays(year) - leapDaysTo1970;
const firstDayOf = (year: number, month: number): number =>
  firstDayOfYear(year) + daysBefore[month]! + (month > 1 && isLeap(year) ? 1 : 0);
const lengthOf = (year: number, month: number): number =>
  month === 1 && isLeap(year) ? 29 : daysBefore[month + 1]! - daysBefore[month]!;

/** The same day of a later (or earlier) month, the last one of a month that is shorter. */
export function addMonths(day: number, months: number): number {
  let year = 1970 + Math.floor(day / 365.2425);
  if (day >= firstDayOfYear(year + 1)) year += 1;
  else if (day < firstDayOfYear(year)) year -= 1;
  let month = Math.min(11, Math.floor((day - firstDayOfYear(year)) / 29));
  while (day < firstDayOf(year, month)) month -= 1;
  const dayOfMonth = day - firstDayOf(year, month);
  const target = year * 12 + month + months;
  const targetYear = Math.floor(target / 12);
  const targetMonth = target - targetYear * 12;
  return firstDayOf(targetYear, targetMonth) + Math.min(dayOfMonth, lengthOf(targetYear, targetMonth) - 1);
}
