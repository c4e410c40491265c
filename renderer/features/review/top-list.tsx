import { Anchor, Table, Text, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TopAnswer, TopRow } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { useReasonSentence } from '../../app/account-parts/reason-sentence.ts';
import { RiskBar } from '../../app/account-parts/risk-bar.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { DataTable } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { topMessages } from './top-messages.ts';
import styles from './review.module.css';

type Of = { readonly answer: TopAnswer };

/** The accounts, the greatest expected loss first. */
export function TopList({ answer: { rows } }: Of) {
  const t = useMessages(topMessages);
  const a = useMessages(accountsMessages);
  const format = useFormat();
  const sentence = useReasonSentence();
  const navigate = useNavigate();
  const columns = useMemo<Column<TopRow>[]>(
    () => [
      { id: 'rank', header: t('top.rank'), width: 50, grow: 0, align: 'end', cell: (row) => format.integer(row.rank) },
      {
        id: 'name',
        header: t('top.account'),
        width: 180,
        grow: 2,
        cell: (row) => (
          <Anchor component={Link} to={accountPath(row.id)} size="sm" truncate display="block">
            {row.name}
          </Anchor>
        ),
      },
      {
        id: 'owner',
        header: t('top.owner'),
        width: 120,
        grow: 1,
        cell: (row) => <span className={styles.oneLine}>{row.owner ?? nothing}</span>,
      },
      {
        id: 'risk',
        header: t('top.risk'),
        width: 110,
        grow: 0,
        align: 'end',
        cell: (row) => <RiskBar probability={row.probability} />,
      },
      {
        id: 'atRisk',
        header: t('top.atRisk'),
        width: 120,
        grow: 0,
        align: 'end',
        cell: (row) => format.money(row.revenueAtRisk),
      },
      {
        id: 'breakEven',
        header: t('top.pays'),
        width: 96,
        grow: 0,
        align: 'end',
        cell: (row) => (
          <span className={row.pays === false ? styles.raises : undefined}>
            {row.pays === null ? '' : row.pays ? '✓ ' : '✕ '}
            {format.percent(row.breakEven)}
          </span>
        ),
      },
      {
        id: 'reason',
        header: a('reasons'),
        width: 220,
        grow: 3,
        cell: (row) => {
          const [reason] = row.reasons;
          return reason === undefined ? nothing : <span className={styles.oneLine}>{sentence(reason)}</span>;
        },
      },
    ],
    [t, a, format, sentence],
  );
  return (
    <DataTable
      label={t('top.list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHeight={36}
      height={340}
      total={rows.length}
      onOpen={(row) => void navigate({ to: accountPath(row.id) })}
    />
  );
}

/** What the scores of these accounts were worth on time that the model had not seen. */
export function TopGroups({ answer: { validation } }: Of) {
  const t = useMessages(topMessages);
  const format = useFormat();
  if (validation === null || validation.groups.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('top.noValidation')}
      </Text>
    );
  }
  const { month, groups } = validation;
  const between = (low: number | null, high: number | null): string =>
    `${format.percent(low)} – ${format.percent(high)}`;
  return (
    <section aria-labelledby="top-groups">
      <Title order={3} id="top-groups" mb={4}>
        {t('top.groups')}
      </Title>
      {month === null ? null : (
        <Text size="sm" mb={4}>
          {t('top.validation', {
            top: format.integer(month.top),
            months: format.integer(month.months),
            share: format.percent(month.precision.value),
            low: format.percent(month.precision.low, 0),
            high: format.percent(month.precision.high, 0),
          })}
        </Text>
      )}
      <Table fz="sm" verticalSpacing={3} maw={720} style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            {(['scored', 'inList', 'inValidation', 'reallyLeft', 'share', 'interval'] as const).map((column) => (
              <Table.Th key={column} scope="col" ta="right">
                {t(`top.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <Table.Tr key={group.predicted}>
              <Table.Th scope="row" ta="right" fw={400}>
                {format.percent(group.predicted)}
              </Table.Th>
              <Table.Td ta="right">{format.integer(group.accounts)}</Table.Td>
              <Table.Td ta="right">{format.integer(group.count)}</Table.Td>
              <Table.Td ta="right">{format.integer(group.churned)}</Table.Td>
              <Table.Td ta="right">{format.percent(group.observed)}</Table.Td>
              <Table.Td ta="right">{between(group.low, group.high)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
