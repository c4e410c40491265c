import { Anchor, Paper, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HomeAnswer, Money } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';
import type { HomeView, SetHomeView } from './view.ts';

type TotalsProps = {
  readonly answer: HomeAnswer;
  readonly direction: HomeView['direction'];
  readonly onView: SetHomeView;
};

/** The book in four figures; each leads to what is behind it. */
export function Totals({ answer: { totals, scores, since }, direction, onView }: TotalsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const sums = (list: readonly Money[]): string =>
    list.length === 0 ? format.money(null) : format.list(list.map((sum) => format.moneyCompact(sum)));
  const { compared, rose, fell, renewals, tasks } = totals;
  const change = compared === null ? 0 : compared.now.minor - compared.then.minor;
  const withoutBefore = t(since.of === 'visit' ? 'noNewScores' : 'atRiskSame');
  const toggle = (to: 'rose' | 'fell') => onView({ direction: direction === to ? undefined : to });
  return (
    <div className={styles.totals}>
      <Figure
        name={t('atRisk')}
        value={
          <Lead to="/queue" label={t('openQueue')}>
            {sums(totals.atRisk)}
          </Lead>
        }
      >
        {scores === null ? (
          t('unscored')
        ) : compared === null || scores.before === null ? (
          withoutBefore
        ) : (
          <span className={change > 0 ? styles.raises : change < 0 ? styles.lowers : undefined}>
            {t('atRiskThen', {
              money: `${change > 0 ? '+' : ''}${format.moneyCompact({ minor: change, currency: compared.now.currency })}`,
              day: format.day(scores.before),
            })}
          </span>
        )}
      </Figure>
      <Figure
        name={t('moved')}
        value={
          compared === null ? (
            format.integer(null)
          ) : (
            <span className={styles.pair}>
              <UnstyledButton
                className={`${styles.number} ${styles.raises}`}
                title={t('showRose')}
                aria-pressed={direction === 'rose'}
                onClick={() => toggle('rose')}
              >
                {t('rose', { count: rose })}
              </UnstyledButton>
              <UnstyledButton
                className={`${styles.number} ${styles.lowers}`}
                title={t('showFell')}
                aria-pressed={direction === 'fell'}
                onClick={() => toggle('fell')}
              >
                {t('fell', { count: fell })}
              </UnstyledButton>
            </span>
          )
        }
      >
        {scores === null
          ? t('unscored')
          : scores.before === null
            ? withoutBefore
            : `${format.day(scores.before)} → ${format.day(scores.asOf)}`}
      </Figure>
      <Figure
        name={t('renewals')}
        value={
          <Lead to="/renewals" label={t('renewals')}>
            {sums(renewals.amounts)}
          </Lead>
        }
      >
        {t('renewalsOf', { count: renewals.accounts })}
      </Figure>
      <Figure
        name={t('tasks')}
        value={
          <Lead to="/tasks" label={t('tasks')}>
            {t('overdue', { count: tasks.overdue })}
          </Lead>
        }
      >
        {t('dueToday', { count: tasks.today })}
      </Figure>
    </div>
  );
}

function Lead({ to, label, children }: { readonly to: string; readonly label: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} inherit c="inherit" title={label}>
      {children}
    </Anchor>
  );
}

type FigureProps = { readonly name: string; readonly value: ReactNode; readonly children: ReactNode };

function Figure({ name, value, children }: FigureProps) {
  return (
    <Paper withBorder bg="var(--holdfast-surface)" px="sm" py={6}>
      <Text size="xs" c="dimmed" fw={600}>
        {name}
      </Text>
      <div className={styles.figure}>{value}</div>
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </Paper>
  );
}
