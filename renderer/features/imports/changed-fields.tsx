import { Badge, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { isTableName } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ChangedRows } from './changed-rows.tsx';
import { useLabels } from './labels.ts';
import { resultMessages } from './result-messages.ts';

/** Which fields changed in how many rows, and each of those rows, old against new. */
export function ChangedFields({ summary }: { readonly summary: ImportSummary }) {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const labels = useLabels();
  const changed = Object.entries(summary.totals).flatMap(([table, totals]) =>
    isTableName(table) && totals.changed > 0 ? [table] : [],
  );
  const [chosen, setChosen] = useState<TableName | undefined>(changed[0]);
  const table = chosen !== undefined && changed.includes(chosen) ? chosen : changed[0];
  if (table === undefined) return null;
  const fields = Object.entries(summary.changedFields?.[table] ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <Stack gap="sm">
      {changed.length < 2 ? (
        <Text fw={600}>{labels.table(table)}</Text>
      ) : (
        <Group>
          <SegmentedControl
            size="xs"
            aria-label={t('tableColumn')}
            data={changed.map((name) => ({ value: name, label: labels.table(name) }))}
            value={table}
            onChange={(value) => setChosen(changed.find((name) => name === value))}
          />
        </Group>
      )}
      {fields.length === 0 ? null : (
        <Group gap={6}>
          {fields.map(([field, rows]) => (
            <Badge key={field} variant="default" tt="none" size="md">
              {t('fieldChanged', { field: labels.field(table, field), n: format.integer(rows) })}
            </Badge>
          ))}
        </Group>
      )}
      <ChangedRows id={summary.id} table={table} />
    </Stack>
  );
}
