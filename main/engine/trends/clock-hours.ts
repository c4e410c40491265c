import type { PeriodTable } from '../events/index.ts';
import { placeIn, zoneOffsets } from '../events/index.ts';

const daySeconds = 86_400;
/** Clocks are only ever changed by whole quarters of an hour since 1972. */
const quarterHour = 900;

/** The hour that the clocks of the zone show. */
export interface ClockHours {
  hourAt(second: number): number;
  /** seconds[hour] = how long the clocks showed that hour, in all days of the table. */
  readonly seconds: Float64Array;
}

/**
 * Most days are plain: their hours follow from their start. On the others, on which clocks change, the zone is asked.
 *
 * @param days table of days
 */
export function clockHours(zone: string, days: PeriodTable): ClockHours {
  const offsetAt = zoneOffsets(zone);
  const { starts, count } = days;
  const isPlain = new Uint8Array(count);
  const seconds = new Float64Array(24);
  const asked = new Map<number, number>();
  const askedHour = (second: number): number => {
    const quarter = Math.floor(second / quarterHour);
    let offset = asked.get(quarter);
    if (offset === undefined) asked.set(quarter, (offset = offsetAt(quarter * quarterHour)));
    return Math.floor(((((second + offset) % daySeconds) + daySeconds) % daySeconds) / 3600);
  };
  for (let place = 0; place < count; place++) {
    const start = starts[place]!;
    const end = starts[place + 1]!;
    isPlain[place] = end - start === daySeconds && askedHour(start) === 0 && askedHour(end - 1) === 23 ? 1 : 0;
    if (isPlain[place] === 1) {
      for (let hour = 0; hour < 24; hour++) seconds[hour]! += 3600;
      continue;
    }
    for (let second = start; second < end;) {
      const next = Math.min(end, (Math.floor(second / quarterHour) + 1) * quarterHour);
      seconds[askedHour(second)]! += next - second;
      second = next;
    }
  }
  return {
    seconds,
    hourAt(second) {
      const place = placeIn(days, second);
      return isPlain[place] === 1 ? Math.floor((second - starts[place]!) / 3600) : askedHour(second);
    },
  };
}
