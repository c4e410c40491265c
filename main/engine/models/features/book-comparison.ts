import { comparedWeeks, mostRatio, placeOf, rowWidth } from './catalogue.ts';

const at = {
  ratio: placeOf('events_ratio'),
  ratioOfBook: placeOf('events_ratio_book'),
  longRatio: placeOf('events_ratio_long'),
  levelOfBook: placeOf('events_level_book'),
  events28: placeOf('events_28'),
  sessions14: placeOf('sessions_14'),
  sessions28: placeOf('sessions_28'),
  sessionsUsual: placeOf('sessions_usual_28'),
  week: placeOf('sessions_week_0'),
  fallEvidence: placeOf('fall_evidence'),
  fallWeeks: placeOf('fall_weeks'),
  before28: placeOf('events_before_28'),
  expected28: placeOf('events_expected_28'),
  surprise: placeOf('usage_surprise'),
  surprise14: placeOf('usage_surprise_14'),
  surpriseLong: placeOf('usage_surprise_long'),
  tickets: placeOf('tickets_90'),
  ticketsBefore: placeOf('tickets_before_year'),
  ticketsSurprise: placeOf('tickets_surprise'),
  plan: placeOf('running_plan'),
  price: placeOf('price_per_seat'),
  priceToUsual: placeOf('price_to_usual'),
};
const leastAccountsForMedian = 10;
const fortnightOfMonth = 0.5;
const weekOfMonth = 0.25;
/** What a fall is looked for as: half of what was to be expected. */
const fallenTo = 0.5;
/** Sessions come in bursts: so many times the variance of a Poisson count. */
const overdispersion = 1.5;

/** Holidays and growth move everybody; what counts is how an account differs from the others at the same time. */
export function compareWithBook(values: Float64Array): void {
  const usual = medianRatio(values, at.ratio, null, 1);
  const usualLevel = medianRatio(values, at.longRatio, null, 1);
  const usual14 = medianRatio(values, at.sessions14, at.sessionsUsual, fortnightOfMonth);
  const usual28 = medianRatio(values, at.sessions28, at.sessionsUsual, 1);
  const usualTickets = usualTicketsOf(values);
  for (let row = 0; row < values.length; row += rowWidth) {
    if (usual !== null) {
      values[row + at.ratioOfBook] = Math.min(mostRatio, values[row + at.ratio]! / usual);
      values[row + at.expected28] = values[row + at.before28]! * usual;
      values[row + at.surprise] = surprise(values[row + at.events28]!, values[row + at.expected28]!);
    }
    if (usualLevel !== null)
      values[row + at.levelOfBook] = Math.min(mostRatio, values[row + at.longRatio]! / usualLevel);
    const sessions = values[row + at.sessionsUsual]!;
    if (usual14 !== null)
      values[row + at.surprise14] = surprise(values[row + at.sessions14]!, sessions * fortnightOfMonth * usual14);
    if (usual28 !== null) values[row + at.surpriseLong] = surprise(values[row + at.sessions28]!, sessions * usual28);
    if (usualTickets !== null) {
      const expected = values[row + at.ticketsBefore]! * usualTickets;
      values[row + at.ticketsSurprise] = surprise(values[row + at.tickets]!, expected);
    }
  }
  findFalls(values);
  comparePrices(values);
}

/** The square root makes a fall from 100 to 64 as surprising as one from 25 to 9 (Anscombe 1948). */
function surprise(now: number, expected: number): number {
  return 2 * (Math.sqrt(now) - Math.sqrt(expected));
}

/**
 * Median of a column, or of its ratio to `share` of another, of the accounts that are not silent: those that have been for
 * months are not what is usual. Null for too few.
 */
function medianRatio(values: Float64Array, column: number, before: number | null, share: number): number | null {
  const known: number[] = [];
  for (let row = 0; row < values.length; row += rowWidth) {
    const ratio = before === null ? values[row + column]! : values[row + column]! / (values[row + before]! * share);
    if (ratio > 0 && ratio < Infinity) known.push(ratio);
  }
  return medianOf(known);
}

function medianOf(known: number[]): number | null {
  if (known.length < leastAccountsForMedian) return null;
  return Float64Array.from(known).sort()[Math.floor(known.length / 2)]!;
}

/** Tickets of all accounts together against what their own past says: most accounts have none, so no median would do. */
function usualTicketsOf(values: Float64Array): number | null {
  let now = 0,
    before = 0;
  for (let row = 0; row < values.length; row += rowWidth) {
    const expected = values[row + at.ticketsBefore]!;
    if (!(expected >= 0)) continue;
    now += values[row + at.tickets]!;
    before += expected;
  }
  return before > 0 ? now / before : null;
}

/** Prices differ by plan; without ten accounts of one there is nothing usual. */
function comparePrices(values: Float64Array): void {
  const prices = new Map<number, number[]>();
  for (let row = 0; row < values.length; row += rowWidth) {
    const price = values[row + at.price]!;
    if (!(price > 0)) continue;
    const plan = values[row + at.plan]!;
    const known = prices.get(plan);
    if (known) known.push(price);
    else prices.set(plan, [price]);
  }
  const usual = new Map([...prices].map(([plan, known]) => [plan, medianOf(known)]));
  for (let row = 0; row < values.length; row += rowWidth) {
    const price = values[row + at.price]!;
    const median = price > 0 ? usual.get(values[row + at.plan]!) : undefined;
    if (median) values[row + at.priceToUsual] = Math.min(mostRatio, price / median);
  }
}

/**
 * Page's cumulative sum backwards in time: over how many of the latest weeks the sessions fit half of the expected number
 * best, against all of it, and by how much (a log likelihood ratio of Poisson counts).
 */
function findFalls(values: Float64Array): void {
  const usual = Array.from({ length: comparedWeeks }, (_, week) => usualWeekOf(values, week));
  for (let row = 0; row < values.length; row += rowWidth) {
    const expected = values[row + at.sessionsUsual]! * weekOfMonth;
    if (!(expected > 0)) continue;
    let evidence = 0,
      strongest = 0,
      weeks = 0;
    for (let week = 0; week < comparedWeeks; week++) {
      const sessions = values[row + at.week + week]!;
      const share = usual[week]!;
      if (share === null || sessions !== sessions) break;
      evidence += ((1 - fallenTo) * expected * share + Math.log(fallenTo) * sessions) / overdispersion;
      if (evidence <= strongest) continue;
      strongest = evidence;
      weeks = week + 1;
    }
    if (usual[0] === null) return;
    values[row + at.fallEvidence] = strongest;
    values[row + at.fallWeeks] = weeks;
  }
}

/** Sessions of a week, of all accounts that came at all lately, against their usual week. */
function usualWeekOf(values: Float64Array, week: number): number | null {
  let sessions = 0,
    expected = 0,
    accounts = 0;
  for (let row = 0; row < values.length; row += rowWidth) {
    const usual = values[row + at.sessionsUsual]! * weekOfMonth;
    if (!(usual > 0) || !(values[row + at.sessions28]! > 0) || !(values[row + at.week + week]! >= 0)) continue;
    sessions += values[row + at.week + week]!;
    expected += usual;
    accounts++;
  }
  return accounts < leastAccountsForMedian || sessions === 0 ? null : sessions / expected;
}
