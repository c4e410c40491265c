import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ReviewRow } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { queriesOf } from './card-queries.ts';
import { messages } from './messages.ts';
import styles from './review.module.css';
import { accountsMessages } from '../../app/account-parts/messages.ts';

type FigureProps = { readonly label: string; readonly value: ReactNode; readonly note: ReactNode };

function Figure({ label, value, note }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong>
        {note}
      </dd>
    </div>
  );
}

type AccountFiguresProps = { readonly row: ReviewRow; readonly horizonDays: number | null };

/** The figures that a decision turns on, each with what it stands on. */
export function AccountFigures({ row, horizonDays }: AccountFiguresProps) {
  const t = useMessages(messages);
  const a = useMessages(accountsMessages);
  const format = useFormat();
  const account = useQuery(queriesOf(useApi(), row.id).account).data;
  const change = row.change;
  return (
    <dl className={styles.figures}>
      <Figure
        label={`${a('risk')}${horizonDays === null ? '' : `, ${t('within', { days: horizonDays })}`}`}
        value={
          <>
            {format.percent(row.probability)}{' '}
            {change === null ? null : (
              <span
                style={{ fontSize: 13, fontWeight: 550 }}
                className={change > 0.0005 ? styles.raises : styles.lowers}
              >
                {a('changeUnit', { points: format.points(change) })}
              </span>
            )}
          </>
        }
        note={<LikeNote row={row} />}
      />
      <Figure label={t('atRisk')} value={format.money(row.revenueAtRisk)} note={t('atRiskNote')} />
      <Figure label={t('revenue')} value={format.money(row.monthlyRevenue)} note={row.plan} />
      <RenewalFigure row={row} />
      <Figure
        label={t('lastSeen')}
        value={<span style={{ fontSize: 15 }}>{format.instantDay(row.lastSeenAt)}</span>}
        note={account?.industry ?? null}
      />
    </dl>
  );
}

/** What the validation says of accounts scored like this one: the only interval that there is. */
function LikeNote({ row: { like } }: { readonly row: ReviewRow }) {
  const t = useMessages(messages);
  const format = useFormat();
  if (like === null) return <>{t('noLike')}</>;
  const words = {
    share: format.percent(like.observed, 0),
    low: format.percent(like.low, 0),
    high: format.percent(like.high, 0),
  };
  return (
    <>
      {t('like', words)}{' '}
      <Definition
        title={t('likeTitle')}
        rule={t('likeRule', {
          ...words,
          count: like.count,
          left: like.churned,
          predicted: format.percent(like.predicted, 0),
        })}
      />
    </>
  );
}

function RenewalFigure({ row }: { readonly row: ReviewRow }) {
  const t = useMessages(messages);
  const format = useFormat();
  const survival = useQuery(queriesOf(useApi(), row.id).survival).data;
  const renewal = survival?.found?.renewal ?? null;
  const note =
    survival === undefined ? (
      ' '
    ) : survival.run === null ? (
      <Anchor component={Link} to="/survival" search={{ tab: 'renewals' } as never} inherit>
        {t('renewalUnknown')}
      </Anchor>
    ) : renewal === null ? (
      t('renewalNone')
    ) : (
      t('renewalChance', {
        chance: format.percent(renewal.probability, 0),
        low: format.percent(renewal.lower, 0),
        high: format.percent(renewal.upper, 0),
      })
    );
  return <Figure label={t('renewal')} value={format.day(row.renewalDay)} note={note} />;
}
