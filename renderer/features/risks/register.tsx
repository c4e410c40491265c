import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Risk } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { useDueText } from '../../app/account-parts/due-field.tsx';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { StageBadge } from '../../app/account-parts/risk-parts.tsx';
import { useLanguageText } from '../../app/analysis/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { DataTable } from '../../ui/table.tsx';
import type { Column, Sort } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import styles from './risks.module.css';
import { useStakes } from './totals.tsx';
import type { RisksView } from './view.ts';

type RiskTableProps = {
  readonly risks: readonly Risk[];
  readonly total: number;
  readonly view: RisksView;
  readonly onOpen: (risk: number) => void;
  readonly onSort: (sort: Sort) => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
};

export function RiskTable({ risks, total, view, onOpen, onSort, hasMore, isLoadingMore, onMore }: RiskTableProps) {
  const t = useMessages(messages);
  const columns = useColumns();
  const groups = useGroups(view.group, risks);
  const table = {
    columns,
    rowKey: ({ id }: Risk) => String(id),
    onOpen: ({ id }: Risk) => onOpen(id),
    sort: { id: view.sort, descending: view.descending },
  };
  if (groups === null) {
    return (
      <DataTable
        {...table}
        label={t('table')}
        rows={risks}
        total={total}
        onSort={onSort}
        height="calc(100vh - 430px)"
        hasMore={hasMore}
        loadingMore={isLoadingMore}
        onMore={onMore}
        resetKey={JSON.stringify({ ...view, risk: null })}
        pageKeys
      />
    );
  }
  return (
    <Stack gap="md">
      {groups.map(({ name, title, rows }) => (
        <section key={name} aria-label={name}>
          <Title order={2} size="h5" mb={4}>
            {title}
          </Title>
          <DataTable {...table} label={name} rows={rows} height={300} />
        </section>
      ))}
    </Stack>
  );
}

function useGroups(group: RisksView['group'], risks: readonly Risk[]) {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const say = useLanguageText();
  const stakes = useStakes();
  if (group === 'none') return null;
  const nameOf = ({ stage, owner, reason }: Risk): string => {
    if (group === 'stage') return r(`stage.${stage}`);
    if (group === 'owner') return owner ?? r('nobody');
    return reason === null ? r('reason.none') : say(reason.name);
  };
  return [...Map.groupBy(risks, nameOf)].map(([name, rows]) => {
    const sums = new Map<string, number>();
    for (const { stakeNow } of rows) {
      if (stakeNow !== null) sums.set(stakeNow.currency, (sums.get(stakeNow.currency) ?? 0) + stakeNow.minor);
    }
    const stake = stakes([...sums].map(([currency, minor]) => ({ currency, minor })));
    return { name, rows, title: t('groupTitle', { name, count: t('totalRisks', { count: rows.length }), stake }) };
  });
}

function useColumns(): Column<Risk>[] {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const format = useFormat();
  const say = useLanguageText();
  const dueText = useDueText();
  return useMemo<Column<Risk>[]>(
    () => [
      {
        id: 'name',
        header: r('account'),
        width: 140,
        grow: 2,
        sortable: true,
        cell: ({ account }) => (
          <Anchor component={Link} to={accountPath(account.id)} size="sm" truncate display="block">
            {account.name}
          </Anchor>
        ),
      },
      {
        id: 'stage',
        header: r('stage'),
        width: 122,
        sortable: true,
        cell: ({ stage }) => <StageBadge stage={stage} />,
      },
      {
        id: 'reason',
        header: r('reason'),
        width: 104,
        grow: 1,
        sortable: true,
        cell: ({ reason }) => (reason === null ? nothing : say(reason.name)),
      },
      {
        id: 'owner',
        header: r('owner'),
        width: 104,
        grow: 1,
        sortable: true,
        cell: ({ owner }) => <span data-private>{owner ?? r('nobody')}</span>,
      },
      {
        id: 'due',
        header: r('due'),
        width: 104,
        sortable: true,
        cell: ({ due, daysOverdue }) =>
          daysOverdue !== null && daysOverdue > 0 ? (
            <span className={styles.late} title={format.day(due)}>
              {r('overdue', { count: daysOverdue })}
            </span>
          ) : (
            dueText(due)
          ),
      },
      {
        id: 'in-stage',
        header: r('inStage'),
        width: 76,
        align: 'end',
        sortable: true,
        cell: ({ daysInStage }) => r('days', { count: daysInStage }),
      },
      {
        id: 'stake',
        header: r('stake'),
        width: 98,
        align: 'end',
        sortable: true,
        cell: ({ stakeNow }) => format.money(stakeNow),
      },
      {
        id: 'probability',
        header: r('chance'),
        hint: t('then'),
        width: 104,
        align: 'end',
        sortable: true,
        cell: ({ probabilityOpened, probabilityNow }) =>
          `${format.percent(probabilityOpened, 0)} → ${format.percent(probabilityNow, 0)}`,
      },
      {
        id: 'view',
        header: t('view'),
        width: 112,
        cell: ({ view }) => (
          <Text size="xs" {...(view === 'calm' || view === 'alarmed' ? {} : { c: 'dimmed' })}>
            {r(`view.${view}`)}
          </Text>
        ),
      },
    ],
    [t, r, format, say, dueText],
  );
}
