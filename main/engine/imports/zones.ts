import { zoneOffsets } from '../events/index.ts';

const secondsAnHour = 3600;

/**
 * Turns local clock readings of a zone (as if they were UTC, in seconds) into epoch seconds.
 * A reading that a change to summer time skips counts as an hour later; one that comes twice is the earlier.
 * @throws invalid_input for a zone that does not exist
 */
export function createZoneShift(zone: string): (local: number) => number {
  if (zone === 'UTC') return (local) => local;
  const exactOffset = zoneOffsets(zone);
  const offsets = new Map<number, number>();

  /** Seconds by which the zone's clock is ahead of UTC at an instant; the same within an hour. */
  function offsetAt(seconds: number): number {
    const hour = Math.floor(seconds / secondsAnHour);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset = exactOffset(hour * secondsAnHour);
      offsets.set(hour, offset);
    }
    return offset;
  }

  return (local) => {
    const before = offsetAt(local - 86_400);
    const after = offsetAt(local + 86_400);
    if (before === after) return local - before;
    // Close to a change of the clock: the earlier reading that is consistent with its own offset.
    for (const offset of [before, after]) if (offsetAt(local - offset) === offset) return local - offset;
    return local - before;
  };
}
