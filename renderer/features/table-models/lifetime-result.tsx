import { Text } from '@mantine/core';
import type { TableStudy } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { FigureTable } from './figure-table.tsx';
import { Section } from './section.tsx';
import { studyMessages } from './study-messages.ts';

/** What the customers of a table will buy, and the parameters behind it. */
export function LifetimeResult({ study }: { readonly study: Extract<TableStudy, { about: 'lifetime' }> }) {
  const t = useMessages(studyMessages);
  const format = useFormat();
  const { customers, repeating, total, check, best, parameters, amounts, horizon, unitDays } = study;
  const between = (low: number | null, high: number | null, write: (value: number) => string): string =>
    low === null || high === null ? nothing : t('to', { low: write(low), high: write(high) });
  const money = (value: number): string => format.decimal(value, 2);
  const digits = (value: number): string => format.plain(Number(value.toPrecision(4)), 6);
  const hasValues = best.some(({ value }) => value !== null);
  const title = t(hasValues ? 'best' : 'bestCount');
  return (
    <>
      <Section title={t('worth')}>
        <Text>
          {t('customers', { customers: format.integer(customers), repeating: format.integer(repeating) })}{' '}
          {total === null
            ? t('noTotal')
            : t('total', {
                total: money(total.value),
                horizon: format.plain(horizon),
                days: format.plain(unitDays),
                interval: between(total.lower, total.upper, money),
              })}
        </Text>
        {check === null ? null : (
          <Text size="sm" c="dimmed">
            {t('check', { expected: format.integer(check.expected), actual: format.integer(check.actual) })}
          </Text>
        )}
      </Section>
      <Section title={title}>
        <FigureTable
          label={title}
          columns={[
            t('customer'),
            t('frequency'),
            t('alive'),
            t('expected'),
            t('interval'),
            ...(hasValues ? [t('spend'), t('value')] : []),
          ]}
          rows={best.map(({ customer, frequency, alive, expected, spend, value }) => [
            customer,
            format.integer(frequency),
            format.percent(alive),
            format.decimal(expected.value, 2),
            between(expected.lower, expected.upper, (bound) => format.decimal(bound, 2)),
            ...(hasValues
              ? [spend === null ? nothing : money(spend), value === null ? nothing : money(value.value)]
              : []),
          ])}
        />
      </Section>
      <Section title={t('parameters')}>
        <FigureTable
          label={t('parameters')}
          columns={[t('parameter'), t('estimate'), t('interval')]}
          rows={[...parameters, ...(amounts ?? [])].map(({ name, value, lower, upper }) => [
            name,
            digits(value),
            between(lower, upper, digits),
          ])}
        />
      </Section>
    </>
  );
}
