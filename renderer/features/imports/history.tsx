import { Anchor, Badge, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './imports.module.css';
import { resultMessages } from './result-messages.ts';

const importsAtOnce = 25;

export function StateBadge({ state }: { readonly state: ImportSummary['state'] }) {
  const t = useMessages(resultMessages);
  return (
    <Badge variant="light" color={state === 'committed' ? 'harbour' : 'gray'}>
      {t(`state_${state}`)}
    </Badge>
  );
}

function sum(summary: ImportSummary, part: 'read' | 'rejected' | 'new' | 'changed'): number {
  return Object.values(summary.totals).reduce((all, totals) => all + totals[part], 0);
}

/** Every import of this workspace, newest first, each leading to its result. */
export function History() {
  const t = useMessages(resultMessages);
  const format = useFormat();
  const api = useApi();
  const { client } = useHost();
  const query = useInfiniteQuery({
    queryKey: [...api.imports.list.key(), 'pages'],
    queryFn: ({ pageParam, signal }) => client.imports.list({ cursor: pageParam, limit: importsAtOnce }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={({ pages }) => pages[0]?.total === 0}
      empty={<Empty title={t('historyEmptyTitle')} text={t('historyEmptyText')} />}
    >
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows);
        const total = pages[0]?.total ?? rows.length;
        return (
          <Stack gap="xs">
            <div className={styles.scroller} role="region" aria-label={t('historyLabel')} tabIndex={0}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('number')}</th>
                    <th scope="col">{t('when')}</th>
                    <th scope="col">{t('files')}</th>
                    {(['read', 'new', 'changed', 'rejected'] as const).map((part) => (
                      <th key={part} scope="col" data-end>
                        {t(part)}
                      </th>
                    ))}
                    <th scope="col">{t('state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((summary) => (
                    <tr key={summary.id}>
                      <th scope="row">
                        <Anchor component={Link} to={`/imports/${summary.id}`} size="sm">
                          {t('detailsTitle', { id: summary.id })}
                        </Anchor>
                      </th>
                      <td>{format.instant(summary.committedAt)}</td>
                      <td className={styles.value} title={namesOf(summary)}>
                        {namesOf(summary)}
                      </td>
                      {(['read', 'new', 'changed', 'rejected'] as const).map((part) => (
                        <td key={part} data-end>
                          {format.integer(sum(summary, part))}
                        </td>
                      ))}
                      <td>
                        <StateBadge state={summary.state} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <ShowMore
              shown={t('historyShown', { shown: format.integer(rows.length), total: format.integer(total) })}
              more={t('historyMore')}
              query={query}
            />
          </Stack>
        );
      }}
    </QueryView>
  );
}

const namesOf = (summary: ImportSummary) => [...new Set(summary.files.map((file) => file.name))].join(', ');
