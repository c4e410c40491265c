import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import { SourceNote } from './source-note.tsx';

function Figure({
  label,
  children,
  note,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <Card withBorder padding="sm">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={650} fz={19} lh={1.35} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        {note}
      </Text>
    </Card>
  );
}

/** Who the account is, and the four figures that matter most. */
export function AccountHeader({ account }: { readonly account: AccountPage }) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const { score } = account;
  const change = score === null || score.previous === null ? null : score.probability - score.previous;
  const words = [account.segment, account.plan, account.industry, account.country].filter((word) => word !== null);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Stack gap={2}>
          <Group gap="sm">
            <Title order={1}>{account.name}</Title>
            {account.churnedDay === null ? null : (
              <Badge color="orange" variant="light" tt="none">
                {t('page.churned', { day: format.day(account.churnedDay) })}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {words.join(' · ')}
            {words.length > 0 ? ' · ' : ''}
            {t('owner')}: {account.owner ?? nothing}
          </Text>
        </Stack>
        <Stack gap={0} align="flex-end">
          <Text size="xs" c="dimmed">
            {account.id}
          </Text>
          <SourceNote source={account.source} />
        </Stack>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <Figure
          label={t('risk')}
          note={
            score === null
              ? t('page.notScored')
              : t('page.within', { count: score.horizonDays, day: format.day(score.asOf) })
          }
        >
          {format.percent(score?.probability ?? null)}{' '}
          {change === null ? null : (
            <Text span size="sm" fw={550} className={change > 0.0005 ? styles.raises : styles.lowers}>
              {t('changeUnit', { points: format.points(change) })}
            </Text>
          )}
        </Figure>
        <Figure label={t('atRisk')} note={t('atRiskHint')}>
          {format.money(score?.revenueAtRisk ?? null)}
        </Figure>
        <Figure label={t('revenue')} note={t('revenueHint')}>
          {format.money(account.monthlyRevenue)}
        </Figure>
        <Figure label={t('renewal')} note={`${t('lastSeen')}: ${format.instantDay(account.lastSeenAt)}`}>
          {format.day(account.renewalDay)}
        </Figure>
      </SimpleGrid>
    </Stack>
  );
}
