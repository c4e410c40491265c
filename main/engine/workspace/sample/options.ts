import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { day as daySchema, dayNumber, dayOfNumber } from '../../../../shared/domain/time.ts';
import { addMonths, type DayNumber } from './calendar.ts';

/** The last day of the sample's history. Fixed, so that the book looks the same whenever it is opened. */
export const sampleEnd = '2026-06-30';
export const sampleSeed = 20260630;

export interface SampleBookOptions {
  /** A whole number; the same seed gives the same bytes. */
  seed?: number;
  /** 10 to 20,000. */
  accounts?: number;
  /** Length of the history in calendar months, 6 to 60. */
  months?: number;
  /** Last day of the history. */
  endDay?: string;
  /** Multiplies the number of usage events of every account. 1 gives about 1,000 events an account. */
  eventsPerAccountScale?: number;
}

export interface SampleSettings {
  seed: number;
  accounts: number;
  firstDay: DayNumber;
  lastDay: DayNumber;
  /** Count of days in the history, both ends included. */
  days: number;
  eventsScale: number;
}

function requireWithin(name: string, value: number, low: number, high: number, whole: boolean): number {
  if (Number.isFinite(value) && value >= low && value <= high && (!whole || Number.isInteger(value))) return value;
  throw new HoldfastError(
    'invalid_input',
    `The sample book's "${name}" must be a ${whole ? 'whole ' : ''}number from ${low} to ${high}, but is ${value}. Choose a value in that range.`,
    { name, value: String(value) },
  );
}

export function readOptions(options: SampleBookOptions): SampleSettings {
  const endDay = options.endDay ?? sampleEnd;
  const lastDay = daySchema.safeParse(endDay).success ? dayNumber(endDay) : Number.NaN;
  if (Number.isNaN(lastDay) || dayOfNumber(lastDay) !== endDay) {
    throw new HoldfastError(
      'invalid_input',
      `The sample book's last day must be written like ${sampleEnd}, but is "${endDay}". Correct the day.`,
    );
  }
  const months = requireWithin('months', options.months ?? 24, 6, 60, true);
  const firstDay = addMonths(lastDay + 1, -months);
  return {
    seed: requireWithin('seed', options.seed ?? sampleSeed, 0, 4294967295, true),
    accounts: requireWithin('accounts', options.accounts ?? 1200, 10, 20_000, true),
    firstDay,
    lastDay,
    days: lastDay - firstDay + 1,
    eventsScale: requireWithin('eventsPerAccountScale', options.eventsPerAccountScale ?? 1, 0, 100, false),
  };
}
