import type { EventColumns } from '../../events/index.ts';
import { mostRatio, placeOf } from './catalogue.ts';

const daySeconds = 86_400;
/** Half an hour without an event ends a session, as in most analytics. */
export const sessionPause = 1_800;
/** People are looked at over five months before the last 28 days. */
export const peopleDays = 182;
/** Fewer days than this say nothing about a usual rate. */
const leastDaysBefore = 14;
const userProperties = ['contact_id', 'user_id', 'user', 'distinct_id'];

const at = {
  users: placeOf('active_users_28'),
  usersRatio: placeOf('users_ratio'),
  mainSilent: placeOf('main_user_silent_days'),
  mainRatio: placeOf('main_user_ratio'),
  mainShare: placeOf('main_user_share'),
  newUsers: placeOf('new_users_28'),
  silentShare: placeOf('silent_users_share'),
  usersBefore: placeOf('users_before_28'),
  usersNow: placeOf('users_now_28'),
};

type Naming = { readonly codes: ArrayLike<number>; readonly since: number };

/** Properties that may say who did an event, each with the instant of the first event that says so. */
export function namingsOf({ properties, seconds }: EventColumns): { namings: Naming[]; mostUsers: number } {
  const found = userProperties.flatMap((key) => properties.filter((property) => property.key === key));
  return {
    namings: found.map(({ codes }) => ({ codes, since: firstUse(codes, seconds) })),
    mostUsers: found.reduce((most, { values }) => Math.max(most, values.length), 0),
  };
}

/** First instant of an event for which the code (or a flag of it) is not 0; Infinity where there is none. */
export function firstUse(codes: ArrayLike<number>, seconds: Uint32Array, flags: Uint8Array | null = null): number {
  let first = Infinity;
  for (let index = 0; index < seconds.length; index++) {
    const code = codes[index]!;
    if (seconds[index]! < first && (flags === null ? code : flags[code]) !== 0) first = seconds[index]!;
  }
  return first;
}

/**
 * Counts the events of each person of one account, whom `write` turns into features and forgets. The memory is kept for
 * the next account, so that computing a row allocates nothing.
 */
export function createPeople(mostUsers: number) {
  const placeOfCode = new Int32Array(mostUsers + 1).fill(-1);
  let met = 0;
  let codes = new Int32Array(64);
  let last = new Float64Array(64);
  // Four counts a person: the last 28 days, the 28 before, the 84 before, the 154 before.
  let counts = new Int32Array(4 * 64);

  function placeFor(code: number): number {
    if (met === codes.length) {
      codes = grown(codes, Int32Array);
      last = grown(last, Float64Array);
      counts = grown(counts, Int32Array);
    }
    codes[met] = code;
    last[met] = -Infinity;
    counts.fill(0, 4 * met, 4 * met + 4);
    placeOfCode[code] = met;
    return met++;
  }

  return {
    /** @returns whether a session begins: nothing of this person in the half hour before */
    meet(code: number, second: number, age: number): boolean {
      let place = placeOfCode[code]!;
      if (place < 0) place = placeFor(code);
      const begins = second - last[place]! > sessionPause;
      last[place] = second;
      if (age >= peopleDays) return begins;
      const from = 4 * place;
      if (age < 28) counts[from]!++;
      else {
        counts[from + 3]!++;
        if (age < 56) counts[from + 1]!++;
        if (age < 112) counts[from + 2]!++;
      }
      return begins;
    },

    /** @param age days since the account's first event, that day included */
    write(instant: number, age: number, row: Float64Array): void {
      let now = 0,
        before = 0,
        silent = 0,
        earlier = 0,
        everyone = 0,
        newcomers = 0,
        main = -1;
      for (let place = 0; place < met; place++) {
        const from = 4 * place;
        const recent = counts[from]!;
        const long = counts[from + 3]!;
        if (recent > 0) now++;
        if (counts[from + 1]! > 0) before++;
        if (recent > 0 && long === 0) newcomers++;
        earlier += counts[from + 2]!;
        if (recent === 0) silent += counts[from + 2]!;
        everyone += long;
        if (long > 0 && (main < 0 || long > counts[4 * main + 3]!)) main = place;
        placeOfCode[codes[place]!] = -1;
      }
      met = 0;
      row[at.users] = row[at.usersNow] = now;
      row[at.usersBefore] = before;
      if (before > 0) row[at.usersRatio] = Math.min(mostRatio, now / before);
      if (earlier > 0) row[at.silentShare] = silent / earlier;
      if (main < 0) return;
      const long = counts[4 * main + 3]!;
      row[at.newUsers] = newcomers;
      row[at.mainShare] = long / everyone;
      row[at.mainSilent] = Math.floor((instant - last[main]!) / daySeconds);
      const days = Math.min(peopleDays, age) - 28;
      if (days >= leastDaysBefore) row[at.mainRatio] = Math.min(mostRatio, counts[4 * main]! / 28 / (long / days));
    },
  };
}

function grown<Values extends Int32Array | Float64Array>(
  values: Values,
  Array: new (length: number) => Values,
): Values {
  const larger = new Array(values.length * 2);
  larger.set(values);
  return larger;
}
