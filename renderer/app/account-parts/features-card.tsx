import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { usageSeries } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import { accountPageMessages } from './page-messages.ts';
import { SectionCard } from './section-card.tsx';
import { Sparkline } from './sparkline.tsx';

const weeksShown = 26;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How often each event happened: half a year as a line, and the last weeks against those before. */
export function FeaturesCard({ id }: { readonly id: string }) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const usage = useQuery(useApi().accounts.usage.queryOptions({ input: { id, period: 'week' } }));
  return (
    <SectionCard title={page('page.features')}>
      <QueryView
        query={usage}
        skeleton="lines"
        isEmpty={(data) => data.total === 0}
        empty={<Empty title={t('usage.none')} text={t('usage.noneText')} />}
      >
        {(data) => <FeaturesTable usage={data} />}
      </QueryView>
    </SectionCard>
  );
}

function FeaturesTable({ usage }: { readonly usage: z.infer<typeof usageSeries> }) {
  const t = useMessages(accountsMessages);
  const page = useMessages(accountPageMessages);
  const format = useFormat();
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={page('page.features')}>
      <Table fz="xs" verticalSpacing={4} horizontalSpacing={8} className={styles.tight}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{page('features.event')}</Table.Th>
            <Table.Th>{page('features.line')}</Table.Th>
            <Table.Th ta="right">{page('features.recent')}</Table.Th>
            <Table.Th ta="right">{page('features.before')}</Table.Th>
            <Table.Th ta="right">{page('features.change')}</Table.Th>
            <Table.Th ta="right">{page('features.total')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {usage.series.map(({ event, counts }) => {
            const name = event ?? t('usage.rest');
            const [recent, before] = [sum(counts.slice(-4)), sum(counts.slice(-8, -4))];
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500}>
                  {name}
                </Table.Th>
                <Table.Td>
                  <Sparkline values={counts.slice(-weeksShown)} label={page('features.spark', { event: name })} />
                </Table.Td>
                <Table.Td ta="right">{format.integer(recent)}</Table.Td>
                <Table.Td ta="right">{format.integer(before)}</Table.Td>
                <Table.Td ta="right" className={recent < before ? styles.raises : undefined}>
                  {before === 0 ? nothing : format.percent(recent / before - 1, 0)}
                </Table.Td>
                <Table.Td ta="right">{format.integer(sum(counts))}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
