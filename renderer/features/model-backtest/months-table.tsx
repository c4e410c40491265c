import { Button, Group, Paper, Text, Title } from '@mantine/core';
import type { BacktestMonth, BacktestRun } from '../../../shared/contract/index.ts';
import { FiguresTable } from '../../ui/figures-table.tsx';
import type { Figure } from '../../ui/figures-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { allMonths } from './view.ts';
import type { Which } from './view.ts';

type MonthsTableProps = {
  readonly run: BacktestRun;
  readonly onOpen: (month: string, which: Which) => void;
};

/** Every month with its counts, the latest first; each count opens into its accounts. */
export function MonthsTable({ run, onOpen }: MonthsTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const figure = (month: BacktestMonth, value: number | null, which: Which): Figure => ({
    text: format.integer(value),
    ...(value === null || value === 0
      ? {}
      : {
          onOpen: () => onOpen(month.day, which),
          label: t('listTitle', { month: format.day(month.day), which: t(`which.${which}`) }),
        }),
  });
  const rows = run.months.toReversed().map((month) => ({
    head: format.day(month.day),
    figures: [
      { text: t(`state.${month.state}`) },
      { text: format.integer(month.customers) },
      figure(month, month.counts?.flagged ?? null, 'flagged'),
      { text: format.integer(month.churned) },
      figure(month, month.counts?.found ?? null, 'found'),
      figure(month, month.counts?.missed ?? null, 'missed'),
      figure(month, month.counts?.falseAlarms ?? null, 'false-alarm'),
      figure(month, month.counts?.open ?? null, 'open'),
      { text: format.percent(month.precision.value, 0) },
      { text: format.percent(month.recall.value, 0) },
    ],
  }));
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <div>
          <Title order={2}>{t('byMonth')}</Title>
          <Text size="sm" c="dimmed">
            {t('byMonthText')}
          </Text>
        </div>
        <Button variant="default" size="xs" onClick={() => onOpen(allMonths, 'all')}>
          {t('allAccounts')}
        </Button>
      </Group>
      <FiguresTable
        label={t('byMonth')}
        columns={[
          t('month'),
          t('state'),
          t('customers'),
          t('flagged'),
          t('left'),
          t('found'),
          t('missed'),
          t('falseAlarms'),
          t('open'),
          t('precisionShort'),
          t('recallShort'),
        ]}
        rows={rows}
        height={440}
      />
    </Paper>
  );
}
