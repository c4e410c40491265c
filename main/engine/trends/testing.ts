import * as fc from 'fast-check';

/** Zones with and without daylight saving; one skipped a day, one moves its clocks by half an hour. */
export const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Madrid',
  'America/New_York',
  'Pacific/Apia',
  'Australia/Lord_Howe',
);

const clocks = new Map<string, Intl.DateTimeFormat>();
/** What the clocks of a zone show, by asking them: the day since 1970, and the hour. */
export function wallClock(zone: string, seconds: number): { day: number; hour: number } {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(zone, clock);
  }
  const [date = '', time = ''] = clock.format(seconds * 1000).split(' ');
  return { day: Date.parse(`${date}T00:00:00Z`) / 86_400_000, hour: Number(time.slice(0, 2)) };
}
