import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { AccountSet, RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { AccountSetDrawer } from '../../app/analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import type { CellWords } from './cell-words.ts';
import { messages } from './messages.ts';
import { view as viewSchema } from './search.ts';
import type { RetentionView } from './search.ts';

type AccountsDrawerProps = {
  readonly grid: RetentionGrid;
  readonly question: RetentionQuestion;
  readonly words: CellWords;
  readonly view: RetentionView;
  readonly onChange: (change: Partial<RetentionView>) => void;
  readonly onClose: () => void;
};

/** The accounts behind the cell that the address names. */
export function AccountsDrawer({ grid, question, words, view, onChange, onClose }: AccountsDrawerProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const cohort = grid.cohorts.find((entry) => entry.cohort === view.cohort);
  const { index } = view;
  const of = index === undefined ? null : (cohort?.of[index] ?? null);
  if (cohort === undefined || index === undefined || of === null || of === 0) {
    return <AccountSetDrawer set={null} title="" onClose={onClose} />;
  }
  const set: AccountSet = { of: 'retention', question, cohort: cohort.cohort, index, which: view.which };
  const value = cohort.values[index] ?? null;
  return (
    <AccountSetDrawer
      set={set}
      onClose={onClose}
      title={t('accountsTitle', { cohort: words.cohort(cohort.cohort), index: words.columnLong(index) })}
      subtitle={
        <Stack gap="xs">
          <Text size="sm">
            {question.measure === 'accounts'
              ? t('accountsOf', { count: format.integer(value), size: format.integer(of) })
              : words.cellLong(cohort, index)}
          </Text>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('accountsWhich')}
            value={view.which}
            onChange={(which) => onChange({ which: viewSchema.shape.which.parse(which) })}
            data={[
              { value: 'retained', label: t('accountsRetained') },
              { value: 'lost', label: t('accountsLost') },
              { value: 'all', label: t('accountsAll') },
            ]}
          />
        </Stack>
      }
    />
  );
}
