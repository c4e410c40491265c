import { HoldfastError } from '../../../shared/domain/errors.ts';

/** Seconds to add to UTC for the wall clock of a zone at an instant. */
export type ZoneOffsets = (seconds: number) => number;

/** @throws invalid_input for a zone that this computer does not know */
export function zoneOffsets(zone: string): ZoneOffsets {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch (error) {
    throw new HoldfastError(
      'invalid_input',
      `"${zone}" is not a time zone that this computer knows. Choose one such as Europe/Madrid or UTC.`,
      { zone },
      error,
    );
  }
  if (format.resolvedOptions().timeZone === 'UTC') return () => 0;
  return (seconds) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds;
  };
}
