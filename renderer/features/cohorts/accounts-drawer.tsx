import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { RetentionGrid } from '../../../shared/contract/index.ts';
import { AccountListDrawer } from '../../app/account-list.tsx';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { useCohortName } from './heat-map.tsx';
import { messages } from './messages.ts';
import { questionOf, validateSearch } from './search.ts';
import type { RetentionView } from './search.ts';

type AccountsDrawerProps = {
  readonly grid: RetentionGrid;
  readonly view: RetentionView;
  readonly onChange: (change: Partial<RetentionView>) => void;
  readonly onClose: () => void;
};

/** The accounts behind the cell that the address names. */
export function AccountsDrawer({ grid, view, onChange, onClose }: AccountsDrawerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const nameOf = useCohortName(view.period);
  const api = useApi();
  const { client } = useHost();
  const cohort = grid.cohorts.find((entry) => entry.cohort === view.cohort);
  const { index } = view;
  const count = index === undefined ? undefined : cohort?.values[index];
  if (cohort === undefined || index === undefined || count === undefined) {
    return <AccountListDrawer opened={false} onClose={onClose} title="" pages={null} />;
  }
  const input = { ...questionOf(view), cohort: cohort.cohort, index, which: view.which };
  return (
    <AccountListDrawer
      opened
      onClose={onClose}
      title={t('accountsTitle', { cohort: nameOf(cohort.cohort), index: t(`indexLong_${view.period}`, { index }) })}
      subtitle={
        <Stack gap="xs">
          <Text size="sm">{t('accountsOf', { count: format.integer(count), size: format.integer(cohort.size) })}</Text>
          <SegmentedControl
            size="xs"
            fullWidth
            value={view.which}
            onChange={(which) => onChange({ which: validateSearch.shape.which.parse(which) })}
            data={[
              { value: 'retained', label: t('accountsRetained') },
              { value: 'lost', label: t('accountsLost') },
              { value: 'all', label: t('accountsAll') },
            ]}
          />
        </Stack>
      }
      pages={{
        queryKey: api.cohorts.retentionAccounts.key({ input }),
        load: (cursor, signal) => client.cohorts.retentionAccounts({ ...input, cursor }, { signal }),
      }}
    />
  );
}
