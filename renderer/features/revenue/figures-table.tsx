import type { ReactNode } from 'react';
import { useMessages } from '../../ui/messages.ts';
import type { RevenueFigures } from '../../../shared/contract/index.ts';
import { messages } from './messages.ts';
import { NumberButton } from './number-button.tsx';
import { customersOf } from './question.ts';
import type { OpenMovement } from './question.ts';
import styles from './revenue.module.css';
import { signedAmount, steps } from './waterfall.ts';
import type { Words } from './words.ts';

export type FiguresRow = {
  readonly key: string;
  readonly name: string;
  readonly head: ReactNode;
  readonly figures: RevenueFigures;
  readonly isCurrent?: boolean;
  readonly onOpen: (movement: OpenMovement) => void;
};

type FiguresTableProps = {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly FiguresRow[];
  readonly words: Words;
};

/** All figures, a period or a group a row; every number opens its accounts. */
export function FiguresTable({ label, head, rows, words }: FiguresTableProps) {
  const t = useMessages(messages);
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {steps.map((step) => (
              <th key={step} scope="col">
                {t(step)}
              </th>
            ))}
            <th scope="col" title={t('nrr')}>
              NRR
            </th>
            <th scope="col" title={t('grr')}>
              GRR
            </th>
            <th scope="col">{t('logoChurn')}</th>
            <th scope="col" title={t('dueFamily')}>
              {t('renewals')}
            </th>
            <th scope="col" title={t('grossDue')}>
              {t('gross')}
            </th>
            <th scope="col" title={t('netDue')}>
              {t('net')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, head: cell, figures, isCurrent, onOpen }) => {
            const { bridge, rates, due } = figures;
            const number = (movement: OpenMovement, amount: number | null, text?: string): ReactNode => (
              <NumberButton
                movement={movement}
                amount={amount}
                customers={customersOf(figures, movement)}
                name={name}
                words={words}
                onOpen={() => onOpen(movement)}
                {...(text === undefined ? {} : { text })}
              />
            );
            return (
              <tr key={key} {...(isCurrent === true ? { 'aria-current': true } : {})}>
                <th scope="row">{cell}</th>
                {steps.map((step) => (
                  <td key={step}>{number(step, signedAmount(bridge, step))}</td>
                ))}
                <td>{words.share(rates.nrr)}</td>
                <td>{words.share(rates.grr)}</td>
                <td>{number('churn', null, words.share(rates.logoChurn))}</td>
                <td>{number('due', null)}</td>
                <td>{number('not-renewed', null, words.share(due.grossRate))}</td>
                <td>{words.share(due.netRate)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
