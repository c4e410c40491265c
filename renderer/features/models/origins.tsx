import { Paper, Table, Text, Title } from '@mantine/core';
import type { MetricWithInterval, Origin } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './models.module.css';
import { validationMessages } from './validation-messages.ts';

/** A figure with its interval in one cell. */
export function useMeasured(): (metric: MetricWithInterval | null, digits?: number) => string {
  const t = useMessages(validationMessages);
  const format = useFormat();
  return (metric, digits = 3) => {
    if (metric === null || metric.low === null || metric.high === null)
      return format.decimal(metric?.value ?? null, digits);
    const [value, low, high] = [metric.value, metric.low, metric.high].map((each) => format.decimal(each, digits));
    return t('of', { value, low, high });
  };
}

/** How the test went at each origin: whether a good average hides a bad month. */
export function Origins({ origins }: { readonly origins: readonly Origin[] }) {
  const t = useMessages(validationMessages);
  const format = useFormat();
  const measured = useMeasured();
  useLanguage();
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={3}>{t('origins')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('originsText')}
      </Text>
      <div className={styles.scroller}>
        <Table miw={760} className={styles.figures}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('tested')}</Table.Th>
              {(['rows', 'churned', 'auc', 'prAuc', 'skill', 'slope'] as const).map((name) => (
                <Table.Th key={name} scope="col" ta="right">
                  {t(name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {origins.map(({ learnedUntil, testFrom, testUntil, kind, test }) => (
              <Table.Tr key={testFrom}>
                <Table.Th scope="row" fw={600}>
                  {testFrom === testUntil
                    ? format.day(testFrom)
                    : t('range', { from: format.day(testFrom), until: format.day(testUntil) })}
                  <Text size="xs" c="dimmed" fw={400}>
                    {t('learnedUntil')} {format.day(learnedUntil)} · {translateKey(messages, `kind_${kind}`) ?? kind}
                  </Text>
                </Table.Th>
                <Table.Td ta="right">{format.integer(test.rows)}</Table.Td>
                <Table.Td ta="right">{format.integer(test.churned)}</Table.Td>
                <Table.Td ta="right">{measured(test.auc)}</Table.Td>
                <Table.Td ta="right">{measured(test.prAuc)}</Table.Td>
                <Table.Td ta="right">{format.decimal(test.brierSkill, 3)}</Table.Td>
                <Table.Td ta="right">{format.decimal(test.calibrationSlope, 2)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}
