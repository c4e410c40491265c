import { Badge, Button, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconFileText } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { shownText } from '../../../shared/domain/mentions.ts';
import { daysBetween } from '../../../shared/domain/time.ts';
import { accountPath } from '../../app/account-id.ts';
import type { AccountView } from '../../app/account-parts/account-view.ts';
import styles from '../../app/account-parts/accounts.module.css';
import { useDueText } from '../../app/account-parts/due-field.tsx';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { accountPageMessages } from '../../app/account-parts/page-messages.ts';
import { SourceNote } from '../../app/account-parts/source-note.tsx';
import { useApi } from '../../app/client.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import own from './account-page.module.css';

type AccountHeaderProps = {
  readonly account: AccountPage;
  readonly onView: (change: Partial<AccountView>) => void;
};

/** Who the account is, and the figures that a call begins with; each opens what stands behind it. */
export function AccountHeader({ account, onView }: AccountHeaderProps) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  const { score, lastTouch } = account;
  const change = score === null || score.previous === null ? null : score.probability - score.previous;
  const words = [account.segment, account.plan, account.industry, account.country].filter((word) => word !== null);
  const untilRenewal = account.renewalDay === null ? null : daysBetween(account.asOf, account.renewalDay);
  const sinceUse = account.lastSeenAt === null ? null : daysBetween(account.asOf, account.lastSeenAt.slice(0, 10));
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
        <Stack gap={0}>
          <Group gap="sm">
            <Title order={1} data-private="">
              {account.name}
            </Title>
            {account.churnedDay === null ? null : (
              <Badge color="orange" variant="light" tt="none">
                {t('page.churned', { day: format.day(account.churnedDay) })}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {words.join(' · ')}
            {words.length > 0 ? ' · ' : ''}
            {t('owner')}: <span data-private="">{account.owner ?? nothing}</span> · {account.id} ·{' '}
            <SourceNote source={account.source} />
          </Text>
        </Stack>
        <Button
          component={Link}
          to={`${accountPath(account.id)}/brief`}
          size="xs"
          variant="default"
          flex="none"
          leftSection={<IconFileText size={14} />}
        >
          {page('page.brief')}
        </Button>
      </Group>
      <div className={own.figures}>
        <Figure
          label={t('risk')}
          note={score === null ? t('page.notScored') : page('page.withinShort', { count: score.horizonDays })}
          hint={
            score === null ? t('riskHint') : t('page.within', { count: score.horizonDays, day: format.day(score.asOf) })
          }
          tab="overview"
          onOpen={() => onView({ tab: 'overview' })}
        >
          {format.percent(score?.probability ?? null)}{' '}
          {change === null ? null : (
            <Text span size="xs" fw={550} className={change > 0.0005 ? styles.raises : styles.lowers}>
              {t('changeUnit', { points: format.points(change) })}
            </Text>
          )}
        </Figure>
        <Figure
          label={t('atRisk')}
          note={page('page.atRiskShort')}
          hint={t('atRiskHint')}
          tab="overview"
          onOpen={() => onView({ tab: 'overview' })}
        >
          {format.money(score?.revenueAtRisk ?? null)}
        </Figure>
        <Figure
          label={t('revenue')}
          note={page('page.revenueShort')}
          hint={t('revenueHint')}
          tab="money"
          onOpen={() => onView({ tab: 'money' })}
        >
          {format.money(account.monthlyRevenue)}
        </Figure>
        <Figure
          label={t('renewal')}
          note={format.relativeDays(untilRenewal)}
          tab="money"
          onOpen={() => onView({ tab: 'money' })}
        >
          {format.day(account.renewalDay)}
        </Figure>
        <Figure
          label={page('page.lastTouch')}
          note={
            lastTouch === null
              ? page('page.noTouch')
              : [lastTouch.type, lastTouch.owner].filter((word) => word !== null).join(' · ')
          }
          tab="people"
          onOpen={() => onView({ tab: 'people' })}
        >
          {lastTouch === null ? nothing : format.instantDay(lastTouch.at)}
        </Figure>
        <Figure
          label={page('page.lastUse')}
          note={format.relativeDays(sinceUse)}
          tab="usage"
          onOpen={() => onView({ tab: 'usage' })}
        >
          {format.instantDay(account.lastSeenAt)}
        </Figure>
        <NextTask id={account.id} onOpen={() => onView({ tab: 'overview' })} />
      </div>
    </Stack>
  );
}

function NextTask({ id, onOpen }: { readonly id: string; readonly onOpen: () => void }) {
  const page = useMessages(accountPageMessages);
  const dueText = useDueText();
  const tasks = useQuery(useApi().tasks.list.queryOptions({ input: { accountId: id, state: 'open', limit: 1 } })).data;
  const next = tasks?.rows[0];
  return (
    <Figure
      label={page('page.nextTask')}
      note={next === undefined ? page('page.noTask') : shownText(next.title, next.mentions)}
      tab="overview"
      onOpen={onOpen}
    >
      {next === undefined ? nothing : dueText(next.due)}
    </Figure>
  );
}

type FigureProps = {
  readonly label: string;
  readonly note: string;
  /** What the note leaves out. */
  readonly hint?: string;
  readonly tab: AccountView['tab'];
  readonly onOpen: () => void;
  readonly children: ReactNode;
};

function Figure({ label, note, hint, tab, onOpen, children }: FigureProps) {
  const page = useMessages(accountPageMessages);
  return (
    <UnstyledButton
      className={own.figure}
      onClick={onOpen}
      title={`${hint ?? note} · ${page('figure.open', { label, tab: page(`tab.${tab}`) })}`}
    >
      <span className={own.label}>{label}</span>
      <span className={own.value}>{children}</span>
      <span className={own.note}>{note}</span>
    </UnstyledButton>
  );
}
