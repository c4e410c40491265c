import { Text } from '@mantine/core';
import type { FilePreview } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';

/** The first rows as the database would hold them. */
export function StoredRows({ preview, table }: { readonly preview: FilePreview; readonly table: TableName }) {
  const t = useMessages(messages);
  const labels = useLabels();
  const fields = [...new Set(preview.stored.flatMap((row) => Object.keys(row)))];
  if (preview.stored.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('storedNone')}
      </Text>
    );
  }
  return (
    <div className={styles.scroller} role="region" aria-label={t('storedOf', { name: preview.name })} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field} scope="col">
                {labels.field(table, field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.stored.map((row, index) => (
            <tr key={index}>
              {fields.map((field) => (
                <td key={field} className={styles.value} title={row[field] ?? undefined}>
                  {row[field] ?? (
                    <Text span size="xs" c="dimmed">
                      {t('blank')}
                    </Text>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
