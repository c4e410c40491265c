import { Card, Table, Text, Title } from '@mantine/core';
import type { OpenRun } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './drift.module.css';
import { messages } from './messages.ts';

/** Scores of which not all is known yet, and when it will be. */
export function OpenOutcomes({ open }: { readonly open: readonly OpenRun[] }) {
  const t = useMessages(messages);
  const format = useFormat();
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h4">
        {t('openTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={860}>
        {t('openText')}
      </Text>
      <div className={styles.scroll}>
        <Table fz="sm" verticalSpacing={4} maw={760} className={styles.figures} aria-label={t('openTitle')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('asOf')}</Table.Th>
              {(['accounts', 'happened', 'open', 'expectedCount', 'settlesOn'] as const).map((key) => (
                <Table.Th key={key} scope="col" ta="right">
                  {t(key)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {open.map((run) => (
              <Table.Tr key={run.asOf}>
                <Table.Th scope="row" fw={400}>
                  {format.day(run.asOf)}
                </Table.Th>
                <Table.Td ta="right">{format.integer(run.accounts)}</Table.Td>
                <Table.Td ta="right">{format.integer(run.happened)}</Table.Td>
                <Table.Td ta="right">{format.integer(run.open)}</Table.Td>
                <Table.Td ta="right">{format.decimal(run.expected, 1)}</Table.Td>
                <Table.Td ta="right">{format.day(run.settlesOn)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  );
}
