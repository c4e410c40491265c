import { zoneOffsets } from '../events/index.ts';

/** Days since 1970-01-01 by the wall clock of a zone, of epoch seconds. @throws invalid_input for an unknown zone */
export function dayIn(zone: string): (seconds: number) => number {
  const offset = zoneOffsets(zone);
  return (seconds) => Math.floor((seconds + offset(seconds)) / 86_400);
}
