import { zoneOffsets } from '../../events/index.ts';

/** Zones change their clocks on the quarter hour at the finest: Lord Howe does so at half past. */
const secondsAQuarter = 900;
const mostRemembered = 200_000;

/**
 * Turns local clock readings of a zone (as if they were UTC, in seconds) into epoch seconds.
 * A reading that a change to summer time skips counts as so much later; one that comes twice is the earlier.
 * @throws invalid_input for a zone that does not exist
 */
export function createZoneShift(zone: string): (local: number) => number {
  if (zone === 'UTC') return (local) => local;
  const exactOffset = zoneOffsets(zone);
  const offsets = new Map<number, number>();

  /** Seconds by which the zone's clock is ahead of UTC at an instant; the same within a quarter of an hour. */
  function offsetAt(seconds: number): number {
    const quarter = Math.floor(seconds / secondsAQuarter);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = exactOffset(quarter * secondsAQuarter);
      if (offsets.size >= mostRemembered) offsets.clear();
      offsets.set(quarter, offset);
    }
    return offset;
  }

  /** The offset a day before and after each day: where they are equal, the whole day has it. */
  const calmDays = new Map<number, number>();
  function calmOffset(day: number): number {
    let offset = calmDays.get(day);
    if (offset === undefined) {
      const before = offsetAt((day - 1) * 86_400);
      offset = before === offsetAt((day + 2) * 86_400) ? before : Number.NaN;
      calmDays.set(day, offset);
    }
    return offset;
  }

  return (local) => {
    const calm = calmOffset(Math.floor(local / 86_400));
    if (calm === calm) return local - calm;
    const before = offsetAt(local - 86_400);
    const after = offsetAt(local + 86_400);
    if (before === after) return local - before;
    // Close to a change of the clock: the earlier reading that is consistent with its own offset.
    for (const offset of [before, after]) if (offsetAt(local - offset) === offset) return local - offset;
    return local - before;
  };
}
