import { Text } from '@mantine/core';
import type { TableTotals } from '../../../shared/contract/index.ts';
import { isTableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './imports.module.css';
import { useLabels } from './labels.ts';
import { resultMessages } from './result-messages.ts';

const parts = ['read', 'new', 'changed', 'unchanged', 'duplicate', 'rejected', 'filtered', 'orphaned'] as const;
const grave = new Set<string>(['rejected', 'orphaned']);

/** What became of each row, table by table; the parts add up to what was read. */
export function TotalsTable({ totals }: { readonly totals: Readonly<Record<string, TableTotals>> }) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const labels = useLabels();
  return (
    <div>
      <div className={styles.scroller} role="region" aria-label={t('totalsLabel')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('tableColumn')}</th>
              {parts.map((part) => (
                <th key={part} scope="col" data-end title={part === 'orphaned' ? t('orphanedHint') : undefined}>
                  {t(part)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(totals).map(([table, row]) => (
              <tr key={table}>
                <th scope="row">{isTableName(table) ? labels.table(table) : table}</th>
                {parts.map((part) => (
                  <td key={part} data-end>
                    {grave.has(part) && (row[part] ?? 0) > 0 ? (
                      <Text span size="sm" fw={700} c="var(--holdfast-raises-text)">
                        {format.integer(row[part] ?? 0)}
                      </Text>
                    ) : (
                      format.integer(row[part] ?? 0)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="xs" c="dimmed" mt={6}>
        {t('totalsNote')}
      </Text>
    </div>
  );
}
