import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { MouseEvent } from 'react';
import type { QueueRow } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import type { Column } from '../../ui/table.tsx';
import styles from '../../app/account-parts/accounts.module.css';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { ReasonLine } from '../../app/account-parts/reason-line.tsx';
import { RiskBar } from '../../app/account-parts/risk-bar.tsx';
import type { QueueColumn } from './queue-view.ts';

/** The shown columns of the queue, in their order; the ids of those that sort are the contract's words for the sort. */
export function useQueueColumns(
  onOpen: (row: QueueRow) => Promise<void>,
  shown: readonly QueueColumn[],
): readonly Column<QueueRow>[] {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const all = useMemo<readonly (Column<QueueRow> & { readonly id: QueueColumn })[]>(
    () => [
      {
        id: 'name',
        header: t('account'),
        width: 158,
        grow: 1.6,
        sortable: true,
        cell: (row) => (
          <>
            <Anchor
              component={Link}
              to={accountPath(row.id)}
              className={`${styles.name} ${styles.twoLines}`}
              title={row.name}
              tabIndex={-1}
              onClick={(event) => openHere(event, () => void onOpen(row))}
            >
              {row.name}
            </Anchor>
            <span className={`${styles.muted} ${styles.line}`} title={kindOf(row)}>
              {kindOf(row) || nothing}
            </span>
          </>
        ),
      },
      {
        id: 'owner',
        header: t('owner'),
        width: 104,
        grow: 0.8,
        cell: (row) => (
          <span className={styles.line} title={row.owner ?? undefined}>
            {row.owner ?? nothing}
          </span>
        ),
      },
      {
        id: 'probability',
        header: t('risk'),
        hint: t('riskHint'),
        width: 106,
        grow: 0.4,
        align: 'end',
        sortable: true,
        cell: (row) => <RiskBar probability={row.probability} />,
      },
      {
        id: 'change',
        header: t('change'),
        hint: t('changeHint'),
        width: 84,
        grow: 0,
        align: 'end',
        sortable: true,
        cell: (row) =>
          row.change === null ? (
            nothing
          ) : (
            <span className={row.change > 0.0005 ? styles.raises : row.change < -0.0005 ? styles.lowers : undefined}>
              {t('changeUnit', { points: format.points(row.change) })}
            </span>
          ),
      },
      {
        id: 'revenue',
        header: t('revenueShort'),
        hint: t('revenueHint'),
        width: 78,
        grow: 0.3,
        align: 'end',
        sortable: true,
        cell: (row) => format.money(row.monthlyRevenue),
      },
      {
        id: 'revenue-at-risk',
        header: t('atRisk'),
        hint: t('atRiskHint'),
        width: 92,
        grow: 0.3,
        align: 'end',
        sortable: true,
        cell: (row) => <strong>{format.money(row.revenueAtRisk)}</strong>,
      },
      {
        id: 'reasons',
        header: t('reasons'),
        hint: t('reasonsHint'),
        width: 188,
        grow: 3,
        cell: (row) =>
          row.reasons.length === 0
            ? nothing
            : row.reasons.slice(0, 3).map((reason) => <ReasonLine key={reason.feature} reason={reason} />),
      },
      {
        id: 'renewal',
        header: t('renewal'),
        width: 104,
        grow: 0,
        align: 'end',
        sortable: true,
        firstSort: 'ascending',
        cell: (row) => format.day(row.renewalDay),
      },
      {
        id: 'last-seen',
        header: t('lastSeen'),
        width: 104,
        grow: 0,
        align: 'end',
        sortable: true,
        cell: (row) => format.instantDay(row.lastSeenAt),
      },
      ...(['segment', 'plan', 'country'] as const).map((id) => ({
        id,
        header: t(id),
        width: 96,
        grow: 0.6,
        cell: (row: QueueRow) => (
          <span className={styles.line} title={row[id] ?? undefined}>
            {row[id] ?? nothing}
          </span>
        ),
      })),
    ],
    [t, format, onOpen],
  );
  return useMemo(() => shown.flatMap((id) => all.find((column) => column.id === id) ?? []), [all, shown]);
}

function kindOf({ segment, plan }: QueueRow): string {
  return [segment, plan].filter((word) => word !== null).join(' · ');
}

/** A plain click opens on this page; with a key held the browser opens the link as it does any other. */
function openHere(event: MouseEvent, open: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
}
