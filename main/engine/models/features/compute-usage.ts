import { firstRowAt } from '../../events/index.ts';
import { mostRatio, placeOf } from './catalogue.ts';
import type { FeatureSources } from './sources.ts';
import { windowDays, writeDays, writeRatios, writeSessions } from './usage-days.ts';
import { createPeople, firstUse, namingsOf, peopleDays, sessionPause } from './usage-people.ts';
import { meaningMask } from './wording.ts';

const daySeconds = 86_400;

const at = {
  features28: placeOf('features_28'),
  since: placeOf('days_since_event'),
  featuresChange: placeOf('features_change'),
  lost: placeOf('lost_features_28'),
  api: placeOf('api_share_28'),
  exports: placeOf('export_share_84'),
  exportsChange: placeOf('exports_change'),
  featuresBefore: placeOf('features_before_28'),
  key7: placeOf('key_events_7'),
  key28: placeOf('key_events_28'),
  key84: placeOf('key_events_84'),
  key182: placeOf('key_events_182'),
  keyRatio7: placeOf('key_ratio_7'),
  keyRatio28: placeOf('key_ratio_28'),
  keyRatio84: placeOf('key_ratio_84'),
};

/** Writes the features of one account's events as of an instant into `row`, which is filled with NaN. */
export type UsageComputer = (account: number, instant: number, row: Float64Array) => void;

/**
 * One pass over the account's last year, found by binary search; nothing after the instant is looked at.
 * Holds scratch memory, so that computing a row allocates nothing.
 */
export function createUsageComputer({ events, eventAccount }: FeatureSources): UsageComputer {
  const { seconds, name, offsets, names } = events;
  const { namings, mostUsers } = namingsOf(events);
  const platform = events.properties.find(({ key }) => key === 'platform') ?? null;
  const isApiPlatform = meaningMask('api', platform ? ['', ...platform.values] : []);
  const isApi = meaningMask('api', names);
  const isExport = meaningMask('exporting', names);
  const isKey = meaningMask('passive', names).map((passive) => 1 - passive);
  const keySince = isKey.includes(1) ? firstUse(name, seconds, isKey) : Infinity;
  const people = createPeople(mostUsers);
  const countOfDay = new Int32Array(windowDays);
  const sessionsOfDay = new Int32Array(windowDays);
  // Of each name, whether it was met in the last 28 days (1), in the 28 before (2), in the 84 before (4).
  const nameSeen = new Uint8Array(names.length);

  return (account, instant, row) => {
    if (events.minSeconds === null || events.minSeconds > instant) return;
    const place = eventAccount[account]!;
    const first = place < 0 ? 0 : offsets[place]!;
    const end = place < 0 ? 0 : firstRowAt(seconds, first, offsets[place + 1]!, instant + 1);
    const from = place < 0 ? 0 : firstRowAt(seconds, first, end, Math.max(0, instant - windowDays * daySeconds + 1));
    countOfDay.fill(0);
    sessionsOfDay.fill(0);
    nameSeen.fill(0);
    // Whether events name people at all is known from the first one that does.
    const users = namings.find(({ since }) => since <= instant);
    let lastNameless = -Infinity,
      api = 0,
      exports28 = 0,
      exports84 = 0,
      exportsBefore = 0,
      now = 0,
      quarter = 0,
      before = 0,
      key7 = 0,
      key28 = 0,
      key84 = 0,
      key182 = 0;
    for (let index = from; index < end; index++) {
      const second = seconds[index]!;
      const age = Math.floor((instant - second) / daySeconds);
      countOfDay[age]!++;
      const user = users ? users.codes[index]! : 0;
      const begins = user === 0 ? second - lastNameless > sessionPause : people.meet(user, second, age);
      if (user === 0) lastNameless = second;
      if (begins) sessionsOfDay[age]!++;
      if (age >= peopleDays) continue;
      const code = name[index]!;
      const isDoing = isKey[code]!;
      key182 += isDoing;
      if (age >= 112) continue;
      const exported = isExport[code]!;
      if (age < 84) {
        quarter++;
        exports84 += exported;
        key84 += isDoing;
      }
      if (age >= 28) {
        before++;
        exportsBefore += exported;
        nameSeen[code]! |= age < 56 ? 6 : 4;
        continue;
      }
      nameSeen[code]! |= 1;
      now++;
      exports28 += exported;
      key28 += isDoing;
      if (age < 7) key7 += isDoing;
      if (isApi[code] === 1 || (platform && isApiPlatform[platform.codes[index]!] === 1)) api++;
    }
    writeDays(countOfDay, row);
    let namesNow = 0,
      namesBefore = 0,
      lost = 0;
    for (let code = 0; code < nameSeen.length; code++) {
      const seen = nameSeen[code]!;
      namesNow += seen & 1;
      namesBefore += (seen >> 1) & 1;
      if (seen === 4 || seen === 6) lost++;
    }
    row[at.features28] = namesNow;
    if (now > 0) row[at.api] = api / now;
    if (quarter > 0) row[at.exports] = exports84 / quarter;
    if (now > 0 && before > 0) row[at.exportsChange] = exports28 / now - exportsBefore / before;
    const age = end === first ? 0 : Math.floor((instant - seconds[first]!) / daySeconds) + 1;
    if (users) people.write(instant, age, row);
    if (keySince <= instant) {
      row[at.key7] = key7;
      row[at.key28] = key28;
      row[at.key84] = key84;
      row[at.key182] = key182;
      row[at.keyRatio7] = againstBefore(key7, 7, key28, 28, age);
      row[at.keyRatio28] = againstBefore(key28, 28, key84, 84, age);
      row[at.keyRatio84] = againstBefore(key84, 84, key182, peopleDays, age);
    }
    if (age === 0) return;
    row[at.since] = Math.floor((instant - seconds[end - 1]!) / daySeconds);
    if (age >= 56) {
      row[at.featuresBefore] = namesBefore;
      row[at.featuresChange] = namesNow - namesBefore;
      row[at.lost] = lost;
    }
    writeRatios(countOfDay, age, row);
    writeSessions(sessionsOfDay, age, row);
  };
}

/** Rate of the last days against that of the rest of the longer span, as far as the account was there; else NaN. */
function againstBefore(few: number, fewDays: number, many: number, manyDays: number, age: number): number {
  const days = Math.min(manyDays, age) - fewDays;
  if (days < fewDays || many === few) return NaN;
  return Math.min(mostRatio, few / fewDays / ((many - few) / days));
}
