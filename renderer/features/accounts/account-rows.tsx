import { Anchor, Badge, Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/domain/time.ts';
import { accountPath } from '../../app/account-id.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from '../../app/account-parts/accounts.module.css';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { accountPageMessages } from '../../app/account-parts/page-messages.ts';
import { SectionCard } from '../../app/account-parts/section-card.tsx';
import { SourceNote } from '../../app/account-parts/source-note.tsx';

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

/** Days without use after which a contact is called quiet. */
const quietAfter = 60;
const championWords = /champion|sponsor|promotor|patrocinador/i;

/** Champions first, then who was seen last; who has gone quiet is told. */
export function ContactsCard({ account }: CardProps) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  const isChampion = ({ role, title }: AccountPage['contacts'][number]): boolean =>
    championWords.test(`${role ?? ''} ${title ?? ''}`);
  const contacts = account.contacts.toSorted((a, b) => Number(isChampion(b)) - Number(isChampion(a)));
  const quietFor = (day: string | null): number | null => {
    const days = day === null ? null : daysBetween(day, account.asOf);
    return days !== null && days > quietAfter ? days : null;
  };
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
              {contacts.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td fw={600}>
                    <Group gap={6} wrap="nowrap">
                      <span data-private="">{row.name}</span>
                      {isChampion(row) ? (
                        <Badge size="xs" variant="light" tt="none" flex="none">
                          {page('contact.champion')}
                        </Badge>
                      ) : null}
                    </Group>
                  </Table.Td>
                  <Table.Td>{row.title ?? nothing}</Table.Td>
                  <Table.Td>{row.role ?? nothing}</Table.Td>
                  <Table.Td data-private="">{row.email ?? nothing}</Table.Td>
                  <Table.Td ta="right">
                    {format.day(row.lastSeenDay)}
                    {quietFor(row.lastSeenDay) === null ? null : (
                      <Text span inherit className={styles.raises}>
                        {' '}
                        ({page('contact.quiet', { count: quietFor(row.lastSeenDay) ?? 0 })})
                      </Text>
                    )}
                  </Table.Td>
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

export function InvoicesCard({ account }: CardProps) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  return (
    <SectionCard title={page('page.invoices')}>
      {account.invoices.length === 0 ? (
        <Text size="sm" c="dimmed">
          {page('invoice.none')}
        </Text>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={page('page.invoices')}>
          <Table fz="xs" verticalSpacing={6} horizontalSpacing={6} className={styles.tight}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{page('invoice.id')}</Table.Th>
                <Table.Th>{page('invoice.issued')}</Table.Th>
                <Table.Th>{page('invoice.due')}</Table.Th>
                <Table.Th>{page('invoice.paid')}</Table.Th>
                <Table.Th ta="right">{page('invoice.amount')}</Table.Th>
                <Table.Th>{page('invoice.status')}</Table.Th>
                <Table.Th>{t('source.label')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {account.invoices.map((row) => (
                <InvoiceRow key={row.id} invoice={row} asOf={account.asOf} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </SectionCard>
  );
}

/** Late is what was due before the end of the data and is not paid, or what was paid after its day. */
function InvoiceRow({ invoice, asOf }: { readonly invoice: AccountPage['invoices'][number]; readonly asOf: string }) {
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  const late = invoice.dueDay === null ? 0 : daysBetween(invoice.dueDay, invoice.paidDay ?? asOf);
  return (
    <Table.Tr>
      <Table.Td>{invoice.id}</Table.Td>
      <Table.Td>{format.day(invoice.issuedDay)}</Table.Td>
      <Table.Td>{format.day(invoice.dueDay)}</Table.Td>
      <Table.Td>
        {invoice.paidDay === null ? page('invoice.open') : format.day(invoice.paidDay)}
        {late > 0 ? (
          <Text span inherit className={styles.raises}>
            {' '}
            ({page('invoice.late', { count: late })})
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td ta="right">{format.moneyExact(invoice.amount)}</Table.Td>
      <Table.Td>{invoice.status ?? nothing}</Table.Td>
      <Table.Td>
        <SourceNote source={invoice.source} short />
      </Table.Td>
    </Table.Tr>
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
