import type { FileMapping } from '../../../../shared/contract/index.ts';
import type { Field } from '../../../../shared/domain/tables.ts';
import { dateProblem } from '../understand/dates.ts';
import { typeInWords } from '../understand/values.ts';

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

const formatWords: Readonly<Record<NonNullable<FileMapping['dateFormat']>, string>> = {
  ymd: 'year-month-day',
  dmy: 'day-month-year',
  mdy: 'month-day-year',
  serial: "a spreadsheet's number of days",
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
};

/** Why a value cannot be read, for the person who has to mend it. */
export function unreadableValue(field: Field, text: string, { dateFormat }: Pick<FileMapping, 'dateFormat'>): string {
  const shown = shortened(text);
  const isDate = field.type === 'day' || field.type === 'instant';
  if (!isDate) return `"${shown}" is not ${typeInWords(field.type)}`;
  const problem = dateProblem(text);
  if (problem !== null) return `"${shown}" is not a date: ${problem}`;
  if (dateFormat) return `"${shown}" is not a date read as ${formatWords[dateFormat]}`;
  return `"${shown}" is not a date, or reads both as day-month and as month-day`;
}
