import { Divider, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { NumberButton } from './number-button.tsx';
import { customersOf } from './question.ts';
import type { OpenMovement, SpanFigures } from './question.ts';
import styles from './revenue.module.css';
import { signedAmount, steps } from './waterfall.ts';
import type { Words } from './words.ts';

type FamiliesProps = {
  readonly figures: SpanFigures;
  readonly words: Words;
  readonly onOpen: (movement: OpenMovement) => void;
};

/** The bridge to the cent, and the two families of rates side by side; every number opens its accounts. */
export function Families({ figures, words, onOpen }: FamiliesProps) {
  const t = useMessages(messages);
  const { bridge, customers, rates, due } = figures;
  const name = words.span(figures.label);
  const number = (movement: OpenMovement, amount: number | null, isExact = false): ReactNode => (
    <NumberButton
      movement={movement}
      amount={amount}
      customers={customersOf(figures, movement)}
      name={name}
      words={words}
      onOpen={() => onOpen(movement)}
      isExact={isExact}
    />
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <table className={styles.table} aria-label={t('bridge', { span: name })}>
        <thead>
          <tr>
            <th scope="col">{t('step')}</th>
            <th scope="col">{t('amount')}</th>
            <th scope="col">{t('customers')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step}>
              <th scope="row">{t(step)}</th>
              <td>{number(step, signedAmount(bridge, step), true)}</td>
              <td>{words.count(customers[step])}</td>
            </tr>
          ))}
          {(['won-and-lost', 'returned'] as const).map((movement) => (
            <tr key={movement} title={t(movement === 'returned' ? 'returnedHelp' : 'wonAndLostHelp')}>
              <th scope="row">{t(movement)}</th>
              <td />
              <td>{number(movement, null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Divider my="xs" />
      <Title order={3} size="h5">
        {t('families')}
      </Title>
      <table className={styles.table} aria-label={t('families')}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('cohortFamily')}</th>
            <th scope="col">{t('dueFamily')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('target')}</th>
            <td>{number('start', bridge.start)}</td>
            <td>{number('due', due.target)}</td>
          </tr>
          <tr>
            <th scope="row">{t('gross')}</th>
            <td>{words.share(rates.grr)}</td>
            <td>{words.share(due.grossRate)}</td>
          </tr>
          <tr>
            <th scope="row">{t('net')}</th>
            <td>{words.share(rates.nrr)}</td>
            <td>{words.share(due.netRate)}</td>
          </tr>
          <tr>
            <th scope="row">{t('kept')}</th>
            <td>{words.share(rates.logoChurn === null ? null : 1 - rates.logoChurn)}</td>
            <td>{words.share(due.logoRate)}</td>
          </tr>
          <tr>
            <th scope="row">{t('lost')}</th>
            <td>{number('churn', null)}</td>
            <td>{number('not-renewed', null)}</td>
          </tr>
        </tbody>
      </table>
      <Text size="xs" c="dimmed" mt={4}>
        {t('familyText')}
      </Text>
    </Paper>
  );
}
