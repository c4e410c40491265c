import { expect, it } from 'vitest';
import { tables } from '../../../../shared/domain/tables.ts';
import { unreadableValue } from './refusal-words.ts';

const day = tables.accounts.fields.find(({ type }) => type === 'day')!;

it.each([
  ['0001-01-01', '"0001-01-01" is not a date: its year lies before 1900, as in 0001-01-01'],
  ['00/00/0000', '"00/00/0000" is not a date: its year lies before 1900'],
  ['2024-10-16 10:00 CST', 'the zone CST stands for several offsets'],
  ['soon', '"soon" is not a date read as day-month-year'],
])('%s is refused with what is wrong with it', (text, words) => {
  expect(unreadableValue(day, text, { dateFormat: 'dmy' })).toContain(words);
});
