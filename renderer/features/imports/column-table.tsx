import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { FileMapping, FilePreview, Reading } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ColumnRow } from './column-row.tsx';
import { useFieldOptions } from './field-options.ts';
import styles from './imports.module.css';
import { ownColumns } from './mapping-edit.ts';
import { messages } from './messages.ts';

/** Files of thousands of columns are drawn bit by bit. */
const columnsAtOnce = 40;
const columnsWithoutSearch = 12;

type ColumnTableProps = {
  readonly preview: FilePreview;
  readonly reading: Reading | undefined;
  readonly mapping: FileMapping;
  readonly onMapping: (mapping: FileMapping) => void;
};

/** Every column of a source table: what is in it, what it becomes, and whether it is kept as it stands. */
export function ColumnTable({ preview, reading, mapping, onMapping }: ColumnTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const options = useFieldOptions(mapping.table);
  const [shown, setShown] = useState(columnsAtOnce);
  const [search, setSearch] = useState('');
  const made = ownColumns(mapping);
  const profiles = new Map(preview.columns.map((column) => [column.column, column]));
  const proposals = new Map(reading?.proposed.map((proposal) => [proposal.column, proposal]));
  const turned = new Set(mapping.unpivot?.columns);
  const all = [...preview.columns.map(({ column }) => column), ...made].filter((column) => !turned.has(column));
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? all : all.filter((column) => column.toLowerCase().includes(wanted));
  return (
    <div>
      {all.length <= columnsWithoutSearch ? null : (
        <TextInput
          size="xs"
          mb="xs"
          maw={280}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          aria-label={t('searchColumns')}
          placeholder={t('searchColumns')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div
        className={styles.scroller}
        data-tall
        role="region"
        aria-label={t('columnsOf', { name: preview.name })}
        tabIndex={0}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('filled')}</th>
              <th scope="col" data-end title={t('distinctHint')}>
                {t('distinct')}
              </th>
              <th scope="col">{t('range')}</th>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('sure')}</th>
              <th scope="col">{t('privacy')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map((column) => (
              <ColumnRow
                key={column}
                column={column}
                isWhole={preview.isWhole}
                profile={profiles.get(column)}
                proposal={proposals.get(column)}
                mapping={mapping}
                options={options}
                onMapping={onMapping}
              />
            ))}
          </tbody>
        </table>
      </div>
      {found.length <= shown ? null : (
        <Group mt="xs" gap="sm">
          <Text size="sm" c="dimmed">
            {t('columnsShown', { shown: format.integer(shown), total: format.integer(found.length) })}
          </Text>
          <Button size="compact-sm" variant="light" onClick={() => setShown(shown + columnsAtOnce)}>
            {t('columnsMore')}
          </Button>
        </Group>
      )}
    </div>
  );
}
