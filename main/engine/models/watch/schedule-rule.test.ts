import { describe, expect, it } from 'vitest';
import { addMonths, decideSchedule } from './schedule-rule.ts';
import type { ScheduleFacts, ScheduleState } from './schedule-rule.ts';
import { scheduleWords } from './schedule-texts.ts';

const usual: ScheduleFacts = {
  plan: 'monthly',
  today: '2026-05-20',
  hasModel: true,
  dataUntil: '2026-05-18',
  lastTrained: '2026-04-15',
  trainedOnDataUntil: '2026-04-14',
  isBusy: false,
  drift: 'steady',
  performance: null,
};

const table: readonly (readonly [
  name: string,
  facts: Partial<ScheduleFacts>,
  state: ScheduleState,
  nextDue: string | null,
])[] = [
  ['a month has passed', {}, 'due-calendar', '2026-05-15'],
  ['it is the very day', { today: '2026-05-15' }, 'due-calendar', '2026-05-15'],
  ['a month has not passed', { today: '2026-05-14' }, 'not-yet', '2026-05-15'],
  ['a quarter has not passed', { plan: 'quarterly' }, 'not-yet', '2026-07-15'],
  ['a quarter has passed', { plan: 'quarterly', today: '2026-07-15' }, 'due-calendar', '2026-07-15'],
  ['nothing is planned', { plan: 'never', drift: 'alarm' }, 'off', null],
  ['there is no model', { hasModel: false }, 'no-model', null],
  ['the workspace is empty', { dataUntil: null }, 'no-model', null],
  ['nothing was ever trained', { lastTrained: null, trainedOnDataUntil: null }, 'due-calendar', '2026-05-20'],
  ['hardly any data is new', { trainedOnDataUntil: '2026-05-12' }, 'no-new-data', '2026-05-15'],
  ['the data ends earlier than it did', { dataUntil: '2026-03-01' }, 'no-new-data', '2026-05-15'],
  ['a week of data is new', { trainedOnDataUntil: '2026-05-11' }, 'due-calendar', '2026-05-15'],
  ['other work is under way', { isBusy: true }, 'busy', '2026-05-15'],
  ['it is not due, and other work is under way', { isBusy: true, today: '2026-05-01' }, 'not-yet', '2026-05-15'],
  ['no alarm is raised', { plan: 'on-alarm' }, 'nothing-wrong', null],
  ['some drift is no alarm', { plan: 'on-alarm', drift: 'watch' }, 'nothing-wrong', null],
  ['a model without a reference raises none', { plan: 'on-alarm', drift: 'no-reference' }, 'nothing-wrong', null],
  ['drift raises an alarm', { plan: 'on-alarm', drift: 'alarm' }, 'due-drift', null],
  ['the order got worse', { plan: 'on-alarm', performance: 'worse' }, 'due-performance', null],
  ['the level is off', { plan: 'on-alarm', performance: 'off-level', drift: 'alarm' }, 'due-performance', null],
  ['the scores held', { plan: 'on-alarm', performance: 'as-promised' }, 'nothing-wrong', null],
  [
    'the alarm was answered by a training on almost the same data',
    { plan: 'on-alarm', drift: 'alarm', trainedOnDataUntil: '2026-04-30' },
    'no-new-data',
    null,
  ],
  ['an alarm, and other work under way', { plan: 'on-alarm', drift: 'alarm', isBusy: true }, 'busy', null],
];

describe('the schedule', () => {
  it.each(table)('where %s', (_name, change, state, nextDue) => {
    const facts = { ...usual, ...change };
    const decision = decideSchedule(facts);
    expect(decision).toEqual({ state, nextDue });
    const words = scheduleWords(decision, facts);
    expect(words.en).toMatch(/\.$/);
    expect(words.es).toMatch(/\.$/);
    expect(words.en).not.toBe(words.es);
  });

  it('counts months by the calendar', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2026-11-30', 3), addMonths('2027-12-15', 1)]).toEqual([
      '2026-02-28',
      '2027-02-28',
      '2028-01-15',
    ]);
  });
});
