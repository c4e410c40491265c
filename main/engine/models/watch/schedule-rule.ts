import type { DriftVerdict, RealisedAnswer, RetrainingPlan } from '../../../../shared/contract/index.ts';
import { daysBetween } from '../../../../shared/domain/time.ts';

/** All that decides whether a training is due. Days are `2026-03-31`. */
export type ScheduleFacts = {
  readonly plan: RetrainingPlan;
  readonly today: string;
  readonly hasModel: boolean;
  /** Last day of the data; null in an empty workspace. */
  readonly dataUntil: string | null;
  /** When the model was last trained, by a person or by the schedule; null = never. */
  readonly lastTrained: string | null;
  /** Last day of the data that this training saw; null where it is not known. */
  readonly trainedOnDataUntil: string | null;
  /** Work is under way that changes the data or the models. */
  readonly isBusy: boolean;
  /** Of the model in use; null where it was not looked at. */
  readonly drift: DriftVerdict | null;
  readonly performance: RealisedAnswer['verdict'];
};

export type ScheduleState =
  | 'off'
  | 'no-model'
  | 'busy'
  | 'not-yet'
  | 'no-new-data'
  | 'nothing-wrong'
  /** Due because of the calendar, of drift, of realised performance. */
  | 'due-calendar'
  | 'due-drift'
  | 'due-performance';

export type ScheduleDecision = { readonly state: ScheduleState; readonly nextDue: string | null };

export const monthsOf = { monthly: 1, quarterly: 3 } as const;
/** Fewer new days of data teach nothing that the last training did not know. */
export const leastNewDays = { calendar: 7, alarm: 28 } as const;

/**
 * Whether to train now. A training needs new data, so that a book that nobody feeds is not trained over and over; after an
 * alarm it needs more of it, since the alarm stays while a challenger waits.
 */
export function decideSchedule(facts: ScheduleFacts): ScheduleDecision {
  const { plan, today, hasModel, dataUntil, lastTrained, isBusy } = facts;
  if (plan === 'never') return { state: 'off', nextDue: null };
  if (!hasModel || dataUntil === null) return { state: 'no-model', nextDue: null };
  const nextDue = plan === 'on-alarm' ? null : lastTrained === null ? today : addMonths(lastTrained, monthsOf[plan]);
  const decided = (state: ScheduleState): ScheduleDecision => ({ state, nextDue });
  const cause = plan === 'on-alarm' ? alarmOf(facts) : 'due-calendar';
  if (cause === null) return decided('nothing-wrong');
  if (nextDue !== null && today < nextDue) return decided('not-yet');
  const least = plan === 'on-alarm' ? leastNewDays.alarm : leastNewDays.calendar;
  if (newDays(facts) < least) return decided('no-new-data');
  return decided(isBusy ? 'busy' : cause);
}

function alarmOf({ drift, performance }: ScheduleFacts): 'due-drift' | 'due-performance' | null {
  if (performance === 'worse' || performance === 'off-level') return 'due-performance';
  return drift === 'alarm' ? 'due-drift' : null;
}

function newDays({ dataUntil, trainedOnDataUntil }: ScheduleFacts): number {
  return dataUntil === null || trainedOnDataUntil === null ? Infinity : daysBetween(trainedOnDataUntil, dataUntil);
}

/** The same date so many months later, or the last of that month where it has no such date. */
export function addMonths(day: string, months: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
