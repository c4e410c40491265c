import { Card, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PermutationImportance, Ranking } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import styles from './reasons.module.css';
import type { OnView } from './view.ts';

type ShuffleRankingProps = { readonly ranking: Ranking; readonly chosen: string | null; readonly onView: OnView };

/** What the model would lose without each feature; asked for only when somebody looks, since it takes a while. */
export function ShuffleRanking({ ranking, chosen, onView }: ShuffleRankingProps) {
  const t = useMessages(messages);
  const text = useLanguageText();
  const query = useQuery(useApi().explanations.permutation.queryOptions({ input: {}, staleTime: Infinity }));
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('shuffle')} <Definition title={t('shuffle')} rule={t('shuffleRule')} width={440} />
      </Title>
      <QueryView
        query={query}
        isEmpty={(data) => data.why !== null}
        empty={
          <Empty
            title={t('shuffleNone')}
            text={query.data?.why === null || query.data === undefined ? '' : text(query.data.why)}
          />
        }
      >
        {(data) => <ShuffleTable data={data} ranking={ranking} chosen={chosen} onView={onView} />}
      </QueryView>
    </Card>
  );
}

function ShuffleTable({
  data,
  ranking,
  chosen,
  onView,
}: ShuffleRankingProps & { readonly data: PermutationImportance }) {
  const t = useMessages(messages);
  const format = useFormat();
  const text = useLanguageText();
  const names = new Map(ranking.features.map((row) => [row.feature, row.description]));
  const shown = data.features.filter((row) => row.lossRise.low !== 0 || row.lossRise.high !== 0);
  const most = Math.max(...shown.map((row) => row.lossRise.high), 1e-12);
  const least = Math.min(...shown.map((row) => row.lossRise.low), 0);
  const place = (value: number): number => ((value - least) / (most - least)) * 100;
  return (
    <>
      <Text size="sm" mb="xs">
        {t(data.unseen ? 'shuffleRows' : 'shuffleRowsSeen', {
          rows: format.integer(data.rows),
          count: data.accounts,
          churned: format.integer(data.cameTrue),
          from: format.day(data.snapshots[0] ?? null),
          until: format.day(data.snapshots.at(-1) ?? null),
        })}
      </Text>
      <div className={styles.scroll}>
        <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('feature')}</Table.Th>
              <Table.Th scope="col" w={110}>
                {t('lossRise')}
              </Table.Th>
              <Table.Th scope="col" w={140} ta="right">
                {t('interval')}
              </Table.Th>
              <Table.Th scope="col" w={64} ta="right">
                {t('aucFall')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ feature, lossRise, aucFall }) => (
              <Table.Tr key={feature} {...(feature === chosen ? { bg: 'var(--holdfast-track)' } : {})}>
                <Table.Th scope="row" fw={400}>
                  <UnstyledButton
                    className={styles.choose}
                    aria-pressed={feature === chosen}
                    onClick={() => onView({ feature })}
                  >
                    <Text span fz="sm" lineClamp={2} title={text(names.get(feature) ?? { en: feature, es: feature })}>
                      {text(names.get(feature) ?? { en: feature, es: feature })}
                    </Text>
                  </UnstyledButton>
                </Table.Th>
                <Table.Td aria-hidden="true">
                  <div className={styles.whisker}>
                    <span className={styles.zero} style={{ left: `${place(0)}%` }} />
                    <span
                      className={styles.span}
                      style={{
                        left: `${place(lossRise.low)}%`,
                        width: `${place(lossRise.high) - place(lossRise.low)}%`,
                      }}
                    />
                    <span className={styles.dot} style={{ left: `${place(lossRise.value)}%` }} />
                  </div>
                </Table.Td>
                <Table.Td ta="right" className={styles.figure}>
                  {format.decimal(lossRise.value * 1000, 2)} ({format.decimal(lossRise.low * 1000, 1)} –{' '}
                  {format.decimal(lossRise.high * 1000, 1)})
                </Table.Td>
                <Table.Td ta="right" className={styles.figure}>
                  {format.decimal(aucFall, 4)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}
