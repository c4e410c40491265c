import { ActionIcon, Button, Checkbox, Group, Popover, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { useApi } from '../../app/client.tsx';
import { readSearch } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { queueMessages } from './queue-messages.ts';
import { allColumns, columnsOf, movedColumn, queueView, usualColumns, withColumn } from './queue-view.ts';
import type { QueueColumn, QueueView } from './queue-view.ts';

const keptName = 'columns';

function useKeptColumns() {
  return useQuery(useApi().views.list.queryOptions({ input: { page: 'accounts-columns' } })).data?.[0];
}

/** The columns that the address names, else those that were chosen last in this workspace. */
export function useShownColumns(view: QueueView): readonly QueueColumn[] {
  const kept = useKeptColumns();
  return useMemo(
    () => columnsOf(view.columns ?? (kept === undefined ? undefined : readSearch(queueView, kept.search).columns)),
    [view.columns, kept],
  );
}

const columnTexts = {
  name: 'account',
  owner: 'owner',
  probability: 'risk',
  change: 'change',
  revenue: 'revenue',
  'revenue-at-risk': 'atRisk',
  reasons: 'reasons',
  renewal: 'renewal',
  'last-seen': 'lastSeen',
  segment: 'segment',
  plan: 'plan',
  country: 'country',
} as const satisfies Record<QueueColumn, string>;

type ColumnMenuProps = {
  readonly shown: readonly QueueColumn[];
  readonly onColumns: (columns: QueueColumn[]) => void;
};

/** Which columns stand in the list and in which order; the last choice is kept. */
export function ColumnMenu({ shown, onColumns }: ColumnMenuProps) {
  const t = useMessages(queueMessages);
  const words = useMessages(accountsMessages);
  const kept = useKeptColumns();
  const save = useMutation(useApi().views.save.mutationOptions());
  const choose = (columns: readonly QueueColumn[]): void => {
    onColumns([...columns]);
    const id = kept === undefined ? {} : { id: kept.id };
    save.mutate({ ...id, page: 'accounts-columns', name: keptName, search: { columns } });
  };
  return (
    <Popover position="bottom-end" shadow="md" width={290} trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={14} />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={4} role="group" aria-label={t('columns')}>
          {allColumns(shown).map((column) => {
            const name = words(columnTexts[column]);
            const place = shown.indexOf(column);
            return (
              <Group key={column} justify="space-between" wrap="nowrap" gap="xs">
                <Checkbox
                  size="xs"
                  label={name}
                  checked={place >= 0}
                  disabled={column === 'name'}
                  onChange={(event) => choose(withColumn(shown, column, event.currentTarget.checked))}
                />
                {place < 1 ? null : (
                  <Group gap={0} wrap="nowrap">
                    <ActionIcon
                      size="sm"
                      variant="subtle"
                      color="gray"
                      aria-label={t('up', { column: name })}
                      disabled={place === 1}
                      onClick={() => choose(movedColumn(shown, column, -1))}
                    >
                      <IconChevronUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size="sm"
                      variant="subtle"
                      color="gray"
                      aria-label={t('down', { column: name })}
                      disabled={place === shown.length - 1}
                      onClick={() => choose(movedColumn(shown, column, 1))}
                    >
                      <IconChevronDown size={14} />
                    </ActionIcon>
                  </Group>
                )}
              </Group>
            );
          })}
          <Button size="compact-xs" variant="subtle" onClick={() => choose(usualColumns)}>
            {t('usual')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
