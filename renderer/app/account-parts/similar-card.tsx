import { Anchor, Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountPath } from '../account-id.ts';
import { useLanguageText } from '../analysis/index.ts';
import { useApi } from '../client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './accounts.module.css';
import { explanationMessages } from './explanation-messages.ts';
import { accountsMessages } from './messages.ts';
import { SectionCard } from './section-card.tsx';

type SimilarCardProps = { readonly id: string; readonly isAsked: boolean; readonly onAsk: () => void };

/** Accounts that stood where this one stands, and what became of them; looked for when somebody asks, since it takes a while. */
export function SimilarCard({ id, isAsked, onAsk }: SimilarCardProps) {
  const w = useMessages(explanationMessages);
  return (
    <SectionCard title={w('similar.title')}>
      {isAsked ? (
        <SimilarList id={id} />
      ) : (
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {w('similar.lead')}
          </Text>
          <Button size="xs" variant="default" onClick={onAsk}>
            {w('similar.ask')}
          </Button>
        </Group>
      )}
    </SectionCard>
  );
}

function SimilarList({ id }: { readonly id: string }) {
  const t = useMessages(accountsMessages);
  const w = useMessages(explanationMessages);
  const format = useFormat();
  const text = useLanguageText();
  const query = useQuery(useApi().explanations.similar.queryOptions({ input: { id } }));
  return (
    <QueryView
      query={query}
      skeleton="lines"
      isEmpty={(data) => data.outcome === null}
      empty={<Empty title={w('similar.none')} text={w('similar.noneText')} />}
    >
      {({ outcome, accounts, horizonDays, note }) => (
        <>
          {outcome === null ? null : (
            <Text size="sm" mb={6}>
              {w('similar.outcome', {
                count: outcome.accounts,
                churned: outcome.cameTrue,
                days: horizonDays,
                low: format.percent(outcome.low, 0),
                high: format.percent(outcome.high, 0),
                usual: format.percent(outcome.usual),
              })}
            </Text>
          )}
          <div className={styles.scroll}>
            <Table fz="sm" verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('account')}</Table.Th>
                  <Table.Th scope="col">{w('similar.asOf')}</Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t('risk')}
                  </Table.Th>
                  <Table.Th scope="col">{w('similar.became')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {accounts.map((row) => (
                  <Table.Tr key={row.id}>
                    <Table.Th scope="row" fw={400}>
                      <Anchor component={Link} to={accountPath(row.id)} size="sm">
                        {row.name}
                      </Anchor>
                      <Text size="xs" c="dimmed" lineClamp={2}>
                        {row.shared.map((reason) => text(reason.text)).join(' · ')}
                      </Text>
                    </Table.Th>
                    <Table.Td style={{ whiteSpace: 'nowrap' }}>{format.day(row.asOf)}</Table.Td>
                    <Table.Td ta="right">{format.percent(row.probability)}</Table.Td>
                    <Table.Td>
                      {row.cameTrue ? w('similar.left', { day: format.day(row.day) }) : w('similar.stayed')}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
          <Text size="xs" c="dimmed" mt="xs">
            {text(note)}
          </Text>
        </>
      )}
    </QueryView>
  );
}
