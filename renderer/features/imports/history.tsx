import { Anchor, Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportSummary } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './imports.module.css';
import { messages } from './messages.ts';

export function StateBadge({ state }: { readonly state: ImportSummary['state'] }) {
  const t = useMessages(messages);
  return (
    <Badge variant="light" color={state === 'committed' ? 'harbour' : 'gray'}>
      {t(`state_${state}`)}
    </Badge>
  );
}

function sum(summary: ImportSummary, part: 'read' | 'rejected'): number {
  return Object.values(summary.totals).reduce((all, totals) => all + totals[part], 0);
}

/** Every import of this workspace, newest first, each leading to its result. */
export function History() {
  const t = useMessages(messages);
  const format = useFormat();
  const query = useQuery(useApi().imports.list.queryOptions());
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={(list) => list.length === 0}
      empty={<Empty title={t('historyEmptyTitle')} text={t('historyEmptyText')} />}
    >
      {(list) => (
        <div className={styles.scroller} role="region" aria-label={t('historyTitle')} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('number')}</th>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('files')}</th>
                <th scope="col" data-end>
                  {t('rows')}
                </th>
                <th scope="col" data-end>
                  {t('rejected')}
                </th>
                <th scope="col">{t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {[...list]
                .sort((a, b) => b.id - a.id)
                .map((summary) => (
                  <tr key={summary.id}>
                    <th scope="row">
                      <Anchor component={Link} to={`/imports/${summary.id}`} size="sm">
                        {t('detailsTitle', { id: summary.id })}
                      </Anchor>
                    </th>
                    <td>{format.instant(summary.committedAt)}</td>
                    <td className={styles.value} title={summary.files.map((file) => file.name).join(', ')}>
                      {summary.files.map((file) => file.name).join(', ')}
                    </td>
                    <td data-end>{format.integer(sum(summary, 'read'))}</td>
                    <td data-end>{format.integer(sum(summary, 'rejected'))}</td>
                    <td>
                      <StateBadge state={summary.state} />
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </QueryView>
  );
}
