import { Alert, Badge, Button, Collapse, Group, Select, Stack, Text } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import { isTableName, tableNames } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useMessages } from '../../ui/messages.ts';
import { ColumnTable } from './column-table.tsx';
import { Confidence } from './confidence.tsx';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';
import { PersonalBar } from './personal-bar.tsx';
import { Questions } from './questions.tsx';
import { openQuestions } from './readiness.ts';
import type { DraftReading } from './readiness.ts';
import { RecipeEditor } from './recipe-editor.tsx';
import { StoredRows } from './stored-rows.tsx';

export type ReadingViewProps = {
  readonly preview: FilePreview;
  readonly draft: DraftReading;
  /** A person chose the table. */
  readonly isChosen: boolean;
  readonly isChecking: boolean;
  readonly startOpen: boolean;
  readonly onTable: (table: TableName) => void;
  readonly onMapping: (mapping: FileMapping) => void;
  /** Given where the source table has several readings. */
  readonly onRemove: (() => void) | null;
  /** Further things to do with the source table. */
  readonly actions: ReactNode;
};

/** One way in which a source table becomes rows: what must be asked, how each column is read, what will be stored. */
export function ReadingView(props: ReadingViewProps) {
  const { preview, draft, isChosen, isChecking, startOpen, onTable, onMapping, onRemove, actions } = props;
  const t = useMessages(messages);
  const labels = useLabels();
  const { reading, mapping } = draft;
  const [opened, setOpened] = useState<boolean | null>(null);
  const [editing, setEditing] = useState(false);
  const tableOptions = tableNames.map((name) => ({ value: name, label: labels.table(name) }));
  const choose = (table: string | null) => {
    if (table !== null && isTableName(table) && table !== mapping?.table) onTable(table);
  };
  // What is asked below need not be asked here as well.
  const isTableAsked = mapping === null && openQuestions(draft).some(({ kind }) => kind === 'table');
  const isOpen = opened ?? (startOpen || openQuestions(draft).length > 0);
  const used = mapping?.columns.filter(({ field }) => field !== null).length ?? 0;
  const offered = (mapping?.columns.length ?? 0) - (mapping?.unpivot?.columns.length ?? 0);
  const leftOut = Object.values(mapping?.choices ?? {}).filter((choice) => choice === 'leave-out').length;
  const chevron = (open: boolean) => (open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />);
  return (
    <Stack gap="md">
      {isTableAsked && onRemove === null ? null : (
        <Group gap="md" align="flex-end">
          <Select
            label={t('table')}
            placeholder={t('tableChoose')}
            data={tableOptions}
            value={mapping?.table ?? null}
            onChange={choose}
            allowDeselect={false}
            w={220}
          />
          <div style={{ paddingBottom: 6 }}>
            {reading !== undefined && reading.recipe !== null ? (
              <Badge variant="light" tt="none" leftSection={<IconBookmark size={12} aria-hidden="true" />}>
                {t('byRecipe', { name: reading.recipe.name, revision: reading.recipe.revision })}
              </Badge>
            ) : isChosen || reading === undefined ? (
              <Text size="xs" c="dimmed">
                {t('reason_chosen')}
              </Text>
            ) : reading.table.name === null ? (
              <Text size="xs" c="var(--holdfast-raises-text)" fw={600}>
                {t('tableUnknown')}
              </Text>
            ) : (
              <Confidence confidence={reading.table.confidence} note={t('tableRecognised')} />
            )}
          </div>
          {onRemove === null ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              mb={4}
              leftSection={<IconTrash size={14} />}
              onClick={onRemove}
            >
              {t('removeReading')}
            </Button>
          )}
        </Group>
      )}
      {reading === undefined || reading.problem === null ? null : (
        <Alert color="orange" variant="light" role="alert">
          {reading.problem}
        </Alert>
      )}
      <Questions preview={preview} draft={draft} tableOptions={tableOptions} onTable={choose} onMapping={onMapping} />
      {mapping === null ? (
        <Text size="sm" c="dimmed" lineClamp={3}>
          {t('columnsSeen', { columns: preview.columns.map(({ column }) => column).join(' · ') })}
        </Text>
      ) : (
        <>
          <PersonalBar preview={preview} mapping={mapping} onMapping={onMapping} />
          <Group gap="sm">
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={chevron(isOpen)}
              aria-expanded={isOpen}
              onClick={() => setOpened(!isOpen)}
            >
              {isOpen ? t('collapse') : t('expand')}
            </Button>
            <Text size="sm" c="dimmed">
              {t('mappedOf', { mapped: used, total: offered })}
            </Text>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={chevron(editing)}
              aria-expanded={editing}
              onClick={() => setEditing(!editing)}
            >
              {t('moreSettings')}
            </Button>
            {actions}
          </Group>
          {mapping.unpivot === undefined ? null : (
            <Text size="sm" lineClamp={3}>
              {t('turned', {
                count: mapping.unpivot.columns.length,
                columns: mapping.unpivot.columns.join(' · '),
                skipped: t(`turned_${mapping.unpivot.skip}`),
              })}
            </Text>
          )}
          {leftOut === 0 ? null : (
            <Group gap="sm">
              <Text size="sm">{t('choicesKept', { count: leftOut })}</Text>
              <Button size="compact-sm" variant="light" onClick={() => onMapping({ ...mapping, choices: {} })}>
                {t('choicesForget')}
              </Button>
            </Group>
          )}
          {editing ? <RecipeEditor preview={preview} mapping={mapping} onMapping={onMapping} /> : null}
          <Collapse expanded={isOpen}>
            {isOpen ? (
              <Stack gap="md">
                <ColumnTable preview={preview} reading={reading} mapping={mapping} onMapping={onMapping} />
                <div aria-busy={isChecking}>
                  <Text size="sm" fw={600} mb={6}>
                    {t('stored')}
                  </Text>
                  <StoredRows
                    preview={preview}
                    reading={reading}
                    table={mapping.table}
                    isAsked={openQuestions(draft).length > 0}
                  />
                </div>
              </Stack>
            ) : null}
          </Collapse>
        </>
      )}
    </Stack>
  );
}
