import { firstRowAt } from '../../events/index.ts';
import { mostRatio, placeOf } from './catalogue.ts';
import type { FeatureSources } from './sources.ts';

const daySeconds = 86_400;
const windowDays = 364;
/** People are looked at over five months before the last 28 days. */
const peopleDays = 182;
/** The long-run level ends here, so that a slow decline does not hide in what it is compared with. */
const longFrom = 84;
/** Fewer days than this say nothing about a usual rate. */
const leastDaysBefore = 14;
const userProperties = ['contact_id', 'user_id', 'user', 'distinct_id'];
const apiName = /api|webhook/i;
const exportName = /export|download|descarg/i;

const at = {
  days7: placeOf('active_days_7'),
  days28: placeOf('active_days_28'),
  days84: placeOf('active_days_84'),
  events28: placeOf('events_28'),
  features28: placeOf('features_28'),
  weeks12: placeOf('active_weeks_12'),
  gap84: placeOf('longest_gap_84'),
  since: placeOf('days_since_event'),
  daysRatio: placeOf('active_days_ratio'),
  ratio: placeOf('events_ratio'),
  long: placeOf('events_ratio_long'),
  ratio7: placeOf('events_ratio_7'),
  featuresChange: placeOf('features_change'),
  api: placeOf('api_share_28'),
  exports: placeOf('export_share_84'),
  users: placeOf('active_users_28'),
  usersRatio: placeOf('users_ratio'),
  mainSilent: placeOf('main_user_silent_days'),
  silentShare: placeOf('silent_users_share'),
  daysBefore: placeOf('active_days_before_28'),
  eventsBefore: placeOf('events_before_28'),
  featuresBefore: placeOf('features_before_28'),
  usersBefore: placeOf('users_before_28'),
  usersNow: placeOf('users_now_28'),
};

/** Writes the features of one account's events as of an instant into `row`, which is filled with NaN. */
export type UsageComputer = (account: number, instant: number, row: Float64Array) => void;

/**
 * One pass over the account's last year, found by binary search; nothing after the instant is looked at.
 * Holds scratch memory, so that computing a row allocates nothing.
 */
export function createUsageComputer({ events, eventAccount }: FeatureSources): UsageComputer {
  const { seconds, name, offsets, names } = events;
  const property = (keys: readonly string[]) =>
    events.properties.find((candidate) => keys.includes(candidate.key)) ?? null;
  const namings = userProperties.flatMap((key) => {
    const found = property([key]);
    return found ? [{ codes: found.codes, size: found.values.length, since: firstUse(found.codes, seconds) }] : [];
  });
  const platform = property(['platform']);
  const isApiPlatform = Uint8Array.from(platform ? ['', ...platform.values] : [], (value) =>
    apiName.test(value) ? 1 : 0,
  );
  const isApi = Uint8Array.from(names, (text) => (apiName.test(text) ? 1 : 0));
  const isExport = Uint8Array.from(names, (text) => (exportName.test(text) ? 1 : 0));
  const countOfDay = new Int32Array(windowDays);
  const nameSeen = new Uint8Array(names.length);
  const userPlaces = new Int32Array(namings.reduce((most, { size }) => Math.max(most, size), 0) + 1).fill(-1);
  let usersMet: number[] = [];
  let userLast: number[] = [];
  let userNow: number[] = [];
  let userMonthBefore: number[] = [];
  let userBefore: number[] = [];
  let userLong: number[] = [];

  function meetUser(code: number, second: number, age: number): void {
    let place = userPlaces[code]!;
    if (place < 0) {
      place = usersMet.length;
      userPlaces[code] = place;
      usersMet.push(code);
      for (const list of [userLast, userNow, userMonthBefore, userBefore, userLong]) list.push(0);
    }
    userLast[place] = second;
    if (age < 28) userNow[place]!++;
    else {
      userLong[place]!++;
      if (age < 56) userMonthBefore[place]!++;
      if (age < 112) userBefore[place]!++;
    }
  }

  function writeUsers(instant: number, row: Float64Array): void {
    let now = 0,
      before = 0,
      silent = 0,
      earlier = 0,
      most = 0,
      mainLast = NaN;
    for (let place = 0; place < usersMet.length; place++) {
      if (userNow[place]! > 0) now++;
      if (userMonthBefore[place]! > 0) before++;
      earlier += userBefore[place]!;
      if (userNow[place] === 0) silent += userBefore[place]!;
      if (userLong[place]! > most) {
        most = userLong[place]!;
        mainLast = userLast[place]!;
      }
      userPlaces[usersMet[place]!] = -1;
    }
    usersMet = [];
    userLast = [];
    userNow = [];
    userMonthBefore = [];
    userBefore = [];
    userLong = [];
    row[at.users] = row[at.usersNow] = now;
    row[at.usersBefore] = before;
    if (before > 0) row[at.usersRatio] = Math.min(mostRatio, now / before);
    if (earlier > 0) row[at.silentShare] = silent / earlier;
    if (most > 0) row[at.mainSilent] = Math.floor((instant - mainLast) / daySeconds);
  }

  return (account, instant, row) => {
    if (events.minSeconds === null || events.minSeconds > instant) return;
    const place = eventAccount[account]!;
    const first = place < 0 ? 0 : offsets[place]!;
    const end = place < 0 ? 0 : firstRowAt(seconds, first, offsets[place + 1]!, instant + 1);
    const from = place < 0 ? 0 : firstRowAt(seconds, first, end, Math.max(0, instant - windowDays * daySeconds + 1));
    countOfDay.fill(0);
    nameSeen.fill(0);
    // Whether events name people at all is known from the first one that does.
    const users = namings.find(({ since }) => since <= instant);
    let api = 0,
      exports = 0,
      now = 0,
      quarter = 0;
    for (let index = from; index < end; index++) {
      const age = Math.floor((instant - seconds[index]!) / daySeconds);
      const code = name[index]!;
      countOfDay[age]!++;
      if (users) {
        const user = users.codes[index]!;
        if (user !== 0 && age < peopleDays) meetUser(user, seconds[index]!, age);
      }
      if (age >= 84) continue;
      quarter++;
      exports += isExport[code]!;
      if (age >= 56) continue;
      nameSeen[code]! |= age < 28 ? 1 : 2;
      if (age >= 28) continue;
      now++;
      if (isApi[code] === 1 || (platform && isApiPlatform[platform.codes[index]!] === 1)) api++;
    }
    writeDays(countOfDay, row);
    let namesNow = 0,
      namesBefore = 0;
    for (let code = 0; code < nameSeen.length; code++) {
      namesNow += nameSeen[code]! & 1;
      namesBefore += nameSeen[code]! >> 1;
    }
    row[at.features28] = namesNow;
    if (users) writeUsers(instant, row);
    if (now > 0) row[at.api] = api / now;
    if (quarter > 0) row[at.exports] = exports / quarter;
    if (end === first) return;
    row[at.since] = Math.floor((instant - seconds[end - 1]!) / daySeconds);
    const age = Math.floor((instant - seconds[first]!) / daySeconds) + 1;
    if (age >= 56) {
      row[at.featuresBefore] = namesBefore;
      row[at.featuresChange] = namesNow - namesBefore;
    }
    writeRatios(countOfDay, age, row);
  };
}

function firstUse(codes: ArrayLike<number>, seconds: Uint32Array): number {
  let first = Infinity;
  for (let index = 0; index < seconds.length; index++)
    if (codes[index] !== 0 && seconds[index]! < first) first = seconds[index]!;
  return first;
}

function writeDays(countOfDay: Int32Array, row: Float64Array): void {
  let days7 = 0,
    days28 = 0,
    days84 = 0,
    weeks = 0,
    gap = 0,
    longest = 0,
    events = 0,
    before = 0;
  for (let week = 0; week < 12; week++) {
    let active = 0;
    for (let age = week * 7; age < week * 7 + 7; age++) {
      if (countOfDay[age] === 0) {
        longest = Math.max(longest, ++gap);
        continue;
      }
      gap = 0;
      active = 1;
      days84++;
      if (age < 7) days7++;
      if (age < 28) days28++;
      else if (age < 56) before++;
      if (age < 28) events += countOfDay[age]!;
    }
    weeks += active;
  }
  row[at.days7] = days7;
  row[at.days28] = days28;
  row[at.days84] = days84;
  row[at.daysBefore] = before;
  row[at.events28] = events;
  row[at.weeks12] = weeks;
  row[at.gap84] = longest;
}

/** Rates of the last days against those before, for as long before as the account has been there. */
function writeRatios(countOfDay: Int32Array, age: number, row: Float64Array): void {
  const sum = (from: number, to: number, days = false): number => {
    let total = 0;
    for (let day = from; day < to; day++) total += days ? Math.min(1, countOfDay[day]!) : countOfDay[day]!;
    return total;
  };
  const span = Math.min(84, age - 28);
  if (span >= leastDaysBefore) {
    const before = sum(28, 112) / span;
    const daysBefore = sum(28, 112, true) / span;
    row[at.eventsBefore] = before * 28;
    if (before > 0) row[at.ratio] = Math.min(mostRatio, sum(0, 28) / 28 / before);
    if (daysBefore > 0) row[at.daysRatio] = Math.min(mostRatio, sum(0, 28, true) / 28 / daysBefore);
  }
  const year = Math.min(windowDays, age) - longFrom;
  if (year >= 2 * leastDaysBefore) {
    const before = sum(longFrom, windowDays) / year;
    if (before > 0) row[at.long] = Math.min(mostRatio, sum(0, 28) / 28 / before);
  }
  const month = Math.min(28, age - 7);
  const monthBefore = sum(7, 35);
  if (month >= leastDaysBefore && monthBefore > 0)
    row[at.ratio7] = Math.min(mostRatio, sum(0, 7) / 7 / (monthBefore / month));
}
