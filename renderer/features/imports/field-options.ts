import type { TableName } from '../../../shared/domain/tables.ts';
import { useMessages } from '../../ui/messages.ts';
import { useLabels } from './labels.ts';
import { attributes, fieldsOf, knownAtField } from './mapping-edit.ts';
import { messages } from './messages.ts';

/** Stands for "no field" where an option needs a value. */
export const leaveOut = '-';

/** The fields of a table as grouped options: what is required first. */
export function useFieldOptions(table: TableName) {
  const t = useMessages(messages);
  const labels = useLabels();
  const option = (name: string) => ({ value: name, label: labels.field(table, name) });
  const fields = fieldsOf(table);
  const keep = table === 'events' ? t('keepProperty') : t('keepAttribute');
  return [
    {
      group: t('groupRequired'),
      items: fields.filter((field) => field.required === true).map((field) => option(field.name)),
    },
    {
      group: t('groupFields'),
      items: fields
        .filter((field) => field.required !== true && field.name !== knownAtField)
        .map((field) => option(field.name)),
    },
    {
      group: t('groupOther'),
      items: [
        { value: attributes, label: keep },
        { value: knownAtField, label: t('knownAtField') },
        { value: leaveOut, label: t('leaveOut') },
      ],
    },
  ].filter((group) => group.items.length > 0);
}
