import type { SystemKind } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useLanguage } from '../../ui/messages.ts';

/** Tables and fields carry their own names in both languages; a book's own columns stand as they are. */
export function useLabels() {
  const language = useLanguage();
  const known = (table: TableName, field: string) => tables[table].fields.find(({ name }) => name === field);
  return {
    table: (table: TableName): string => tables[table].label[language],
    field: (table: TableName, field: string): string => known(table, field)?.label[language] ?? field,
    isOwn: (table: TableName, field: string): boolean => known(table, field) === undefined,
    /** `Help desk (Zendesk, Freshdesk)`, one after another. */
    systems: (systems: readonly SystemKind[]): string =>
      systems
        .map(({ kind, tools }) => (tools.length === 0 ? kind[language] : `${kind[language]} (${tools.join(', ')})`))
        .join('; '),
  };
}
