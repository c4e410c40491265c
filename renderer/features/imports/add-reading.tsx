import { Button, Menu } from '@mantine/core';
import { IconTablePlus } from '@tabler/icons-react';
import { tableNames } from '../../../shared/domain/tables.ts';
import type { TableName } from '../../../shared/domain/tables.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';

type AddReadingProps = {
  readonly taken: readonly TableName[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onAdd: (table: TableName) => void;
};

/** Makes rows of a further table out of the same file, e.g. accounts and subscriptions out of one list. */
export function AddReading({ taken, isPending, error, onAdd }: AddReadingProps) {
  const t = useMessages(messages);
  const labels = useLabels();
  return (
    <>
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" leftSection={<IconTablePlus size={16} />} loading={isPending}>
            {t('addReading')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {tableNames
            .filter((table) => !taken.includes(table))
            .map((table) => (
              <Menu.Item key={table} onClick={() => onAdd(table)}>
                {labels.table(table)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {error === null || error === undefined ? null : <ErrorState error={error} />}
    </>
  );
}
