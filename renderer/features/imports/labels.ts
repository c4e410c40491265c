import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { attributes, fieldOf, knownAtField } from './mapping-edit.ts';
import { messages } from './messages.ts';

/** Tables and fields carry their own names in both languages. */
export function useLabels() {
  const language = useLanguage();
  const t = useMessages(messages);
  return {
    table: (table: TableName) => tables[table].label[language],
    field: (table: TableName, field: string) =>
      fieldOf(table, field)?.label[language] ??
      (field === knownAtField ? t('knownAtField') : field === attributes ? t('attributesField') : field),
  };
}

const delimiterText: Readonly<
  Record<string, 'delimiterComma' | 'delimiterSemicolon' | 'delimiterTab' | 'delimiterPipe'>
> = {
  ',': 'delimiterComma',
  ';': 'delimiterSemicolon',
  '\t': 'delimiterTab',
  '|': 'delimiterPipe',
};

export function useDelimiterName(): (delimiter: string) => string {
  const t = useMessages(messages);
  return (delimiter) => {
    const key = delimiterText[delimiter];
    return key === undefined ? delimiter : t(key);
  };
}
