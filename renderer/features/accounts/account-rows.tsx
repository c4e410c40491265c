import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import { SectionCard } from './section-card.tsx';
import { SourceNote } from './source-note.tsx';

type CardProps = { readonly account: AccountPage };

export function SubscriptionsCard({ account }: CardProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  return (
    <SectionCard title={t('page.subscriptions')}>
      {account.subscriptions.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('sub.none')}
        </Text>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('page.subscriptions')}>
          <Table fz="xs" verticalSpacing={6} horizontalSpacing={6} className={styles.tight}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('sub.plan')}</Table.Th>
                <Table.Th>{t('sub.from')}</Table.Th>
                <Table.Th>{t('sub.until')}</Table.Th>
                <Table.Th ta="right">{t('sub.monthly')}</Table.Th>
                <Table.Th ta="right">{t('sub.seats')}</Table.Th>
                <Table.Th ta="right">{t('sub.term')}</Table.Th>
                <Table.Th>{t('sub.autoRenew')}</Table.Th>
                <Table.Th>{t('source.label')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {account.subscriptions.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td title={row.id}>{row.plan ?? nothing}</Table.Td>
                  <Table.Td>{format.day(row.startDay)}</Table.Td>
                  <Table.Td>{row.endDay === null ? t('sub.running') : format.day(row.endDay)}</Table.Td>
                  <Table.Td ta="right">{format.moneyExact(row.monthlyRevenue)}</Table.Td>
                  <Table.Td ta="right">{format.integer(row.seats)}</Table.Td>
                  <Table.Td ta="right">
                    {row.termMonths === null ? nothing : t('sub.months', { count: row.termMonths })}
                  </Table.Td>
                  <Table.Td>{row.autoRenew === null ? nothing : row.autoRenew ? t('yes') : t('no')}</Table.Td>
                  <Table.Td>
                    <SourceNote source={row.source} short />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </SectionCard>
  );
}

export function ContactsCard({ account }: CardProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  return (
    <SectionCard title={t('page.contacts')}>
      {account.contacts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('contact.none')}
        </Text>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('page.contacts')}>
          <Table fz="xs" verticalSpacing={6} horizontalSpacing={6} className={styles.tight}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('contact.name')}</Table.Th>
                <Table.Th>{t('contact.title')}</Table.Th>
                <Table.Th>{t('contact.role')}</Table.Th>
                <Table.Th>{t('contact.email')}</Table.Th>
                <Table.Th ta="right">{t('contact.lastSeen')}</Table.Th>
                <Table.Th>{t('source.label')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {account.contacts.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td fw={600}>{row.name}</Table.Td>
                  <Table.Td>{row.title ?? nothing}</Table.Td>
                  <Table.Td>{row.role ?? nothing}</Table.Td>
                  <Table.Td>{row.email ?? nothing}</Table.Td>
                  <Table.Td ta="right">{format.day(row.lastSeenDay)}</Table.Td>
                  <Table.Td>
                    <SourceNote source={row.source} short />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </SectionCard>
  );
}

/** What else the import knew of the account. */
export function FactsCard({ account }: CardProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const attributes = Object.entries(account.attributes).filter(([, value]) => value !== null && value !== '');
  return (
    <SectionCard title={t('page.facts')} aside={<SourceNote source={account.source} short />}>
      <dl className={styles.facts}>
        <Fact name={t('page.created')}>{format.day(account.createdDay)}</Fact>
        <Fact name={t('page.industry')}>{account.industry ?? nothing}</Fact>
        {account.parent === null ? null : (
          <Fact name={t('page.parent')}>
            <Anchor component={Link} to={accountPath(account.parent.id)} inherit>
              {account.parent.name}
            </Anchor>
          </Fact>
        )}
        {attributes.map(([name, value]) => (
          <Fact key={name} name={name}>
            {typeof value === 'number'
              ? format.plain(value)
              : typeof value === 'boolean'
                ? value
                  ? t('yes')
                  : t('no')
                : value}
          </Fact>
        ))}
      </dl>
    </SectionCard>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
