import type { ReactNode } from 'react';
import type { TopAnswer } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { topMessages } from './top-messages.ts';
import styles from './review.module.css';

/** The four figures that decide whether an action is worth it. */
export function TopFigures({ answer }: { readonly answer: TopAnswer }) {
  const t = useMessages(topMessages);
  const format = useFormat();
  const { covered, coveredShare, coveredRange, cost, breakEven, breakEvenMissing, rows, horizonDays } = answer;
  const range =
    coveredRange === null
      ? null
      : t('top.range', {
          seen: format.moneyCompact(coveredRange.seen),
          low: format.moneyCompact(coveredRange.low),
          high: format.moneyCompact(coveredRange.high),
        });
  return (
    <dl className={`${styles.figures} ${styles.four}`}>
      <Figure label={t('top.covered')} value={format.list(covered.map((sum) => format.money(sum))) || nothing}>
        {t('top.coveredNote', { share: format.percent(coveredShare, 0) })}
        {range === null ? null : <>; {range}</>}
      </Figure>
      <Figure label={t('top.leavers')} value={format.decimal(answer.expectedLeavers, 1)}>
        {t('top.leaversNote', { count: rows.length, days: horizonDays ?? nothing })}
      </Figure>
      <Figure label={t('top.costSum')} value={format.money(cost?.total ?? null)}>
        {cost === null ? t('top.costNone') : t('top.costEach', { money: format.moneyExact(cost.each) })}
      </Figure>
      <Figure label={t('top.breakEven')} value={format.percent(breakEven)}>
        {breakEvenMissing !== null
          ? t(`top.missing.${breakEvenMissing}`)
          : breakEven === null || breakEven === 0
            ? null
            : breakEven > 1
              ? t('top.cannotPay')
              : t('top.oneIn', { in: format.integer(Math.max(1, Math.floor(1 / breakEven))) })}
      </Figure>
    </dl>
  );
}

type FigureProps = { readonly label: string; readonly value: string; readonly children: ReactNode };

function Figure({ label, value, children }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong>
        {children}
      </dd>
    </div>
  );
}
