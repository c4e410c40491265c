import { ActionIcon, Alert, Button, Collapse, Group, Paper, Select, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FileMapping } from '../../../shared/contract/index.ts';
import { isTableName, tableNames } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { ColumnTable } from './column-table.tsx';
import styles from './imports.module.css';
import { useDelimiterName, useLabels } from './labels.ts';
import { isUnreadable, openQuestions, setField } from './mapping-edit.ts';
import { MappingSettings } from './mapping-settings.tsx';
import { messages } from './messages.ts';
import { Questions } from './questions.tsx';
import { StoredRows } from './stored-rows.tsx';
import type { DraftFile } from './use-draft.ts';

/** From this confidence on, a recognised table is no longer called a guess. */
const sureOfTable = 0.8;

type FileCardProps = {
  readonly file: DraftFile;
  /** Columns are shown at once where there are few files. */
  readonly startOpen: boolean;
  readonly onTable: (table: TableName) => void;
  readonly onMapping: (mapping: FileMapping) => void;
  readonly onRemove: () => void;
};

/** One file: what it is, what must be asked, how each column is read, and what will be stored. */
export function FileCard({ file, startOpen, onTable, onMapping, onRemove }: FileCardProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  const delimiterName = useDelimiterName();
  const { preview, mapping } = file;
  const [opened, setOpened] = useState<boolean | null>(null);
  const [details, setDetails] = useState(false);
  const remove = (name: string) => (
    <Tooltip label={t('removeFile', { name })}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('removeFile', { name })} onClick={onRemove}>
        <IconX size={18} />
      </ActionIcon>
    </Tooltip>
  );

  if (preview === undefined) {
    return (
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        {file.error === null ? (
          <>
            <Text size="sm" c="dimmed" role="status">
              {t('reading')}
            </Text>
            <Loading shape="lines" rows={4} />
          </>
        ) : (
          <Group align="flex-start" justify="space-between" wrap="nowrap">
            <ErrorState error={file.error} onRetry={file.retry} />
            {remove(file.grant)}
          </Group>
        )}
      </Paper>
    );
  }

  const tableOptions = tableNames.map((name) => ({ value: name, label: labels.table(name) }));
  const choose = (table: string | null) => {
    if (table !== null && isTableName(table) && table !== mapping?.table) onTable(table);
  };
  const isOpen = opened ?? (startOpen || openQuestions(preview, mapping).length > 0);
  const used = mapping?.columns.filter(({ field }) => field !== null).length ?? 0;
  const sure = format.percent(preview.table.confidence, 0);
  const tableNote = file.tableChosen
    ? t('reason_chosen')
    : preview.table.name === null
      ? t('tableUnknown')
      : t(preview.table.confidence >= sureOfTable ? 'tableSure' : 'tableUnsure', { percent: sure });

  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md" component="section" aria-label={preview.name}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div className={styles.fileName}>
            <Title order={3}>{preview.name}</Title>
            {isUnreadable(preview) ? null : (
              <Text size="sm" c="dimmed">
                {t('fileFacts', {
                  rows: t('rowsAbout', { count: preview.estimatedRows, n: format.integer(preview.estimatedRows) }),
                  encoding: preview.encoding,
                  delimiter: delimiterName(preview.delimiter),
                })}
              </Text>
            )}
          </div>
          <Group gap="sm" align="flex-start" wrap="nowrap">
            {isUnreadable(preview) ? null : (
              <Select
                label={t('table')}
                description={tableNote}
                placeholder={t('tableChoose')}
                data={tableOptions}
                value={mapping?.table ?? null}
                onChange={choose}
                allowDeselect={false}
                inputWrapperOrder={['label', 'input', 'description']}
                w={240}
              />
            )}
            {remove(preview.name)}
          </Group>
        </Group>
        {preview.problem === null ? null : (
          <Alert color="orange" variant="light" role="alert">
            {preview.problem}
          </Alert>
        )}
        {file.error === null ? null : <ErrorState error={file.error} onRetry={file.retry} />}
        {isUnreadable(preview) ? null : (
          <Questions
            preview={preview}
            mapping={mapping}
            tableOptions={tableOptions}
            onTable={choose}
            onMapping={onMapping}
          />
        )}
        {mapping === null ? null : (
          <>
            <Group gap="sm">
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                aria-expanded={isOpen}
                onClick={() => setOpened(!isOpen)}
              >
                {isOpen ? t('collapse') : t('expand')}
              </Button>
              <Text size="sm" c="dimmed">
                {t('mappedOf', { mapped: used, total: preview.columns.length })}
              </Text>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                leftSection={details ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                aria-expanded={details}
                onClick={() => setDetails(!details)}
              >
                {t('moreSettings')}
              </Button>
            </Group>
            {details ? <MappingSettings mapping={mapping} onMapping={onMapping} /> : null}
            <Collapse expanded={isOpen}>
              {isOpen ? (
                <Stack gap="md">
                  <ColumnTable
                    preview={preview}
                    mapping={mapping}
                    onField={(column, field) => onMapping(setField(mapping, column, field))}
                  />
                  <div aria-busy={file.checking}>
                    <Text size="sm" fw={600} mb={6}>
                      {t('stored')}
                    </Text>
                    <StoredRows preview={preview} table={mapping.table} />
                  </div>
                </Stack>
              ) : null}
            </Collapse>
          </>
        )}
      </Stack>
    </Paper>
  );
}
