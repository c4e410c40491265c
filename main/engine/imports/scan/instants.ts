import { lastStorableSecond } from '../../events/index.ts';

/** Seconds of a text; undefined where it is no instant. */
export type ReadInstant = (text: string) => number | undefined;

/** Reads instants from bytes as `read` would from their text. */
export type InstantScanner = {
  /** Where the instant ends that was read last. */
  end(): number;
  /** Epoch seconds of the instant that starts here, -1 where the text has to be read instead. Needs 33 bytes after `from`. */
  at(bytes: Uint8Array, from: number): number;
};

// Tables hold a second more than what they stand for: so unused parts of them are never touched.
const unknown = 0;
const byText = 0xffff_ffff;
const hours = 137 * 366 * 24;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Within an hour of a calendar day a reader counts seconds one by one, whatever the zone. So it is asked for the first and the
 * last second of each hour of each form that appears, and where these are 3,599 seconds apart the rest is arithmetic.
 */
export function createInstantScanner(read: ReadInstant): InstantScanner {
  // A table for each form in which instants are written: the first second of each hour since 1970.
  const tables = new Map<number, Uint32Array>();
  let lastForm = -1;
  let lastTable: Uint32Array = new Uint32Array(0);
  let lastDay = -1;
  let lastDayNumber = -1;
  let endAt = 0;
  const readsEpochSeconds =
    read('1700000000') === 1_700_000_000 && read('0000000000') === 0 && read('9999999999') === 9_999_999_999;
  const readsEpochMilliseconds = read('1700000000123') === 1_700_000_000 && read('1700000000999') === 1_700_000_000;

  function tableOf(form: number): Uint32Array {
    let table = tables.get(form);
    if (table === undefined) {
      table = new Uint32Array(hours);
      tables.set(form, table);
    }
    lastForm = form;
    lastTable = table;
    return table;
  }

  /** Number of the day since 1970, -1 for one that does not exist. */
  function dayNumber(day: number): number {
    if (day === lastDay) return lastDayNumber;
    const [year, month, date] = [day >>> 9, (day >>> 5) & 15, day & 31];
    lastDay = day;
    lastDayNumber = -1;
    if (year < 1970 || year > 2105 || month < 1 || month > 12 || date < 1) return -1;
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (date > monthDays[month - 1]! + (month === 2 && isLeap ? 1 : 0)) return -1;
    lastDayNumber = Date.UTC(year, month - 1, date) / 86_400_000;
    return lastDayNumber;
  }

  return {
    end: () => endAt,
    at(bytes, from) {
      const y1 = bytes[from]! - 48;
      const y2 = bytes[from + 1]! - 48;
      const y3 = bytes[from + 2]! - 48;
      const y4 = bytes[from + 3]! - 48;
      if (y1 >>> 0 > 9 || y2 >>> 0 > 9 || y3 >>> 0 > 9 || y4 >>> 0 > 9) return -1;
      if (bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return epochAt(bytes, from);
      const m1 = bytes[from + 5]! - 48;
      const m2 = bytes[from + 6]! - 48;
      const d1 = bytes[from + 8]! - 48;
      const d2 = bytes[from + 9]! - 48;
      if (m1 >>> 0 > 9 || m2 >>> 0 > 9 || d1 >>> 0 > 9 || d2 >>> 0 > 9) return -1;
      const year = y1 * 1000 + y2 * 100 + y3 * 10 + y4;
      const day = dayNumber((year << 9) | ((m1 * 10 + m2) << 5) | (d1 * 10 + d2));
      if (day < 0) return -1;
      const separator = bytes[from + 10]!;
      let hour = 0;
      let inHour = 0;
      let form = 0;
      let position = from + 10;
      if (separator === 32 || separator === 84) {
        const h1 = bytes[from + 11]! - 48;
        const h2 = bytes[from + 12]! - 48;
        const i1 = bytes[from + 14]! - 48;
        const i2 = bytes[from + 15]! - 48;
        if (h1 >>> 0 > 9 || h2 >>> 0 > 9 || i1 >>> 0 > 5 || i2 >>> 0 > 9 || bytes[from + 13] !== 58) return -1;
        hour = h1 * 10 + h2;
        if (hour > 23) return -1;
        inHour = (i1 * 10 + i2) * 60;
        form = separator === 84 ? 3 : 2;
        position = from + 16;
        if (bytes[position] === 58) {
          const s1 = bytes[from + 17]! - 48;
          const s2 = bytes[from + 18]! - 48;
          if (s1 >>> 0 > 5 || s2 >>> 0 > 9) return -1;
          inHour += s1 * 10 + s2;
          form |= 4;
          position = from + 19;
          if (bytes[position] === 46) {
            let digits = 0;
            while ((bytes[position + 1 + digits]! - 48) >>> 0 <= 9) digits++;
            if (digits < 1 || digits > 9) return -1;
            position += digits + 1;
            form |= digits << 4;
          }
        }
        if (bytes[position] === 90) {
          form |= 8;
          position++;
        }
      }
      const table = form === lastForm ? lastTable : tableOf(form);
      const place = day * 24 + hour;
      let base = table[place]!;
      if (base === unknown) base = table[place] = hourBase(bytes, from, form, hour, read);
      if (base === byText) return -1;
      endAt = position;
      return base - 1 + inHour;
    },
  };

  function epochAt(bytes: Uint8Array, from: number): number {
    let digits = 0;
    let value = 0;
    while (digits < 14) {
      const digit = bytes[from + digits]! - 48;
      if (digit >>> 0 > 9) break;
      // The figures after the seconds of milliseconds do not count.
      if (digits < 10) value = value * 10 + digit;
      digits++;
    }
    if (!(digits === 10 && readsEpochSeconds) && !(digits === 13 && readsEpochMilliseconds)) return -1;
    if (value > lastStorableSecond) return -1;
    endAt = from + digits;
    return value;
  }
}

/** Epoch seconds of the first second of an hour, or the mark for "read each text". */
function hourBase(bytes: Uint8Array, from: number, form: number, hour: number, read: ReadInstant): number {
  const day = String.fromCharCode(...bytes.subarray(from, from + 10));
  if (form === 0) return entry(read(day));
  const text = (clock: string, digit: string): string => {
    const fraction = form >>> 4 > 0 ? `.${digit.repeat(form >>> 4)}` : '';
    const zone = (form & 8) !== 0 ? 'Z' : '';
    return `${day}${(form & 1) !== 0 ? 'T' : ' '}${String(hour).padStart(2, '0')}:${clock}${fraction}${zone}`;
  };
  const hasSeconds = (form & 4) !== 0;
  const first = entry(read(text(hasSeconds ? '00:00' : '00', '0')));
  const last = read(text(hasSeconds ? '59:59' : '59', '9'));
  return first !== byText && last === first - 1 + (hasSeconds ? 3599 : 3540) ? first : byText;
}

function entry(seconds: number | undefined): number {
  const fits =
    seconds !== undefined && Number.isInteger(seconds) && seconds >= 0 && seconds < lastStorableSecond - 3600;
  return fits ? seconds + 1 : byText;
}
