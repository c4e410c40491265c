import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { SpanFigures } from './question.ts';
import styles from './revenue.module.css';
import type { Words } from './words.ts';

type HeadlineProps = { readonly figures: SpanFigures; readonly words: Words };

/** The figures that people ask for first, those of both families side by side. */
export function Headline({ figures, words }: HeadlineProps) {
  const t = useMessages(messages);
  const { bridge, customers, rates, due } = figures;
  const atStart =
    customers.start === 0 ? t('nobody') : t('customersStart', { customers: words.count(customers.start) });
  const isAnyDue = due.renewals > 0;
  return (
    <div className={styles.figures}>
      <Figure name={t('mrr')} value={words.compact(bridge.end)} exact={words.exact(bridge.end)}>
        {t('arr', { amount: words.compact(bridge.end * 12) })}
      </Figure>
      <Figure name={t('nrr')} value={words.share(rates.nrr)}>
        {atStart}
      </Figure>
      <Figure name={t('grr')} value={words.share(rates.grr)}>
        {rates.yearly === null ? atStart : t('perYear', { share: words.share(rates.yearly.revenueChurn) })}
      </Figure>
      <Figure name={t('logoChurn')} value={words.share(rates.logoChurn)}>
        {customers.start === 0
          ? t('nobody')
          : t('lostOf', { lost: words.count(customers.churn), customers: words.count(customers.start) })}
        {rates.logoLow === null ? null : (
          <>
            <br />
            {t('interval', { low: words.share(rates.logoLow), high: words.share(rates.logoHigh) })}
          </>
        )}
        {rates.yearly === null ? null : (
          <>
            <br />
            {t('perYear', { share: words.share(rates.yearly.logoChurn) })}
          </>
        )}
      </Figure>
      <Figure name={t('grossDue')} value={words.share(due.grossRate)}>
        {isAnyDue
          ? t('renewedOf', { renewed: words.count(due.renewed), renewals: words.count(due.renewals) })
          : t('noneDue')}
      </Figure>
      <Figure name={t('netDue')} value={words.share(due.netRate)}>
        {isAnyDue ? t('upsell', { amount: words.compact(due.target) }) : t('noneDue')}
      </Figure>
    </div>
  );
}

type FigureProps = {
  readonly name: string;
  readonly value: string;
  readonly exact?: string;
  readonly children: ReactNode;
};

function Figure({ name, value, exact, children }: FigureProps) {
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="sm">
      <Text size="xs" c="dimmed" fw={600}>
        {name}
      </Text>
      <div className={styles.figure} title={exact}>
        {value}
      </div>
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Paper>
  );
}
