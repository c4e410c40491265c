import { Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FilePreview, Reading } from '../../../shared/contract/index.ts';
import { tables } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { attributes } from './mapping-edit.ts';
import { messages } from './messages.ts';
import { useReasonText } from './reason-text.ts';

/** Further attributes are stored as JSON and read as `name: value`. */
export function cellOf(field: string, text: string | null | undefined): string | null {
  if (text === null || text === undefined || field !== attributes) return text ?? null;
  try {
    const pairs = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return pairs.map(([name, value]) => `${name}: ${String(value)}`).join(' · ');
  } catch {
    return text;
  }
}

const numbers = new Set<string>(['integer', 'number', 'money']);

function isNumber(table: TableName, name: string): boolean {
  const type = tables[table].fields.find((field) => field.name === name)?.type;
  return type !== undefined && numbers.has(type);
}

type StoredRowsProps = {
  readonly preview: FilePreview;
  readonly reading: Reading | undefined;
  readonly table: TableName;
  /** Something is still asked: what would be rejected before the answer tells nothing. */
  readonly isAsked: boolean;
};

/** The first rows as the database would hold them, and how many of the sample it would not take. */
export function StoredRows({ preview, reading, table, isAsked }: StoredRowsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  const reasonText = useReasonText();
  const stored = reading?.stored ?? [];
  const rejected = reading?.rejected ?? { count: 0, example: null, column: null, code: null };
  const why = reasonText(rejected.example ?? '', rejected.code);
  // Behind its code a reason stands without its column.
  const reason =
    why.text === rejected.example || rejected.column === null ? why.text : `${rejected.column}: ${why.text}`;
  const fields = [...new Set(stored.flatMap((row) => Object.keys(row)))];
  return (
    <div>
      {rejected.count === 0 || (isAsked && stored.length === 0) ? null : (
        <Group gap={6} mb={6} wrap="nowrap" align="flex-start" c="var(--holdfast-raises-text)">
          <IconAlertTriangle size={16} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
          <Text size="sm">
            {t('sampleRejected', {
              count: rejected.count,
              n: format.integer(rejected.count),
              total: format.integer(preview.sampledRows),
              reason,
            })}
          </Text>
        </Group>
      )}
      {stored.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t(isAsked ? 'storedNone' : 'storedAllRejected')}
        </Text>
      ) : (
        <div className={styles.scroller} role="region" aria-label={t('storedOf', { name: preview.name })} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field} scope="col" data-end={isNumber(table, field) || undefined}>
                    {labels.field(table, field)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {stored.map((row, index) => (
                <tr key={index}>
                  {fields.map((field) => (
                    <td
                      key={field}
                      className={styles.value}
                      data-end={isNumber(table, field) || undefined}
                      title={cellOf(field, row[field]) ?? undefined}
                    >
                      {cellOf(field, row[field]) ?? (
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
      )}
    </div>
  );
}
