import type { FileMapping } from '../../../../shared/contract/index.ts';
import { reasonText } from '../../../../shared/domain/import-reasons.ts';
import type { Field } from '../../../../shared/domain/tables.ts';
import { dateProblem } from '../understand/dates.ts';

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Why a value cannot be read, for the person who has to mend it. */
export function unreadableValue(field: Field, text: string, { dateFormat }: Pick<FileMapping, 'dateFormat'>): string {
  const value = shortened(text);
  const isDate = field.type === 'day' || field.type === 'instant';
  if (!isDate) return reasonText('not-of-type', { value, type: field.type });
  const problem = dateProblem(text);
  if (problem !== null) return `"${value}" is not a date: ${problem}`;
  if (dateFormat) return reasonText('date-not-as', { value, format: dateFormat });
  return reasonText('date-two-ways', { value });
}
