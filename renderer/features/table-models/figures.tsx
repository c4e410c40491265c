import { Table, Text } from '@mantine/core';
import type { MetricWithInterval, TableCard } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './table-models.module.css';

const alone = (value: number | null): MetricWithInterval => ({ value, low: null, high: null });

/** The figures of the check with their intervals and what each means. */
export function Figures({ test }: Pick<TableCard, 'test'>) {
  const t = useMessages(messages);
  const format = useFormat();
  const rate = format.percent(test.baseRate);
  const rows: readonly (readonly [name: string, text: string, measure: MetricWithInterval, digits: number])[] = [
    [t('prAuc'), t('prAucText', { rate }), test.prAuc, 3],
    [t('auc'), t('aucText'), test.auc, 3],
    [t('lift'), t('liftText'), test.liftTop10, 1],
    [t('brier'), t('brierText'), test.brier, 4],
    [t('skill'), t('skillText'), alone(test.brierSkill), 3],
    [t('logLoss'), t('logLossText'), test.logLoss, 3],
    [t('slope'), t('slopeText'), alone(test.calibrationSlope), 2],
  ];
  return (
    <Table verticalSpacing={6} className={styles.figures ?? ''} aria-label={t('figures')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('measure')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('value')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('interval')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, text, { value, low, high }, digits]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={600}>
              {name}
              <Text size="xs" c="dimmed" fw={400}>
                {text}
              </Text>
            </Table.Th>
            <Table.Td ta="right">{format.decimal(value, digits)}</Table.Td>
            <Table.Td ta="right">
              {low === null || high === null
                ? nothing
                : t('to', { low: format.decimal(low, digits), high: format.decimal(high, digits) })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What looking at the highest probabilities finds. */
export function Capacities({ recall }: Pick<TableCard, 'recall'>) {
  const t = useMessages(messages);
  const format = useFormat();
  const withInterval = ({ value, low, high }: MetricWithInterval): string =>
    low === null || high === null
      ? format.percent(value)
      : `${format.percent(value)} (${t('to', { low: format.percent(low, 0), high: format.percent(high, 0) })})`;
  return (
    <Table fz="sm" className={styles.figures ?? ''} aria-label={t('gain')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('lookedAt')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('found')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('precision')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {recall.map(({ top, share, recall: found, precision }) => (
          <Table.Tr key={top}>
            <Table.Th scope="row" fw={400}>
              {format.integer(top)} ({format.percent(share, 0)})
            </Table.Th>
            <Table.Td ta="right">{withInterval(found)}</Table.Td>
            <Table.Td ta="right">{withInterval(precision)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The figures for each value of a column. */
export function Segments({ segments }: { readonly segments: NonNullable<TableCard['segments']> }) {
  const t = useMessages(messages);
  const format = useFormat();
  const name = (value: string): string => (value === '–' ? t('absent') : value === '…' ? t('others') : value);
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table fz="sm" className={styles.figures ?? ''} aria-label={t('segments', { column: segments.column })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{segments.column}</Table.Th>
            {[t('rows'), t('observed'), t('predicted'), t('auc'), t('interval')].map((header) => (
              <Table.Th key={header} scope="col" ta="right">
                {header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.values.map((one) => (
            <Table.Tr key={one.value}>
              <Table.Th scope="row">{name(one.value)}</Table.Th>
              <Table.Td ta="right">{format.integer(one.rows)}</Table.Td>
              <Table.Td ta="right">{format.percent(one.observed)}</Table.Td>
              <Table.Td ta="right">{format.percent(one.predicted)}</Table.Td>
              <Table.Td ta="right">{format.decimal(one.auc.value, 3)}</Table.Td>
              <Table.Td ta="right">
                {one.auc.low === null || one.auc.high === null
                  ? nothing
                  : t('to', { low: format.decimal(one.auc.low, 3), high: format.decimal(one.auc.high, 3) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
