import { Select, Text } from '@mantine/core';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { attributes, fieldsOf } from './mapping-edit.ts';
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
      items: fields.filter((field) => field.required !== true).map((field) => option(field.name)),
    },
    {
      group: t('groupOther'),
      items: [
        ...(table === 'accounts' || table === 'events' ? [{ value: attributes, label: keep }] : []),
        { value: leaveOut, label: t('leaveOut') },
      ],
    },
  ].filter((group) => group.items.length > 0);
}

type ColumnTableProps = {
  readonly preview: FilePreview;
  readonly mapping: FileMapping;
  readonly onField: (column: string, field: string | null) => void;
};

/** Every column of a file: what is in it, and what it becomes. */
export function ColumnTable({ preview, mapping, onField }: ColumnTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const options = useFieldOptions(mapping.table);
  const fieldOfColumn = new Map(mapping.columns.map(({ column, field }) => [column, field]));
  return (
    <div className={styles.scroller} role="region" aria-label={t('columnsOf', { name: preview.name })} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('samples')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col" data-end>
              {t('filled')}
            </th>
            <th scope="col">{t('field')}</th>
            <th scope="col" data-end>
              {t('sure')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => {
            const field = fieldOfColumn.get(column.column) ?? null;
            const asProposed = field === column.proposed.field;
            return (
              <tr key={column.column}>
                <th scope="row" className={styles.value} title={column.column}>
                  {column.column}
                </th>
                <td className={styles.samples} title={column.samples.join(' · ')}>
                  {column.samples.slice(0, 3).join(' · ')}
                </td>
                <td>{t(`type_${column.type}`)}</td>
                <td data-end>{format.percent(column.filled, 0)}</td>
                <td>
                  <Select
                    aria-label={t('fieldFor', { column: column.column })}
                    size="xs"
                    miw={190}
                    data={options}
                    value={field ?? leaveOut}
                    allowDeselect={false}
                    searchable
                    nothingFoundMessage={t('noField')}
                    onChange={(value) => onField(column.column, value === null || value === leaveOut ? null : value)}
                  />
                </td>
                <td data-end>
                  {asProposed && column.proposed.field !== null && column.proposed.reason !== 'none' ? (
                    <>
                      <Text size="sm">{format.percent(column.proposed.confidence, 0)}</Text>
                      <Text size="xs" c="dimmed">
                        {t(`reason_${column.proposed.reason}`)}
                      </Text>
                    </>
                  ) : (
                    <Text size="xs" c="dimmed">
                      {asProposed ? t('reason_none') : t('reason_chosen')}
                    </Text>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
